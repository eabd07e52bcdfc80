namespace Circuitry.Experiments.Tests;

public sealed class PrimerTrainingTests : IDisposable
{
    private static readonly PrimerTrainingOptions SixSteps = new()
    {
        Steps = 6,
        Batch = 2,
        Seed = 5,
        MeasureEvery = 6,
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("circuitry-");

    private string Checkpoint => Path.Combine(_folder.FullName, "checkpoint.safetensors");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_same_seed_trains_the_same_weights_and_another_seed_others()
    {
        Assert.Equal(Train(SixSteps), Train(SixSteps));
        Assert.NotEqual(Train(SixSteps), Train(SixSteps with { Seed = 6 }));
    }

    [Fact]
    public void A_training_that_is_stopped_and_resumed_ends_in_the_same_bytes()
    {
        var kept = SixSteps with { Checkpoint = Checkpoint };
        using var source = new CancellationTokenSource();
        var told = new Told(at =>
        {
            if (at.Done == 3)
            {
                source.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => Train(kept, told, source.Token));
        Assert.True(File.Exists(Checkpoint));
        var rest = new Told();
        var resumed = Train(kept, rest);

        Assert.Equal([1L, 2, 3], told.All.Select(at => at.Done));
        Assert.Equal([4L, 5, 6], rest.All.Select(at => at.Done));
        Assert.Equal(Train(SixSteps), resumed);
        // What is done is not done again while its checkpoint is there.
        var idle = new Told();
        Assert.Equal(resumed, Train(kept, idle));
        Assert.Empty(idle.All);
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_refused()
    {
        using var source = new CancellationTokenSource();
        var kept = SixSteps with { Checkpoint = Checkpoint };
        Assert.Throws<OperationCanceledException>(() => Train(kept, new Told(_ => source.Cancel()), source.Token));

        var refusal = Assert.Throws<CheckpointException>(() => Train(kept with { Seed = 6 }));

        Assert.Contains(Checkpoint, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_step_tells_what_every_task_reaches()
    {
        var told = new Told();

        Train(SixSteps, told);

        Assert.All(told.All.SkipLast(1), at => Assert.Equal("loss", Assert.Single(at.Readings).Name));
        Assert.Equal(
            PrimerTask.All.Select(task => task.Name),
            told.All[^1].Readings.Skip(1).Select(reading => reading.Name)
        );
        Assert.All(told.All[^1].Readings.Skip(1), reading => Assert.InRange(reading.Value, 0, 1));
    }

    [Fact]
    public void Training_lowers_the_loss()
    {
        var told = new Told();

        Train(SixSteps with { Steps = 40, MeasureEvery = 40, Batch = 4 }, told);

        var (first, last) = (told.All[0]["loss"], told.All[^1]["loss"]);
        Assert.True(last < first - 0.5, $"{first} to {last}");
    }

    [Fact]
    public void The_unembedding_stays_the_embedding()
    {
        using var weights = PrimerTraining.Train(PrimerLanguage.Tokenizer, SixSteps);
        using var transposed = weights.W_E.t();

        using var difference = transposed.sub(weights.W_U);
        using var largest = difference.abs().max();

        Assert.Equal(0, largest.item<float>());
    }

    [Fact]
    public void A_training_without_steps_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Train(new() { Steps = 0 }));

    private static string Train(
        PrimerTrainingOptions options,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        using var weights = PrimerTraining.Train(PrimerLanguage.Tokenizer, options, progress, cancellation);
        return weights.Hash;
    }

    // Progress<T> would report on other threads, later.
    private sealed class Told(Action<Progress>? then = null) : IProgress<Progress>
    {
        public List<Progress> All { get; } = [];

        public void Report(Progress value)
        {
            All.Add(value);
            then?.Invoke(value);
        }
    }
}
