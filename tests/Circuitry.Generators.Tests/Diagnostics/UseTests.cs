namespace Circuitry.Generators.Tests;

/// <summary>Code that does not compile, and what the analyzer says about it beside the compiler.</summary>
public sealed class UseTests
{
    private const string Gpt2 = """[Transformer("gpt2/config.json")] public sealed partial class Model;""";
    private const string Parallel = """[Transformer("pythia/config.json")] public sealed partial class Model;""";
    private const string Grouped = """[Transformer("llama/config.json")] public sealed partial class Model;""";
    private const string Plain = """[Transformer("tracr/config.json")] public sealed partial class Model;""";

    private static readonly (string, string)[] Configs4 =
    [
        Configs.Gpt2,
        Configs.GptNeoX,
        Configs.Llama,
        Configs.TransformerLens,
    ];

    [Theory]
    [InlineData(Gpt2, "Model.Hooks.{|CIR031:Layer12|}", "'Model' has no Layer12: its blocks are numbered from 0 to 11")]
    [InlineData(
        Gpt2,
        "Model.Hooks.Layer5.{|CIR031:Head99|}",
        "'Model' has no Head99: its heads are numbered from 0 to 11"
    )]
    [InlineData(
        Gpt2,
        "Model.Hooks.Layer5.{|CIR031:Head07|}",
        "'Model' has no Head07: its heads are numbered from 0 to 11"
    )]
    [InlineData(
        Grouped,
        "Model.Hooks.Layer1.{|CIR031:KeyValueHead2|}",
        "'Model' has no KeyValueHead2: its key and value heads are numbered from 0 to 1"
    )]
    [InlineData(
        Gpt2,
        "Model.Hooks.{|CIR031:Layer99999999999|}.Head0.Query",
        "'Model' has no Layer99999999999: its blocks are numbered from 0 to 11"
    )]
    public Task CIR031_an_index_out_of_range(string model, string expression, string message) =>
        Expect(model, expression, message);

    [Theory]
    [InlineData(
        Gpt2,
        "{|CIR032:Model.Hooks.Layer5.Head5.Query.From(Model.Hooks.Layer9.Head6.Output)|}",
        "'Model.Hooks.Layer5.Head5.Query' does not read what 'Model.Hooks.Layer9.Head6.Output' writes: "
            + "it writes further downstream, and an edge runs from the earlier to the later"
    )]
    [InlineData(
        Gpt2,
        "{|CIR032:Model.Hooks.Layer5.Head5.Query.From(Model.Hooks.Layer5.Head4.Output)|}",
        "'Model.Hooks.Layer5.Head5.Query' does not read what 'Model.Hooks.Layer5.Head4.Output' writes: "
            + "heads of one block read the same stream, which none of them has written to yet"
    )]
    [InlineData(
        Parallel,
        "{|CIR032:Model.Hooks.Layer1.Mlp.From(Model.Hooks.Layer1.Head0.Output)|}",
        "'Model.Hooks.Layer1.Mlp' does not read what 'Model.Hooks.Layer1.Head0.Output' writes: "
            + "attention and MLP of a parallel block read the same stream, which neither has written to yet"
    )]
    [InlineData(
        Parallel,
        "{|CIR032:Model.Hooks.Layer2.Mlp.From(Model.Hooks.Layer2.Head0.Output)|}",
        "'Model.Hooks.Layer2.Mlp' does not read what 'Model.Hooks.Layer2.Head0.Output' writes: "
            + "attention and MLP of a parallel block read the same stream, which neither has written to yet"
    )]
    [InlineData(
        Gpt2,
        "{|CIR032:Model.Hooks.Layer5.Mlp.From(Model.Hooks.Layer5.ResidualPre)|}",
        "'Model.Hooks.Layer5.Mlp' does not read what 'Model.Hooks.Layer5.ResidualPre' writes: "
            + "it is no writer; the embeddings and every Output of a head or an MLP are"
    )]
    public Task CIR032_an_edge_that_does_not_exist(string model, string expression, string message) =>
        Expect(model, expression, message);

    [Fact]
    public Task CIR032_an_edge_between_two_models() =>
        Expect(
            Gpt2 + """[Transformer("pythia/config.json")] public sealed partial class Other;""",
            "{|CIR032:Model.Hooks.Logits.From(Other.Hooks.Layer0.Mlp.Output)|}",
            "'Model.Hooks.Logits' does not read what 'Other.Hooks.Layer0.Mlp.Output' writes: they belong to different models"
        );

