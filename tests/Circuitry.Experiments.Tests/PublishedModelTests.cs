namespace Circuitry.Experiments.Tests;

public sealed class PublishedModelTests : IDisposable
{
    private readonly ProgramUnderTest _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Weights_that_are_missing_are_named_with_the_ways_to_get_them_before_anything_runs()
    {
        _program.Environment["HF_HUB_CACHE"] = _program.PathOf("cache");
        var list = _program.Run("list");
        var run = _program.Run("run", "gpt2-ioi");

        Assert.Matches("llama-ioi .* its weights are not here", list.Output);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("hf download openai-community/gpt2", run.Error);
        Assert.Contains(_program.PathOf("cache"), run.Error);
        Assert.Contains("--weights", run.Error);
        Assert.False(Directory.Exists(_program.PathOf("results")));
        Assert.False(Directory.Exists(_program.PathOf("cache")));
    }

    [Fact]
    public void Weights_in_the_cache_are_found_and_must_be_the_models()
    {
        _program.Environment["HF_HUB_CACHE"] = _program.PathOf("cache");
        var snapshot = _program.PathOf("cache", "models--openai-community--gpt2", "snapshots", "main");
        Directory.CreateDirectory(snapshot);
        File.WriteAllBytes(Path.Combine(snapshot, "model.safetensors"), [1, 2, 3]);

        Assert.Contains($"weights in {snapshot}", _program.Run("list").Output);
        var run = _program.Run("run", "gpt2-ioi");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("tokenizer", run.Error);
        Assert.Contains(snapshot, run.Error);
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("")]
    public void A_path_where_there_is_nothing_is_named_itself(string weights)
    {
        var run = _program.Run("run", "gpt2-ioi", "--weights", weights);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"--weights names '{weights}', where there is nothing", run.Error);
        Assert.Contains("hf download openai-community/gpt2", run.Error);
    }

    [Theory]
    [InlineData("run", "model.pt", "pickle")]
    [InlineData("compare", "model.gguf", "GGUF")]
    [InlineData("run", "/dev/zero", "a file with something in it")]
    [InlineData("run", "empty", "Give the folder that holds the weights")]
    public void What_is_wrong_with_weights_is_told_before_what_is_missing_beside_them(
        string command,
        string weights,
        string says
    )
    {
        Directory.CreateDirectory(_program.PathOf("empty"));
        File.WriteAllBytes(_program.PathOf("model.pt"), [0x80, 2, (byte)'}', (byte)'q', 0, (byte)'.', 0, 0, 0]);
        File.WriteAllText(_program.PathOf("model.gguf"), "GGUF and so on");

        var outcome = _program.Run(command, "gpt2-ioi", "--weights", weights);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(weights, outcome.Error);
        Assert.Contains(says, outcome.Error);
        Assert.False(Directory.Exists(_program.PathOf("results")));
    }

    [Fact]
    public void An_experiment_that_ships_with_its_weights_takes_no_others()
    {
        var run = _program.Run("run", "reverse", "--weights", "elsewhere");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("reverse makes its weights", run.Error);
    }
}
