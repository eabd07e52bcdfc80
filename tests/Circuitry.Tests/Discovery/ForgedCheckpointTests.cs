using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>
/// Checkpoints whose numbers were changed and whose digest is right all the same: each is refused by its name, or is the
/// state of a search that goes on to its end.
/// </summary>
public sealed class ForgedCheckpointTests : IDisposable
{
    private static readonly long[] Others = [-2, 0, 1, 7, int.MaxValue, long.MinValue];

    private readonly TemporaryFolder _folder = new();
    private readonly GraphExperiment _experiment = SmallExperiments.Load("serial edges");

    private string File => _folder.File("search.safetensors");

    public void Dispose()
    {
        _experiment.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Any_whole_number_may_be_another()
    {
        using var scope = NewDisposeScope();
        var (fingerprint, whole, real, differences) = Cut();
        var refused = 0;
        for (var i = 0; i < whole.Length; i++)
        {
            // Far into a list one place is like another.
            if (i is > 60 && i < whole.Length - 60 && i % 7 > 0)
            {
                continue;
            }

            foreach (var other in Others.Where(other => other != whole[i]))
            {
                long[] forged = [.. whole];
                forged[i] = other;
                refused += IsRefused(fingerprint, tensor(forged), tensor(real), differences) ? 1 : 0;
            }
        }

        Assert.InRange(refused, whole.Length, int.MaxValue);
    }

    [Fact]
    public void Numbers_may_be_missing_or_left_over_and_tensors_of_another_type_or_shape()
    {
        using var scope = NewDisposeScope();
        var (fingerprint, whole, real, differences) = Cut();
        for (var length = 1; length < whole.Length; length += 5)
        {
            Refused(tensor(whole[..length]), tensor(real), differences);
        }

        Refused(tensor([.. whole, 6L]), tensor(real), differences);
        Refused(tensor(whole), tensor(real[..^1]), differences);
        Refused(tensor(whole), tensor([.. real, 1.0]), differences);
        Refused(tensor(whole), tensor(real), cat([differences, differences]));
        Refused(tensor(whole), tensor(real), differences.narrow(0, 0, 0));
        Refused(tensor(whole), tensor(real), differences.narrow(3, 0, 1));
        Refused(tensor(whole), tensor(real), differences.@long());
        Refused(tensor(whole).@double(), tensor(real), differences);
        Refused(tensor(whole).reshape(1, -1), tensor(real), differences);
        Refused(tensor(whole), tensor(real).@float(), differences);

        void Refused(Tensor forgedWhole, Tensor forgedReal, Tensor forgedDifferences) =>
            Assert.True(IsRefused(fingerprint, forgedWhole, forgedReal, forgedDifferences));
    }

    [Fact]
    public void The_state_of_steps_may_be_of_another_type_or_shape_and_the_step_none()
    {
        using var scope = NewDisposeScope();
        const string fingerprint = "steps";
        var state = new[] { ("mask", zeros(2, 3)) };
        Refused(("mask", zeros(3, 2)), ("step", tensor(new[] { 1L })));
        Refused(("mask", zeros(2, 3, float64)), ("step", tensor(new[] { 1L })));
        Refused(("mask", zeros(2, 3)), ("step", tensor(new[] { -1L })));
        Refused(("mask", zeros(2, 3)), ("step", tensor(new[] { long.MaxValue })));
        Refused(("mask", zeros(2, 3)), ("step", tensor(new[] { 1L, 2L })));
        Refused(("mask", zeros(2, 3)), ("step", tensor(new[] { 1.5 })));

        void Refused(params (string, Tensor)[] forged)
        {
            new CheckpointFile(File, fingerprint, TimeSpan.Zero).Save(forged);
            Named(
                Assert.Throws<CheckpointException>(() =>
                    new StepCheckpoint(File, fingerprint, TimeSpan.Zero).Load(state)
                )
            );
        }
    }

    private bool IsRefused(string fingerprint, Tensor whole, Tensor real, Tensor differences)
    {
        new CheckpointFile(File, fingerprint, TimeSpan.Zero).Save([
            ("whole", whole),
            ("real", real),
            ("differences", differences),
        ]);
        try
        {
            Sweep().Discover();
            return false;
        }
        catch (CheckpointException e)
        {
            Named(e);
            return true;
        }
    }

    private void Named(CheckpointException e)
    {
        Assert.Contains(File, e.Message, StringComparison.Ordinal);
        Assert.Contains("is damaged: ", e.Message, StringComparison.Ordinal);
        Assert.Contains("Delete it to start from scratch.", e.Message, StringComparison.Ordinal);
    }

    /// <summary>What a sweep leaves while branches wait in the middle of a visit, with what their writers write.</summary>
    private (string Fingerprint, long[] Whole, double[] Real, Tensor Differences) Cut()
    {
        for (var visits = 1; ; visits++)
        {
            System.IO.File.Delete(File);
            using var stop = new CancellationTokenSource();
            var left = visits;
            Sweep()
                .Discover(
                    new Listener(_ =>
                    {
                        if (--left == 0)
                        {
                            stop.Cancel();
                        }
                    }),
                    stop.Token
                );
            Assert.Equal(0, left);
            using var file = new SafetensorsFile(File);
            if (file.Tensors["differences"].Shape[0] > 0)
            {
                return (
                    file.Metadata["fingerprint"],
                    TensorValues.ToArray<long>(file.Read("whole")),
                    TensorValues.ToArray<double>(file.Read("real")),
                    file.Read("differences")
                );
            }
        }
    }

    private AcdcSweep Sweep() =>
        new(_experiment, new AcdcSweepOptions { Thresholds = [0.001, 0.03, 0.1, 0.3], Checkpoint = File });
}
