using Circuitry.Hub.Tests;

namespace Circuitry.Experiments.Tests;

/// <summary>Commands that fetch from a hub when they are asked to.</summary>
public sealed class HubTests : IDisposable
{
    private readonly ProgramUnderTest _program = new();
    private readonly FakeHub _hub = new();

    public HubTests()
    {
        _program.Environment["HF_ENDPOINT"] = _hub.Address.OriginalString;
        _program.Environment["HF_HUB_CACHE"] = _program.PathOf("cache");
        _program.Environment["HF_HUB_OFFLINE"] = "0";
        _program.Environment["HF_TOKEN"] = "hf_secret";
        _hub.Files["config.json"] = File.ReadAllBytes(
            Path.Combine(AppContext.BaseDirectory, "Primer", "weights", "config.json")
        );
    }

    public void Dispose()
    {
        _hub.Dispose();
        _program.Dispose();
    }

    [Fact]
    public void Config_prints_the_declaration_and_fetches_nothing_else()
    {
        var run = _program.Run("config", FakeHub.Name);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith($"// someone/small@{FakeHub.Commit}\n", run.Output);
        Assert.Contains("[Transformer(\"small/config.json\")]\npublic sealed partial class Small;", run.Output);
        Assert.Contains("<AdditionalFiles Include=\"small/config.json\" />", run.Output);
        Assert.Contains(_program.PathOf("cache", "models--someone--small", "snapshots", FakeHub.Commit), run.Output);
        Assert.Empty(_hub.StorageRequests);
        Assert.DoesNotContain(_hub.HubRequests, request => request.Target.EndsWith("tokenizer.json"));
    }

    [Fact]
    public void Config_writes_the_file_into_a_project_and_over_no_other()
    {
        var written = _program.Run("config", FakeHub.Name, "--project", "mine");

        Assert.Equal(0, written.ExitCode);
        Assert.Equal(_hub.Files["config.json"], File.ReadAllBytes(_program.PathOf("mine", "small", "config.json")));
        Assert.Equal(0, _program.Run("config", FakeHub.Name, "--project", "mine").ExitCode);
        File.WriteAllText(_program.PathOf("mine", "small", "config.json"), "{}");

        var refused = _program.Run("config", FakeHub.Name, "--project", "mine");

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("another configuration", refused.Error);
    }

    [Fact]
    public void Config_says_what_cannot_be_declared()
    {
        _hub.Files["config.json"] = "{\"model_type\": \"unheard-of\"}"u8.ToArray();

        var run = _program.Run("config", FakeHub.Name);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("unheard-of", run.Error);
    }

    [Fact]
    public void A_model_is_downloaded_by_name_when_asked_and_found_by_name_afterwards()
    {
        var without = _program.Run("run", "gpt2-ioi", "--weights", FakeHub.Name);

        Assert.Equal(1, without.ExitCode);
        Assert.Contains("--download", without.Error);
        Assert.Empty(_hub.HubRequests);

        var with = _program.Run("run", "gpt2-ioi", "--weights", FakeHub.Name, "--download");

        // What is drawn is no GPT-2, and its tokenizer none: that is found out when all is here.
        Assert.Equal(1, with.ExitCode);
        Assert.Contains("bytes", with.Output);
        Assert.Contains($"someone/small@{FakeHub.Commit}", with.Output);
        Assert.DoesNotContain("hf_secret", with.Output + with.Error);
        Assert.NotEmpty(_hub.StorageRequests);
        var before = _hub.HubRequests.Count;

        var again = _program.Run("run", "gpt2-ioi", "--weights", FakeHub.Name);

        Assert.Equal(with.Error, again.Error);
        Assert.Equal(before, _hub.HubRequests.Count);
    }

    [Fact]
    public void Without_a_name_the_models_own_is_downloaded()
    {
        var run = _program.Run("run", "gpt2-ioi", "--download");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("openai-community/gpt2", run.Error);
        Assert.StartsWith("/api/models/openai-community/gpt2/revision/main", _hub.HubRequests[0].Target);
    }

    [Theory]
    [InlineData("reverse", "somebody/else", "its weights")]
    [InlineData("gpt2-ioi", ".", "which is here")]
    public void What_needs_no_download_says_so(string name, string weights, string says)
    {
        var run = _program.Run("run", name, "--weights", weights, "--download");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(says, run.Error);
        Assert.Empty(_hub.HubRequests);
    }

    [Theory]
    [InlineData("google/gemma-2-2b", "Gemma2_2b")]
    [InlineData("openai-community/gpt2", "Gpt2")]
    [InlineData("meta-llama/Llama-3.2-1B", "Llama3_2_1B")]
    [InlineData("EleutherAI/pythia-70m-deduped", "Pythia70mDeduped")]
    [InlineData("someone/70m", "Model70m")]
    public void A_model_is_declared_under_its_own_name(string name, string expected) =>
        Assert.Equal(expected, new ModelDeclaration($"{name}@{FakeHub.Commit}").ClassName);
}
