using Circuitry.Tests.Masks;

namespace Circuitry.Tests;

/// <summary>A scoring that was cut short goes on to the same bits.</summary>
public sealed class ScoringResumeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("circuitry-scoring-").FullName;

    private string Checkpoint => Path.Combine(_folder, "scores.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Methods() =>
        ["EAP", "clean-corrupted", "embedding", "activations", "mask", "exact"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Cut_after_every_step_it_ends_in_the_same_bits(string method)
    {
        using var experiment = SmallEdges.From(Small.Model());
        var whole = Scored(experiment, method, null).Score().Values;
        IReadOnlyList<double>? resumed = null;
        var cuts = 0;
        for (; resumed is null; cuts++)
        {
            using var cancellation = new CancellationTokenSource();
            try
            {
                resumed = Scored(experiment, method, Checkpoint)
                    .Score(new Listener(_ => cancellation.Cancel()), cancellation.Token)
                    .Values;
            }
            catch (OperationCanceledException)
            {
                Assert.True(File.Exists(Checkpoint));
            }
        }

        Assert.True(cuts > 2, $"{cuts} cuts");
        Assert.Equal(whole, resumed);
        // What is done is not done again while its checkpoint is there.
        var idle = new Listener(_ => Assert.Fail("a step was taken again"));
        Assert.Equal(whole, Scored(experiment, method, Checkpoint).Score(idle).Values);
    }

    [Fact]
    public void A_checkpoint_of_another_method_or_of_other_settings_is_not_gone_on_from()
    {
        using var experiment = SmallEdges.From(Small.Model());
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            Scored(experiment, "exact", Checkpoint).Score(new Listener(_ => cancellation.Cancel()), cancellation.Token)
        );

        Assert.Throws<CheckpointException>(() => Scored(experiment, "EAP", Checkpoint).Score());
        Assert.Throws<CheckpointException>(() =>
            experiment.ExactEffects(new ScoringOptions { TileSize = 2, Checkpoint = Checkpoint }).Score()
        );
    }

    // Tiles of one number: one prompt at a time, and one removal.
    private static IUnitScoring Scored(SmallEdges experiment, string method, string? checkpoint)
    {
        var options = new ScoringOptions { TileSize = 1, Checkpoint = checkpoint };
        return method switch
        {
            "EAP" => experiment.EdgeAttributionPatching(options),
            "clean-corrupted" => experiment.CleanCorrupted(options),
            "exact" => experiment.ExactEffects(options),
            _ => experiment.IntegratedGradients(
                new IntegratedGradientsOptions
                {
                    Path =
                        method == "embedding" ? new EmbeddingPath()
                        : method == "mask" ? new MaskPath()
                        : new ActivationPath(),
                    Rule = new MidpointRule(3),
                    TileSize = 1,
                    Checkpoint = checkpoint,
                }
            ),
        };
    }
}
