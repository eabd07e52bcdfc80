namespace Circuitry.Tests;

/// <summary>A search that was cut short and goes on.</summary>
public sealed class CheckpointTests
{
    private const double Threshold = 0.1;

    [Theory]
    [MemberData(nameof(SmallExperiments.EdgeGroups), MemberType = typeof(SmallExperiments))]
    public void A_resumed_search_ends_in_the_same_bytes(string name)
    {
        using var folder = new TemporaryFolder();
        using var experiment = SmallExperiments.Load(name);
        var visits = 0;
        var whole = Discover(experiment, null, new Listener(_ => visits++));
        foreach (var cut in new[] { 0, 1, visits / 2, visits - 1 }.Distinct())
        {
            var path = folder.File($"after {cut}.safetensors");
            Cut(experiment, path, cut);
            // Another process would start from the weights again.
            using var again = SmallExperiments.Load(name);
            var seen = 0;
            Assert.Equal(whole, Discover(again, path, new Listener(_ => seen++)));
            Assert.Equal(visits - cut, seen);
            // What is done is not done again while its checkpoint is there.
            Assert.Equal(whole, Discover(again, path, new Listener(_ => Assert.Fail("a reader was visited again"))));
        }
    }

    [Fact]
    public void A_search_cut_short_twice_ends_in_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("search.safetensors");
        using var experiment = SmallExperiments.Load("grouped edges");
        var whole = Discover(experiment, null);
        Cut(experiment, path, 4);
        Cut(experiment, path, 5);
        Assert.Equal(whole, Discover(experiment, path));
    }

    [Fact]
    public void A_checkpoint_is_kept_while_the_search_runs_and_until_the_circuit_is_saved()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(Path.Combine("new", "search.safetensors"));
        using var experiment = SmallExperiments.Load("serial edges");
        var present = new List<bool>();
        var options = new AcdcOptions
        {
            Threshold = Threshold,
            Checkpoint = path,
            CheckpointInterval = TimeSpan.Zero,
        };
        new AcdcSearch(experiment, options).Discover(new Listener(_ => present.Add(File.Exists(path))));
        Assert.All(present, Assert.True);
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_checkpoint_of_another_search_is_refused_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("search.safetensors");
        using var experiment = SmallExperiments.Load("serial edges");
        Cut(experiment, path, 3);
        var before = File.ReadAllBytes(path);

        Refuses(experiment, new AcdcOptions { Threshold = Threshold * (1 + 1e-15) });
        Refuses(experiment, new AcdcOptions { Threshold = Threshold, Rule = AcdcRule.Absolute });
        Refuses(experiment, new AcdcOptions { Threshold = Threshold, Order = AcdcOrder.HeadsAscending });
        using var prompts = SmallExperiments.Load("serial edges", Shuffles.Of(Serial.Declared, 5, 4));
        Refuses(prompts, new AcdcOptions { Threshold = Threshold });
        using var weights = SmallExperiments.Load("serial edges", seed: 2);
        Refuses(weights, new AcdcOptions { Threshold = Threshold });
        using var granularity = SmallExperiments.Load("serial merged");
        Refuses(granularity, new AcdcOptions { Threshold = Threshold });

        void Refuses(GraphExperiment other, AcdcOptions options)
        {
            var search = new AcdcSearch(other, options with { Checkpoint = path });
            var error = Assert.Throws<CheckpointException>(() => search.Discover());
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.Contains("another search", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void A_damaged_checkpoint_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("search.safetensors");
        using var experiment = SmallExperiments.Load("grouped edges");
        Cut(experiment, path, 3);
        var whole = File.ReadAllBytes(path);
        var header = 8 + BitConverter.ToInt32(whole, 0);

        Refuses([]);
        Refuses(whole[..(whole.Length / 2)]);
        Refuses(whole[..^1]);
        Refuses([.. "not a checkpoint at all"u8]);
        for (var at = header; at < whole.Length; at += (whole.Length - header) / 20)
        {
            var flipped = whole.ToArray();
            flipped[at] ^= 1;
            Refuses(flipped);
        }

        void Refuses(byte[] content)
        {
            File.WriteAllBytes(path, content);
            var error = Assert.Throws<CheckpointException>(() => Discover(experiment, path));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.Contains("Delete it", error.Message, StringComparison.Ordinal);
            Assert.Equal(content, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void A_checkpoint_in_the_place_of_a_folder_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        using var experiment = SmallExperiments.Load("serial edges");
        Assert.Contains(
            folder.Path,
            Assert.Throws<CheckpointException>(() => Cut(experiment, folder.Path, 2)).Message,
            StringComparison.Ordinal
        );
        File.WriteAllText(folder.File("file"), "");
        var below = Path.Combine(folder.File("file"), "search.safetensors");
        Assert.Contains(
            below,
            Assert.Throws<CheckpointException>(() => Cut(experiment, below, 2)).Message,
            StringComparison.Ordinal
        );
    }

    [SkippableFact]
    public void A_full_disk_leaves_the_older_checkpoint_whole()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        using var disk = SmallDisk.Mount(kilobytes: 64);
        var path = Path.Combine(disk.Path, "search.safetensors");
        Cut(experiment, path, 2);
        var before = File.ReadAllBytes(path);
        disk.Fill("other");

        var error = Assert.Throws<CheckpointException>(() => Cut(experiment, path, 3));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains("Free space", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["other", "search.safetensors"], disk.Files);

        File.Delete(Path.Combine(disk.Path, "other"));
        Assert.Equal(Discover(experiment, null), Discover(experiment, path));
    }

    [SkippableFact]
    public void A_folder_that_cannot_be_written_leaves_the_older_checkpoint_whole()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        using var disk = SmallDisk.Mount(kilobytes: 256);
        var path = Path.Combine(disk.Path, "search.safetensors");
        Cut(experiment, path, 2);
        var before = File.ReadAllBytes(path);
        disk.Protect();

        var error = Assert.Throws<CheckpointException>(() => Cut(experiment, path, 3));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal(["search.safetensors"], disk.Files);

        // A checkpoint that cannot be removed must not cost the circuit that the search found.
        Assert.Equal(Discover(experiment, null), Discover(experiment, path));
    }

    private static string Discover(GraphExperiment experiment, string? checkpoint, IProgress<Progress>? progress = null)
    {
        var options = new AcdcOptions { Threshold = Threshold, Checkpoint = checkpoint };
        return CircuitJson.ToText(new AcdcSearch(experiment, options).Discover(progress));
    }

    /// <summary>Stops a search after some readers.</summary>
    private static void Cut(GraphExperiment experiment, string checkpoint, int visits)
    {
        using var stop = new CancellationTokenSource();
        if (visits == 0)
        {
            stop.Cancel();
        }

        var progress = new Listener(report =>
        {
            if (report.Done == visits)
            {
                stop.Cancel();
            }
        });
        var options = new AcdcOptions { Threshold = Threshold, Checkpoint = checkpoint };
        try
        {
            new AcdcSearch(experiment, options).Discover(progress, cancellation: stop.Token);
            Assert.Fail("the search was not stopped");
        }
        catch (OperationCanceledException) { }
    }
}
