using Circuitry.Tests.Masks;

namespace Circuitry.Tests;

/// <summary>Models by name and by path, and the commit that a place in the cache says.</summary>
public sealed class ModelFolderTests : IDisposable
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";
    private const string Revision = $"someone/small@{Commit}";

    private readonly TemporaryFolder _cache = new();

    private string Model => _cache.File("models--someone--small");

    private string Snapshot => Path.Combine(Model, "snapshots", Commit);

    public void Dispose() => _cache.Dispose();

    [Theory]
    [InlineData("someone/small")]
    [InlineData("someone/small@main")]
    [InlineData("someone/small@refs/pr/1")]
    [InlineData($"someone/small@{Commit}")]
    public void A_model_is_found_by_its_name_with_the_commit_that_is_here(string name)
    {
        Fill();
        Note("refs/pr/1");

        var found = ModelFolder.Find(name, _cache.Path);

        Assert.Equal((Snapshot, Revision), (found.Path, found.Revision));
        Assert.Equal(Revision, found.ToString());
    }

    [Fact]
    public void A_path_that_exists_is_never_taken_for_a_name()
    {
        Fill();
        var folder = Directory.CreateDirectory(_cache.File("small")).FullName;

        var found = ModelFolder.Find(folder, _cache.Path);

        Assert.Equal((folder, null), (found.Path, found.Revision));
    }

    [Fact]
    public void A_place_in_the_cache_says_the_commit_however_it_is_reached()
    {
        Fill();
        var weights = Path.Combine(Snapshot, "model.safetensors");

        Assert.Equal(Revision, ModelFolder.Find(Snapshot).Revision);
        Assert.Equal(Revision, ModelFolder.Find(Snapshot + Path.DirectorySeparatorChar).Revision);
        Assert.Equal((weights, Revision), (ModelFolder.Find(weights).Path, ModelFolder.Find(weights).Revision));
        Assert.Null(ModelFolder.Find(Model).Revision);
        Assert.Null(ModelFolder.Find(Path.GetDirectoryName(Snapshot)!).Revision);
        Assert.Null(
            ModelFolder.Find(Directory.CreateDirectory(Path.Combine(Model, "snapshots", "main")).FullName).Revision
        );
        Assert.Null(
            ModelFolder
                .Find(Directory.CreateDirectory(_cache.File(Path.Combine("other", "snapshots", Commit))).FullName)
                .Revision
        );
    }

    [Fact]
    public void A_name_that_is_not_here_is_told_where_it_was_looked_for_and_how_to_get_it()
    {
        var error = Assert.Throws<WeightsException>(() => ModelFolder.Find("someone/small@v1", _cache.Path));

        Assert.Equal("someone/small@v1", error.File);
        Assert.Contains($"'models--someone--small' at 'v1' in {_cache.Path}", error.Found, StringComparison.Ordinal);
        Assert.Contains("ModelHub.Download(\"someone/small@v1\")", error.Remedy, StringComparison.Ordinal);
        Assert.Null(ModelFolder.TryFind("someone/small@v1", _cache.Path));
    }

    [Theory]
    [InlineData("gpt2", "gpt2", null)]
    [InlineData("google/gemma-2-2b", "google/gemma-2-2b", null)]
    [InlineData("google/gemma-2-2b@refs/pr/12", "google/gemma-2-2b", "refs/pr/12")]
    [InlineData("a/b_c.d@v1.0-rc", "a/b_c.d", "v1.0-rc")]
    [InlineData("", null, null)]
    [InlineData("a/b/c", null, null)]
    [InlineData("/a/b", null, null)]
    [InlineData("./a", null, null)]
    [InlineData("a/../b", null, null)]
    [InlineData("a/..", null, null)]
    [InlineData("a--b/c", null, null)]
    [InlineData("a/b@", null, null)]
    [InlineData("a/b@x--y", "a/b", "x--y")]
    [InlineData("a/b@/x", null, null)]
    [InlineData("a/b@x/../y", null, null)]
    [InlineData("a/b@x\n", null, null)]
    [InlineData("a b", null, null)]
    [InlineData("C:\\a", null, null)]
    public void A_name_is_a_repository_and_maybe_a_revision(string text, string? repository, string? revision)
    {
        var name = ModelName.TryParse(text);

        Assert.Equal((repository, revision), (name?.Repository, name?.Revision));
        Assert.Equal(name is null ? null : text, name?.ToString());
    }

    [Fact]
    public void The_caches_place_is_read_from_the_environment_as_Pythons_tools_read_it()
    {
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        Assert.Equal(Path.Combine(user, ".cache", "huggingface", "hub"), Cache());
        Assert.Equal("/x/huggingface/hub", Cache(("XDG_CACHE_HOME", "/x")));
        Assert.Equal("/home/hub", Cache(("HF_HOME", "/home"), ("XDG_CACHE_HOME", "/x")));
        Assert.Equal("/old", Cache(("HUGGINGFACE_HUB_CACHE", "/old"), ("HF_HOME", "/home")));
        Assert.Equal("/new", Cache(("HF_HUB_CACHE", "/new"), ("HUGGINGFACE_HUB_CACHE", "/old")));
        Assert.Equal(user + "/models", Cache(("HF_HUB_CACHE", "~/models")));
        Assert.Equal("/a/b/c", Cache(("HF_HUB_CACHE", "$ONE/${TWO}/c"), ("ONE", "/a"), ("TWO", "b")));
        Assert.Equal("/$NONE/c", Cache(("HF_HUB_CACHE", "/$NONE/c")));
    }

    [Fact]
    public void The_commit_stands_in_the_results_of_weights_from_the_cache_and_nothing_in_those_of_others()
    {
        Fill();
        using (var model = Small.Model())
        {
            model.Weights.Save(Path.Combine(Snapshot, "model.safetensors"));
        }

        var plain = Directory.CreateDirectory(_cache.File("plain")).FullName;
        File.Copy(Path.Combine(Snapshot, "model.safetensors"), Path.Combine(plain, "model.safetensors"));

        var (published, own) = (Found(Snapshot), Found(plain));

        Assert.Equal(Revision, published.Provenance.ModelRevision);
        Assert.Null(own.Provenance.ModelRevision);
        var line = $"    \"model_revision\": \"{Revision}\",\n";
        Assert.Contains(line, CircuitJson.ToText(published), StringComparison.Ordinal);
        Assert.Equal(
            CircuitJson.ToText(own),
            CircuitJson.ToText(published).Replace(line, "", StringComparison.Ordinal)
        );
        CircuitJson.Write(published, _cache.File("circuit.json"));
        Assert.Equal(Revision, CircuitJson.Read(_cache.File("circuit.json")).Provenance.ModelRevision);
        Assert.Contains(("weights published as", Revision), CircuitSummary.Origin(published));
        Assert.DoesNotContain(CircuitSummary.Origin(own), row => row.Name == "weights published as");
    }

    private static Circuit Found(string path)
    {
        using var experiment = SmallEdges.Load(path);
        return new TopUnits(5).Select(experiment, Gate.Scores(experiment.Units, new double[experiment.Units.Count]));
    }

    private static string Cache(params (string Name, string Value)[] variables) =>
        new HuggingFaceHome(name => variables.FirstOrDefault(variable => variable.Name == name).Value).Cache;

    private void Fill()
    {
        Directory.CreateDirectory(Snapshot);
        File.WriteAllText(Path.Combine(Snapshot, "model.safetensors"), "weights");
        Note("main");
    }

    private void Note(string reference)
    {
        var path = Path.Combine(Model, "refs", reference);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Commit);
    }
}
