namespace Circuitry.Generators.Tests;

public sealed class ConfigPathTests
{
    [Theory]
    [InlineData("models/gpt2/config.json", "gpt2/config.json", true)]
    [InlineData("models/gpt2/config.json", "config.json", true)]
    [InlineData("models/gpt2/config.json", "models/gpt2/config.json", true)]
    [InlineData("models/my-gpt2/config.json", "gpt2/config.json", false)]
    [InlineData("models/gpt2/config.json", "Gpt2/config.json", false)]
    [InlineData("models/gpt2/config.json", "/config.json", true)]
    [InlineData("models/gpt2/config.json", "", false)]
    public void A_file_is_found_by_the_end_of_its_path_at_a_folders_boundary(string path, string named, bool found) =>
        Assert.Equal(found, ConfigPath.EndsWith(path, named));

    [Theory]
    [InlineData("openai-community/gpt2", true)]
    [InlineData("openai-community/gpt2@refs/pr/1", true)]
    [InlineData("gpt2/config.json", false)]
    [InlineData("config.json", false)]
    [InlineData("gpt2", false)]
    [InlineData("/gpt2", false)]
    [InlineData("a/b/c", false)]
    public void A_model_is_named_by_owner_and_name(string named, bool isModel) =>
        Assert.Equal(isModel, ConfigPath.IsModel(named));

    [Theory]
    [InlineData("openai-community/gpt2/config.json", "gpt2/config.json", 1)]
    [InlineData("gpt2/config.json", "other/config.json", 1)]
    [InlineData("gpt2/config.json", "old/gpt2/config.json", 2)]
    [InlineData("other/config.json", "gpt2.json", 0)]
    public async Task The_configuration_of_a_named_model_lies_in_a_folder_of_its_name(
        string one,
        string other,
        int found
    )
    {
        var (path, text) = Configs.Gpt2;
        var project = Project.Of(
            """[Transformer("openai-community/gpt2")] public sealed partial class Model;""",
            ("models/" + one, text),
            ("models/" + other, text)
        );
        Assert.NotEmpty(path);
        var ids = (await project.AnalyzeAsync()).Select(one => one.Id).ToList();
        Assert.Equal(
            found switch
            {
                0 => ["CIR006"],
                1 => [],
                _ => ["CIR007"],
            },
            ids
        );
        Assert.Equal(found == 1, project.Generate().Files.Count > 0);
    }

    [Theory]
    [InlineData("\"openai-community/gpt2\"", "Weights = \"openai-community/gpt2\"")]
    [InlineData("\"openai-community/gpt2@main\"", "Weights = \"openai-community/gpt2@main\"")]
    [InlineData("\"openai-community/gpt2\", Weights = \"mine\"", "Weights = \"mine\"")]
    [InlineData("\"gpt2/config.json\"", null)]
    public void A_program_takes_the_weights_of_the_model_that_is_named(string arguments, string? weights)
    {
        var (_, text) = Configs.Gpt2;
        var registry = Project
            .Of(
                Experiments.Pairs
                    + $"[Transformer({arguments})] public sealed partial class Model;\n"
                    + "[Experiment, Model<Model>, Dataset<Pairs>(Size = 7), Corruption(Ablation.Zero), Metric<KlDivergence>]\n"
                    + "[Granularity(Granularity.Edge)] public sealed partial class Study;",
                ("gpt2/config.json", text)
            )
            .Generate()
            .Registry!;
        if (weights is null)
        {
            Assert.DoesNotContain("Weights =", registry, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(weights, registry, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("models\\gpt2\\config.json", "models/gpt2/config.json")]
    [InlineData("././gpt2/config.json", "gpt2/config.json")]
    public void Paths_are_compared_with_forward_slashes(string path, string normal) =>
        Assert.Equal(normal, ConfigPath.Normalise(path));

    [Fact]
    public void The_nearest_names_come_first_and_show_no_more_folders_than_were_named() =>
        Assert.Equal(
            ["gpt2/config.json", "pythia/config.json"],
            ConfigPath.Nearest(["/home/a/pythia/config.json", "/home/a/gpt2/config.json"], "gpt-2/config.json")
        );
}
