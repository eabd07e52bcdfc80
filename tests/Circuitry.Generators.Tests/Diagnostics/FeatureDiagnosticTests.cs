namespace Circuitry.Generators.Tests;

/// <summary>What is wrong with experiments on features. A test names all diagnostics there are.</summary>
public sealed class FeatureDiagnosticTests
{
    private const string Discovery = "public sealed partial class Discovery;";
    private const string JudgedDiscovery =
        "public sealed partial class Discovery { public partial Judgement Judge(FeatureEvidence evidence) => default; }";

    [Fact]
    public Task Feature_experiments_that_are_right_earn_nothing() =>
        Expect(Features.Attributes + Discovery, [Features.Manifest]);

    [Fact]
    public Task Shift_experiments_that_are_right_earn_nothing() =>
        Expect(Features.Shift + JudgedDiscovery, [Features.Manifest]);

    [Fact]
    public Task CIR015_features_without_dictionaries() =>
        Expect(
            Features.Attributes.Replace(", Dictionaries(\"toy/dictionaries.json\")", "") + Discovery,
            [Features.Manifest],
            "CIR015: The experiment 'Discovery' studies features and names no dictionaries; add [Dictionaries(\"...dictionaries.json\")]"
        );

    [Fact]
    public Task CIR016_a_manifest_that_is_not_listed() =>
        Expect(
            Features.Attributes.Replace("toy/dictionaries", "tey/dictionaries") + Discovery,
            [Features.Manifest],
            "CIR016: 'tey/dictionaries.json' is not one file among the AdditionalFiles: the nearest that the project lists is 'toy/dictionaries.json'; add <AdditionalFiles Include=\"...\" /> to the project"
        );

    [Fact]
    public Task CIR016_no_manifest_at_all() =>
        Expect(
            Features.Attributes + Discovery,
            [],
            "CIR016: 'toy/dictionaries.json' is not one file among the AdditionalFiles: the project lists no dictionaries.json among its AdditionalFiles; add <AdditionalFiles Include=\"...\" /> to the project"
        );

    [Theory]
    [InlineData("]", "line 1, column 1: expected a value and found ']'")]
    [InlineData("[]", "it holds no JSON object")]
    [InlineData("{}", "its format is missing, not circuitry.dictionaries")]
    [InlineData("""{"format": "circuitry.dictionaries"}""", "its field 'dictionaries' lists nothing")]
    [InlineData(
        """{"format": "circuitry.dictionaries", "dictionaries": [{}]}""",
        "an entry of 'dictionaries' has no 'hook'"
    )]
    [InlineData(
        """{"format": "circuitry.dictionaries", "dictionaries": [{"hook": "hook_embed", "d_in": 8}]}""",
        "hook_embed: 'd_sae' is missing, not a whole number of 1 or more"
    )]
    [InlineData(
        """{"format": "circuitry.dictionaries", "dictionaries": [{"hook": "blocks.x.hook_mlp_out", "d_in": 8, "d_sae": 4}]}""",
        "'blocks.x.hook_mlp_out' is no site that can have a dictionary; such sites are hook_embed, blocks.0.hook_resid_pre, blocks.0.attn.hook_z, blocks.0.hook_attn_out, blocks.0.mlp.hook_post, blocks.0.hook_mlp_out, blocks.0.hook_resid_post, and so on for every block"
    )]
    public Task CIR017_a_manifest_that_lists_no_dictionaries(string text, string problem) =>
        Expect(
            Features.Attributes + Discovery,
            [("toy/dictionaries.json", text)],
            $"CIR017: 'toy/dictionaries.json' cannot be read as a list of dictionaries: {problem}"
        );

    [Theory]
    [InlineData("blocks.2.hook_mlp_out", 8, "blocks.2.hook_mlp_out is no site of a model of 2 blocks")]
    [InlineData("blocks.1.hook_mlp_out", 16, "it takes activations of width 16 apart, and the model's are 8 wide")]
    public Task CIR018_a_dictionary_that_does_not_fit(string hook, int width, string problem) =>
        Expect(
            Features.Attributes + Discovery,
            [Features.File(("hook_embed", 8, 4), (hook, width, 4))],
            $"CIR018: The dictionary that 'toy/dictionaries.json' lists for {hook} does not fit the model: {problem}"
        );

    [Fact]
    public Task CIR018_a_dictionary_of_shift_that_does_not_fit() =>
        Expect(
            Features.Shift + JudgedDiscovery,
            [Features.File(("hook_embed", 9, 4))],
            "CIR018: The dictionary that 'toy/dictionaries.json' lists for hook_embed does not fit the model: it takes activations of width 9 apart, and the model's are 8 wide"
        );

    [Fact]
    public Task CIR019_dictionaries_of_edges() =>
        Expect(
            Features.Attributes.Replace("Granularity.Feature", "Granularity.Edge") + Discovery,
            [Features.Manifest],
            "CIR019: The experiment 'Discovery' names dictionaries and its units are of kind Edge; declare [Granularity(Granularity.Feature)] or remove [Dictionaries]"
        );

    [Theory]
    [InlineData(", Model<Toy>", "[Model<...>]")]
    [InlineData(", Biased<Texts>(Size = 9, Seed = 2)", "[Biased<...>]")]
    [InlineData("[Dictionaries(\"toy/dictionaries.json\")]", "[Dictionaries(...)]")]
    public Task CIR060_a_shift_experiment_that_lacks_a_part(string part, string shown) =>
        Expect(
            Features.Shift.Replace(part, "") + Discovery,
            [Features.Manifest],
            $"CIR060: The SHIFT experiment 'Discovery' lacks {shown}; add it"
        );

    [Fact]
    public Task CIR061_a_probe_behind_a_block_that_there_is_not() =>
        Expect(
            Features.Shift.Replace("Block = 1", "Block = 2") + JudgedDiscovery,
            [Features.Manifest],
            "CIR061: The probe of 'Discovery' is to read the stream behind block 2; the model has 2 blocks, counted from 0"
        );

    [Theory]
    [InlineData(Features.Attributes + Discovery)]
    [InlineData(Features.Shift + JudgedDiscovery)]
    public async Task CIR062_what_dictionaries_cost(string source)
    {
        var project = Project.Of(Experiments.Toy + Experiments.Pairs + source, Features.Manifest);
        var found = await project.AnalyzeAsync(Microsoft.CodeAnalysis.DiagnosticSeverity.Info);
        // 32 + 24 + 24 + 16 + 16 features of activations 8 wide, and an error term each.
        Assert.Equal(
            "'Discovery' has 117 features and error terms at 5 sites; the dictionaries hold 7.6 KiB, and the features of one token 448 B",
            Assert.Single(found, diagnostic => diagnostic.Id == "CIR062").GetMessage()
        );
    }

    private static async Task Expect(string source, (string, string)[] files, params string[] expected)
    {
        var project = Project.Of(Experiments.Toy + Experiments.Pairs + source, files);
        var found = await project.AnalyzeAsync();
        Assert.Equal(expected, found.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage()}"));
        Assert.All(found, diagnostic => Assert.True(diagnostic.Location.IsInSource));
        // The model is written in any case; the experiment only when nothing is wrong with it.
        Assert.Equal(expected.Length == 0 ? 4 : 3, project.Generate().Files.Count);
    }
}
