using Microsoft.CodeAnalysis;

namespace Circuitry.Generators.Tests;

/// <summary>What is wrong with a family that a project declares, and what is emitted for one that is right.</summary>
public sealed class FamilyDiagnosticTests
{
    private const string Tensors = """
        [StoredTensor("emb", Weight.W_E), StoredTensor("out", Weight.W_U, Layout = StoredLayout.Transposed)]
        [StoredTensor("b{layer}.qkv", Weight.W_QKV, Layout = StoredLayout.Transposed)]
        [StoredTensor("b{layer}.o", Weight.W_O, Layout = StoredLayout.Transposed)]
        """;

    private const string Switches = """
        [ConfigKey("depth", "Layers"), ConfigKey("width", "ModelWidth"), ConfigKey("span", "Context", Default = 16)]
        [ConfigKey("words", "Vocabulary"), ConfigKey("heads", "Heads")]
        [Switch("Normalization", Normalization.None), Switch("Positions", PositionEmbedding.Rotary)]
        [Switch("QueryKeyValueBias", false), Switch("AttentionOutputBias", false), Switch("UnembedBias", false)]
        """;

    private static readonly (string, string) Config = (
        "tiny/config.json",
        """{ "model_type": "tiny", "depth": 2, "width": 8, "words": 11, "heads": 2, "torch_dtype": "float32" }"""
    );

    private const string Model =
        """[Transformer("tiny/config.json"), Family<Tiny>] public sealed partial class Model;""";