    [Theory]
    [InlineData(
        Gpt2,
        "Model.Hooks.Layer5.Head5.{|CIR033:RotatedQuery|}",
        "'Model' has no RotatedQuery here: queries and keys are not rotated (Learned positions)"
    )]
    [InlineData(
        Gpt2,
        "Model.Hooks.Layer5.Mlp.{|CIR033:PreLinear|}",
        "'Model' has no PreLinear here: the MLP is not gated"
    )]
    [InlineData(
        Parallel,
        "Model.Hooks.Layer1.{|CIR033:ResidualMid|}",
        "'Model' has no ResidualMid here: attention and MLP of a block read the same stream, so that there is nothing between them"
    )]
    [InlineData(
        Parallel,
        "Model.Hooks.{|CIR033:PositionalEmbedding|}",
        "'Model' has no PositionalEmbedding here: positions add nothing to the stream (Rotary positions), and 'Input' is the embedding of the tokens"
    )]
    [InlineData(
        Plain,
        "Model.Hooks.{|CIR033:FinalNormScale|}",
        "'Model' has no FinalNormScale here: the model has no norms"
    )]
    [InlineData(
        Grouped,
        "{|CIR033:Model.Hooks.Layer1.Head5.Key|}",
        "'Model' has no Key here: several query heads share one key and value head; write 'Model.Hooks.Layer1.KeyValueHead1.Key'"
    )]
    [InlineData(
        Grouped,
        "{|CIR033:Model.Hooks.Layer1.Head0.From|}(Model.Hooks.Input)",
        "'Model' has no From here: several query heads share one key and value head; write 'Model.Hooks.Layer1.KeyValueHead0.From'"
    )]
    [InlineData(
        Gpt2,
        "Model.Hooks.Layer1.{|CIR033:Hed5|}.Query",
        "'Model' has no Hed5 here: the nearest name is 'Head5'"
    )]
    [InlineData(
        Gpt2,
        "Model.Hooks.Layer1.Head2.{|CIR033:Qeury|}",
        "'Model' has no Qeury here: the nearest name is 'Query'"
    )]
    [InlineData(
        Gpt2,
        "Model.Hooks.Layer1.Mlp.{|CIR033:Neuron3|}",
        "'Model' has no Neuron3 here: there are Input, Output, Post, Pre"
    )]
    public Task CIR033_a_hook_point_that_the_architecture_lacks(string model, string expression, string message) =>
        Expect(model, expression, message);

    [Fact]
    public Task CIR033_a_model_of_attention_only_says_so() =>
        Expect(
            "[Transformer(Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3)] public sealed partial class Model;",
            "Model.Hooks.Layer0.{|CIR033:Mlp|}",
            "'Model' has no Mlp here: the blocks have attention only"
        );

    [Theory]
    [InlineData("EdgeAttributionPatching()", "KlDivergence", "Interchange", "Edge", "CIR034", "EAP takes")]
    [InlineData("HeadImportance()", "MeanSquaredError", "Interchange", "Edge", "CIR034", "HISP takes the gradient")]
    [InlineData(
        "CleanCorrupted()",
        "LogitDifference",
        "Zero",
        "Edge",
        "CIR035",
        "goes to the corrupted run, which Zero ablation"
    )]
    [InlineData(
        "EdgePruning(0.5)",
        "LogitDifference",
        "Zero",
        "Node",
        "CIR035",
        "needs [Granularity(Granularity.Edge)]"
    )]
    [InlineData(
        "Acdc(0.5)",
        "LogitDifference",
        "Interchange",
        "Neuron",
        "CIR035",
        "removes whole writers or edges, not neurons; declare [Granularity(Granularity.Node)]"
    )]
    public async Task CIR034_and_CIR035_a_driver_that_is_not_emitted(
        string call,
        string metric,
        string ablation,
        string granularity,
        string id,
        string reason
    )
    {
        var name = call[..call.IndexOf('(', StringComparison.Ordinal)];
        var messages = await Marked.ExpectAsync(
            Study(metric, ablation, granularity)
                + $$"""
                public static class User
                {
                    public static object Driver(Study1 experiment) => experiment.{|{{id}}:{{name}}|}{{call[
                    name.Length..
                ]}};
                }
                """
        );

        Assert.Contains(reason, Assert.Single(messages), StringComparison.Ordinal);
    }

