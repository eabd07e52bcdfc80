namespace Circuitry.Hub.Tests;

/// <summary>A hub, an empty cache, and downloads from one to the other that wait no longer than tests need.</summary>
public abstract class HubFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal FakeHub Hub { get; } = new();

    protected string Cache => _folder.File("cache");

    protected string Model => Path.Combine(Cache, "models--someone--small");

    protected string Snapshot => Path.Combine(Model, "snapshots", FakeHub.Commit);

    internal byte[] Weights => Hub.Files["model.safetensors"];

    internal string WeightsDigest => FakeHub.Digest("model.safetensors", Weights);

    internal string Part => Path.Combine(Model, "blobs", WeightsDigest + ".circuitry.incomplete");

    public virtual void Dispose()
    {
        Hub.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected HubOptions Options(
        string token = "",
        bool offline = false,
        int attempts = 4,
        double patience = 5,
        double longestWait = 10,
        double? longestLock = 10,
        Uri? endpoint = null
    ) =>
        new()
        {
            Endpoint = endpoint ?? Hub.Address,
            Cache = Cache,
            Token = token,
            Offline = offline,
            Attempts = attempts,
            FirstWait = TimeSpan.FromMilliseconds(1),
            Patience = TimeSpan.FromSeconds(patience),
            LongestWait = TimeSpan.FromSeconds(longestWait),
            LongestLock = longestLock is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };

    protected ModelFolder Download(HubOptions? options = null, string name = FakeHub.Name) =>
        ModelHub.Download(name, options ?? Options());

    /// <summary>Writes what an earlier download has left.</summary>
    protected void Leave(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    internal void CheckFiles(params string[] names) =>
        Assert.All(names, name => Assert.Equal(Hub.Files[name], File.ReadAllBytes(Path.Combine(Snapshot, name))));

    /// <summary>That the weights are right, as a link to a content with the right name, and nothing unfinished is left.</summary>
    internal void CheckWeights()
    {
        CheckFiles("model.safetensors");
        Assert.Equal(
            [.. Hub.Files.Select(file => FakeHub.Digest(file.Key, file.Value)).Order(StringComparer.Ordinal)],
            Directory.GetFiles(Path.Combine(Model, "blobs")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }
}