    [Fact]
    public async Task A_family_of_a_project_is_read_when_it_is_built_and_handed_to_the_loader()
    {
        var project = Of(Switches, Tensors);

        Assert.Empty(await project.AnalyzeAsync(DiagnosticSeverity.Info));
        var generated = project.Generate();
        var type = generated.Load().GetType("Study.Model")!;
        var declared = (Architecture)type.GetProperty("Declared")!.GetValue(null)!;

        Assert.Equal(
            ("Study.Tiny", 2, 8, 16, 11),
            (declared.Family, declared.Layers, declared.ModelWidth, declared.Context, declared.Vocabulary)
        );
        Assert.Equal((2, 4, PositionEmbedding.Rotary), (declared.Heads, declared.HeadWidth, declared.Positions.Kind));
        Assert.True(declared.AttentionOnly);
        Assert.Contains(
            generated.Files.Values,
            source =>
                source.Contains("TransformerWeights.Load<global::Study.Tiny>(path, Declared", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(
        """[ConfigKey("x", "HiddenSize")]""",
        "CIR070",
        "names the switch 'HiddenSize', which no architecture has"
    )]
    [InlineData("""[Switch("Family", "x")]""", "CIR070", "names the switch 'Family'")]
    public Task CIR070_a_switch_that_no_architecture_has(string row, string id, string problem) =>
        Earns(row, id, problem);

    [Theory]
    [InlineData("""[Switch("Causal", 1)]""", "gives Causal the value 1; it must be true or false")]
    [InlineData("""[Switch("Causal", typeof(int))]""", "gives Causal the value int; it must be true or false")]
    [InlineData("""[Switch("KeyValueHeads", 1.5)]""", "gives KeyValueHeads the value 1.5; it must be a whole number")]
    [InlineData(
        """[Switch("Nonlinearity", "sine")]""",
        "gives Nonlinearity the value sine; it must be one of Relu, Gelu"
    )]
    [InlineData(
        """[ConfigKey("m", "MlpWidth", Default = "wide")]""",
        "gives MlpWidth the value wide; it must be a whole number"
    )]
    [InlineData(
        """[StoredTensor("b.in", Weight.W_in)]""",
        "stores 'b.in', which is W_in, which every block has: put {layer}"
    )]
    [InlineData(
        """[StoredTensor("b{layer}.pos", Weight.W_pos)]""",
        "which is W_pos, which no block has: remove {layer}"
    )]
    [InlineData(
        """[StoredTensor("b{layer}.in", Weight.W_in, Layout = StoredLayout.ByHead)]""",
        "cannot lie ByHead as W_in"
    )]
    [InlineData("""[StoredTensor("b{layer}.q", Weight.W_Q)]""", "is W_QKV, and others are parts of it such as W_Q")]
    [InlineData(
        """[StoredTensor("b{layer}.{head}", Weight.b_O)]""",
        "only norms of queries and keys, AsIs, are stored head by head"
    )]
    [InlineData("""[StoredTensor("b{layer}.in", Weight.W_in, Parts = 2, Part = 2)]""", "is part 2 of 2")]
    [InlineData("""[StoredTensor("b{layer}.in", Weight.W_in, AddsOne = true)]""", "only scales of norms")]
    [InlineData("""[StoredTensor("b{layer}.in", Weight.W_in, Layout = StoredLayout.Shared)]""", "cannot lie Shared")]
    [InlineData("""[StoredTensor("x", (Weight)99)]""", "is no member of Weight")]
    public Task CIR071_a_row_that_does_not_fit(string row, string problem) => Earns(row, "CIR071", problem);

    [Theory]
    [InlineData("""[ConfigKey("depth", "MlpWidth")]""", "says the key 'depth' twice")]
    [InlineData("""[Switch("Heads", 2)]""", "says the switch 'Heads' twice")]
    [InlineData("""[StoredTensor("emb", Weight.W_pos)]""", "says the tensor 'emb' twice")]
    [InlineData("""[StoredTensor("emb2", Weight.W_E)]""", "says the weight 'W_E' twice")]
    public Task CIR072_the_same_thing_twice(string row, string problem) => Earns(row, "CIR072", problem);

    [Fact]
    public async Task CIR073_a_switch_that_is_not_given()
    {
        var found = await Of("""[ConfigKey("depth", "Layers")]""", Tensors).AnalyzeAsync(DiagnosticSeverity.Info);

        Assert.Equal(
            "The family 'Tiny' gives no ModelWidth, Context, Vocabulary, Heads; add a [ConfigKey] or a [Switch] for each",
            Assert.Single(found, one => one.Id == "CIR073").GetMessage(null)
        );
    }

    [Fact]
    public async Task CIR074_a_weight_without_a_name()
    {
        var project = Of(Switches.Replace("Switch(\"UnembedBias\", false)", "Switch(\"MlpWidth\", 5)"), Tensors);

        var found = Assert.Single(await project.AnalyzeAsync(DiagnosticSeverity.Info));

        Assert.Equal("CIR074", found.Id);
        Assert.StartsWith(
            "The family 'Tiny' has no name for b_U, W_in, b_in, W_out, b_out, which the model of 'tiny/config.json' has",
            found.GetMessage(null),
            StringComparison.Ordinal
        );
        Assert.Empty(project.Generate().Files);
    }

    [Theory]
    [InlineData("public sealed class Tiny; " + Model, "'Model' names the family 'Tiny', which declares none")]
    [InlineData(
        "[ModelType(\"t\")] public sealed class Tiny; [Family<Tiny>] public sealed class Other;",
        "'Other' names a family and is no model"
    )]
    [InlineData(
        "[HarmlessKeys(\"x\")] public sealed class Tiny;",
        "'Tiny' has [HarmlessKeys], which belongs to a family"
    )]
    [InlineData(
        "[ModelType(\"t\")] public sealed class Tiny; [Family<Tiny>, Transformer(Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3)] public sealed partial class Model;",
        "'Model' names a family, which reads a config.json, but spells its architecture out"
    )]
    public async Task CIR075_what_is_no_family_of_a_model(string code, string problem)
    {
        var found = await Project.Of(code, Config).AnalyzeAsync(DiagnosticSeverity.Info);

        Assert.Contains(
            found,
            one => one.Id == "CIR075" && one.GetMessage(null).StartsWith(problem, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("\"words\": 11, ", "", "words: is missing")]
    [InlineData("\"depth\": 2", "\"depth\": 2.5", "depth: gives Layers, which must be a whole number, and is 2.5")]
    [InlineData("\"depth\": 2", "\"depth\": 2, \"cap\": 3", "cap: is not a field that Circuitry knows")]
    [InlineData("\"tiny\"", "\"gpt2\"", "n_embd: is missing")]
    [InlineData("\"heads\": 2", "\"heads\": 3", "Heads: ModelWidth = 8 is not divisible by Heads = 3")]
    public async Task A_configuration_that_a_family_cannot_read_is_refused_by_its_field(
        string text,
        string other,
        string problem
    )
    {
        var project = Of(Switches, Tensors) with { Files = [(Config.Item1, Config.Item2.Replace(text, other))] };

        var found = Assert.Single(await project.AnalyzeAsync(DiagnosticSeverity.Info));

        Assert.Equal("CIR010", found.Id);
        Assert.Contains(problem, found.GetMessage(null), StringComparison.Ordinal);
    }

    private static async Task Earns(string row, string id, string problem)
    {
        var found = await Of(Switches, Tensors + "\n" + row).AnalyzeAsync(DiagnosticSeverity.Info);

        Assert.All(found, one => Assert.Equal(id, one.Id));
        Assert.Contains(found, one => one.GetMessage(null).Contains(problem, StringComparison.Ordinal));
        Assert.All(found, one => Assert.NotEqual(Location.None, one.Location));
    }

    private static Project Of(string switches, string tensors) =>
        Project.Of($"[ModelType(\"tiny\")]\n{switches}\n{tensors}\npublic sealed class Tiny;\n{Model}", Config);
}