    [Fact]
    public Task CIR034_an_algorithm_that_is_made_by_hand() =>
        Marked.ExpectAsync(
            Study("KlDivergence", "Interchange", "Edge")
                + """
                public static class User
                {
                    public static object One(Study1 experiment) => new {|CIR034:EdgeAttributionPatching|}(experiment);

                    public static EdgeAttributionPatching Two(Study1 experiment) => {|CIR034:new(experiment)|};

                    public static object Unknown(Experiment experiment) => new EdgeAttributionPatching(experiment);

                    public static object Suits(Study1 experiment) => new ExactEffects(experiment);
                }
                """
        );

    [Fact]
    public Task CIR035_an_algorithm_that_is_made_by_hand() =>
        Marked.ExpectAsync(
            Study("LogitDifference", "Mean", "Edge")
                + """
                public static class User
                {
                    public static object Of(Study1 experiment) => new {|CIR035:CleanCorrupted|}(experiment);
                }
                """
        );

    [Theory]
    [InlineData(
        "run[{|CIR036:\"blocks.9.attn.hook_q\"|}]",
        "\"blocks.9.attn.hook_q\" is a string, and a hook point is expected; write 'Model.Hooks.Layer9.Query'"
    )]
    [InlineData(
        "run[{|CIR036:\"blocks.9.atn.hook_q[6]\"|}]",
        "\"blocks.9.atn.hook_q[6]\" is a string, and a hook point is expected; the nearest name is blocks.9.attn.hook_q[6], which is 'Model.Hooks.Layer9.Head6.Query'"
    )]
    [InlineData(
        "run.Read({|CIR036:\"blocks.3.mlp.hook_post\"|})",
        "\"blocks.3.mlp.hook_post\" is a string, and a hook point is expected; write 'Model.Hooks.Layer3.Mlp.Post'"
    )]
    [InlineData(
        "run[{|CIR036:\"nothing like it at all\"|}]",
        "\"nothing like it at all\" is a string, and a hook point is expected; choose among the members of 'Model.Hooks'"
    )]
    [InlineData(
        "Model.Hooks.Logits.From({|CIR036:\"a9.h6\"|})",
        "\"a9.h6\" is a string, and a hook point is expected; write 'Model.Hooks.Layer9.Head6.Output'"
    )]
    public Task CIR036_a_string_for_a_hook_point(string expression, string message) =>
        Expect(Gpt2, expression, message);

    [Fact]
    public async Task CIR036_knows_the_model_of_a_run_by_what_made_it()
    {
        var messages = await Marked.ExpectAsync(
            Experiments.Complete
                + Gpt2
                + """
                public static class User
                {
                    public static object OfModel(Model model, Prompts prompts)
                    {
                        var run = model.Run(prompts);
                        return run[{|CIR036:"hook_embed"|}];
                    }

                    public static object OfExperiment(Study1 experiment, Prompts prompts)
                    {
                        using var run = experiment.Run(prompts);
                        return run[{|CIR036:"hook_embed"|}];
                    }

                    public static object OfNobodyKnows(Run run) => run[{|CIR036:"hook_embed"|}];
                }
                """,
            configs: [Configs.Gpt2]
        );

        Assert.EndsWith("write 'Model.Hooks.TokenEmbedding'", messages[0], StringComparison.Ordinal);
        Assert.EndsWith("write 'Toy.Hooks.TokenEmbedding'", messages[1], StringComparison.Ordinal);
        Assert.EndsWith("choose among its members", messages[2], StringComparison.Ordinal);
    }

    [Fact]
    public Task What_has_nothing_to_do_with_hook_points_is_left_to_the_compiler() =>
        Marked.ExpectAsync(
            Experiments.Complete
                + """
                public static class User
                {
                    public static object A(string text) => text.Layer12;

                    public static object B(System.Collections.Generic.List<int> list) => list["blocks.0.hook_resid_pre"];

                    public static object C(Study1 experiment) => experiment.Nothing();

                    public static object D() => Toy.Nothing;

                    public static object E() => Nobody.Hooks.Layer12;
                }
                """
        );

    private static string Study(string metric, string ablation, string granularity) =>
        Experiments
            .Complete.Replace("KlDivergence", metric, StringComparison.Ordinal)
            .Replace("Ablation.Mean", "Ablation." + ablation, StringComparison.Ordinal)
            .Replace("Granularity.Edge", "Granularity." + granularity, StringComparison.Ordinal);

    private static async Task Expect(string model, string expression, string message)
    {
        var source = model + $"public static class User {{ public static object Of(Run run) => {expression}; }}";

        Assert.Equal([message], await Marked.ExpectAsync(source, configs: Configs4));
    }
}
