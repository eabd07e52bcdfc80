using Microsoft.CodeAnalysis;

namespace Circuitry.Generators.Tests;

/// <summary>
/// Each diagnostic with a declaration that earns it. A test names all diagnostics there are, so that an extra one fails; and
/// a declaration with an error emits nothing.
/// </summary>
public sealed class DiagnosticTests
{
    private const string Sizes = "Layers = 1, Heads = 1, ModelWidth = 4, Context = 4, Vocabulary = 3";

    [Fact]
    public Task Declarations_that_are_right_earn_nothing() => Expect(Experiments.Complete, emits: true);

    [Fact]
    public Task CIR001_a_class_that_is_not_partial() =>
        Expect(
            $"[Transformer({Sizes})] public sealed class Model;",
            "CIR001: 'Model' must be declared 'partial', so that its other part can be emitted"
        );

    [Fact]
    public Task CIR002_a_container_that_is_not_partial() =>
        Expect(
            $$"""public static class Models { [Transformer({{Sizes}})] public sealed partial class Model; }""",
            "CIR002: 'Models' must be declared 'partial', because 'Model' inside it has an emitted part"
        );

    [Theory]
    [InlineData("public partial class Model<T>;", "is generic; remove its type parameters")]
    [InlineData("public static partial class Model;", "is static; remove 'static'")]
    [InlineData("public abstract partial class Model;", "is abstract; remove 'abstract'")]
    [InlineData("public partial record Model;", "is a record; declare it as a class")]
    [InlineData("file partial class Model;", "is file-local, so that no other file can add to it; remove 'file'")]
    [InlineData(
        "public partial class Model : System.Exception;",
        "derives from 'Exception', and its emitted part derives from TransformerModel; remove the base class"
    )]
    public Task CIR003_a_class_that_is_not_an_ordinary_one(string declaration, string reason) =>
        Expect($"[Transformer({Sizes})] {declaration}", $"CIR003: 'Model' {reason}");

    [Fact]
    public Task CIR003_a_class_nested_in_a_generic_one() =>
        Expect(
            $$"""public partial class Outer<T> { [Transformer({{Sizes}})] public sealed partial class Model; }""",
            "CIR003: 'Model' is nested in the generic type 'Outer'; move it out"
        );

    [Fact]
    public Task CIR003_a_class_nested_in_a_file_local_one() =>
        Expect(
            $$"""file partial class Outer { [Transformer({{Sizes}})] public sealed partial class Model; }""",
            "CIR003: 'Model' is nested in the file-local type 'Outer', to which no other file can add; move it out"
        );

    [Theory]
    [InlineData("Who gets it?")]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("a/b")]
    [InlineData("Gpt2")]
    public Task CIR047_a_name_that_a_command_line_and_a_folder_cannot_have(string name) =>
        Expect(
            Experiments.Complete.Replace("[Experiment", $"[Experiment(\"{name}\")", StringComparison.Ordinal),
            [],
            [
                $"CIR047: '{name}' cannot be the name of 'Study1' on the command line; use lower-case letters, digits and hyphens between them, such as gpt2-ioi",
            ],
            files: 3
        );

    [Fact]
    public Task CIR003_an_experiment_with_a_base_class() =>
        Expect(
            Experiments.Complete.Replace("class Study1", "class Study1 : System.Exception", StringComparison.Ordinal),
            [],
            [
                "CIR003: 'Study1' derives from 'Exception', and its emitted part derives from GraphExperiment; remove the base class",
            ],
            files: 3
        );

    [Theory]
    [InlineData("Model<Toy>", "[Model<...>]")]
    [InlineData("Dataset<Pairs>(Size = 7, Seed = 3)", "[Dataset<...>]")]
    [InlineData("Corruption(Ablation.Mean)", "[Corruption(...)]")]
    [InlineData("Metric<KlDivergence>", "[Metric<...>]")]
    [InlineData("Granularity(Granularity.Edge)", "[Granularity(...)]")]
    public Task CIR004_an_experiment_that_lacks_a_part(string part, string shown) =>
        Expect(
            Experiments.Toy
                + Experiments.Pairs
                + (Experiments.Attributes + "public sealed partial class Study1;")
                    .Replace(", " + part, "", StringComparison.Ordinal)
                    .Replace("[" + part + "]", "", StringComparison.Ordinal),
            [],
            [$"CIR004: The experiment 'Study1' lacks {shown}; add it"],
            files: 3
        );

    [Fact]
    public Task CIR004_names_all_missing_parts_at_once() =>
        Expect(
            "[Experiment] public sealed partial class Study1;",
            "CIR004: The experiment 'Study1' lacks [Model<...>], [Dataset<...>], [Corruption(...)], [Metric<...>], "
                + "[Granularity(...)]; add it"
        );

    [Fact]
    public Task CIR005_a_model_that_is_not_declared() =>
        Expect(
            "public sealed partial class Toy;\n"
                + Experiments.Pairs
                + Experiments.Attributes
                + "public sealed partial class Study1;",
            "CIR005: The experiment 'Study1' names 'Toy' as its model, which is not a class with [Transformer]; "
                + "add the attribute to it or name one that has it"
        );

    [Fact]
    public Task CIR006_a_file_that_is_not_listed() =>
        Expect(
            """[Transformer("gpt-2/config.json")] public sealed partial class Model;""",
            [Configs.GptNeoX, Configs.Gpt2],
            "CIR006: 'gpt-2/config.json' is not among the AdditionalFiles: the nearest that the project lists are "
                + "'gpt2/config.json', 'pythia/config.json'; add <AdditionalFiles Include=\"...\" /> to the project"
        );

    [Fact]
    public Task CIR006_a_file_of_a_project_that_lists_none() =>
        Expect(
            """[Transformer("config.json")] public sealed partial class Model;""",
            "CIR006: 'config.json' is not among the AdditionalFiles: the project lists no .json file among its "
                + "AdditionalFiles; add <AdditionalFiles Include=\"...\" /> to the project"
        );

    [Fact]
    public Task CIR007_a_name_that_several_files_have() =>
        Expect(
            """[Transformer("config.json")] public sealed partial class Model;""",
            [Configs.GptNeoX, Configs.Gpt2],
            "CIR007: 'config.json' is the end of several AdditionalFiles: 'gpt2/config.json', 'pythia/config.json'; "
                + "name more of the path"
        );

    [Theory]
    [InlineData("{ \"n_layer\": }", "line 1, column 14: expected a value and found '}'")]
    [InlineData("[]", "the file holds no JSON object")]
    public Task CIR008_a_file_that_is_not_json(string text, string problem) =>
        Expect(
            """[Transformer("config.json")] public sealed partial class Model;""",
            [("config.json", text)],
            $"CIR008: 'config.json' cannot be read as JSON: {problem}"
        );

    [Fact]
    public Task CIR009_an_unknown_family() =>
        Expect(
            """[Transformer("config.json")] public sealed partial class Model;""",
            [("config.json", """{ "architectures": ["MambaForCausalLM"] }""")],
            "CIR009: 'config.json' describes no known model: architectures: the family 'MambaForCausalLM' is not known; "
                + "known are GPT2LMHeadModel, GPTNeoForCausalLM, GPTJForCausalLM, GPTNeoXForCausalLM, OPTForCausalLM, "
                + "BloomForCausalLM, FalconForCausalLM, LlamaForCausalLM, MistralForCausalLM, Qwen2ForCausalLM, Qwen3ForCausalLM, "
                + "GemmaForCausalLM, Gemma2ForCausalLM, Gemma3ForCausalLM, Gemma3ForConditionalGeneration, PhiForCausalLM, "
                + "Phi3ForCausalLM, OlmoForCausalLM, Olmo2ForCausalLM, Olmo3ForCausalLM, StableLmForCausalLM, SmolLM3ForCausalLM, "
                + "GraniteForCausalLM, CohereForCausalLM, Cohere2ForCausalLM and HookedTransformer; spell the architecture out in [Transformer] if it has one of Circuitry's"
        );

    [Theory]
    [InlineData("\"n_head\": 12", "\"n_head\": 7", "n_head: n_embd = 768 is not divisible by n_head = 7")]
    [InlineData("\"n_embd\": 768", "\"n_embd\": null", "n_embd: is missing")]
    [InlineData("\"n_layer\": 12", "\"n_layer\": \"many\"", "n_layer: must be a number and is the text 'many'")]
    [InlineData(
        "\"gelu_new\"",
        "\"mish\"",
        "activation_function: the activation 'mish' is not implemented; known are relu, relu2, gelu, gelu_new, gelu_pytorch_tanh, quick_gelu, silu, tanh, sigmoid and linear"
    )]
    public Task CIR010_a_file_that_asks_for_what_cannot_be(string field, string instead, string problem) =>
        Expect(
            """[Transformer("gpt2/config.json")] public sealed partial class Model;""",
            [(Configs.Gpt2.Path, Configs.Gpt2.Text.Replace(field, instead, StringComparison.Ordinal))],
            $"CIR010: 'gpt2/config.json' cannot be turned into a model: {problem}"
        );

    [Theory]
    [InlineData("Heads = 3", "Heads: ModelWidth = 4 is not divisible by Heads = 3; give HeadWidth if that is meant")]
    [InlineData("Heads = 0", "heads: is 0; it must be positive")]
    [InlineData("Layers = -1", "layers: is -1; it must be positive")]
    [InlineData(
        "Layers = 193",
        "layers and heads: 193 blocks of 1 head would be about 173840 characters of code; at most 192 blocks of 1024 heads are emitted"
    )]
    [InlineData(
        "Layers = 100000",
        "layers and heads: 100000 blocks of 1 head would be about 90000140 characters of code; at most 192 blocks of 1024 heads are emitted"
    )]
    [InlineData(
        "Layers = int.MaxValue",
        "layers: is 2147483647; with 1 head each there would be more than 16777216 (2^24) heads, the most that is read"
    )]
    [InlineData(
        "HeadWidth = int.MaxValue",
        "head width: is 2147483647; with 3 heads of queries, keys and values in a block that is above 2147483647 columns, the most that is read"
    )]
    [InlineData("GatedMlp = true", "GatedMlp: is set, but without MlpWidth there is no MLP")]
    [InlineData("MlpBias = true", "MlpBias: is set, but without MlpWidth there is no MLP")]
    [InlineData(
        "NormEpsilon = double.PositiveInfinity",
        "norm epsilon: is Infinity; it must be positive and finite, in float32 too"
    )]
    [InlineData(
        "AttentionScale = double.NaN",
        "attention scale: is NaN; it must be positive and finite, in float32 too"
    )]
    [InlineData("RotaryBase = 500", "RotaryBase: is set, but Positions is not PositionEmbedding.Rotary")]
    [InlineData("Nonlinearity = (Nonlinearity)99", "Nonlinearity: 99 is not a member of Nonlinearity")]
    public Task CIR010_sizes_that_do_not_fit(string property, string problem)
    {
        var name = property[..property.IndexOf('=', StringComparison.Ordinal)];
        var others = Sizes.Split(", ").Where(size => !size.StartsWith(name, StringComparison.Ordinal));
        return Expect(
            $"[Transformer({string.Join(", ", others.Append(property))})] public sealed partial class Model;",
            $"CIR010: The declaration of 'Model' cannot be turned into a model: {problem}"
        );
    }

    [Fact]
    public Task CIR010_an_ablation_that_does_not_exist() =>
        Expect(
            Experiments.Complete.Replace("Ablation.Mean", "(ShippedAblation)7", StringComparison.Ordinal),
            [],
            ["CIR010: The declaration of 'Study1' cannot be turned into a model: 7 is not a member of ShippedAblation"],
            files: 3
        );

    [Fact]
    public Task CIR011_a_file_and_sizes() =>
        Expect(
            """[Transformer("gpt2/config.json", Layers = 6, Heads = 2)] public sealed partial class Model;""",
            [Configs.Gpt2],
            "CIR011: 'Model' reads its architecture from 'gpt2/config.json' and spells out Layers, Heads; remove one of them"
        );

    [Fact]
    public Task CIR011_biases_may_stand_beside_a_configuration_that_does_not_say_which_there_are() =>
        Expect(
            """[Transformer("tracr/config.json", QueryKeyValueBias = false, UnembedBias = false)] public sealed partial class Model;""",
            [Configs.TransformerLens],
            [],
            files: 3
        );

    [Fact]
    public Task CIR010_biases_beside_a_configuration_that_says_them_itself() =>
        Expect(
            """[Transformer("gpt2/config.json", UnembedBias = false)] public sealed partial class Model;""",
            [Configs.Gpt2],
            "CIR010: The declaration beside 'gpt2/config.json' cannot be turned into a model: UnembedBias: is set, but a configuration of Gpt2 says that itself"
        );

    [Fact]
    public Task CIR012_sizes_that_are_missing() =>
        Expect(
            "[Transformer(Layers = 1, Heads = 1, Context = 4)] public sealed partial class Model;",
            "CIR012: 'Model' spells its architecture out without ModelWidth, Vocabulary; add what is missing or name a config.json"
        );

    [Theory]
    [InlineData("Hooks")]
    [InlineData("Layers")]
    [InlineData("Query")]
    public Task CIR013_a_class_that_is_called_as_a_member_is(string name) =>
        Expect(
            $"[Transformer({Sizes})] public sealed partial class {name};",
            $"CIR013: '{name}' is also the name of a member that is emitted into the class; choose another name for the class"
        );

    [Fact]
    public Task CIR014_positions_split_over_prompts_that_have_no_groups() =>
        Expect(
            Experiments.Complete.Replace(
                "Granularity.Edge",
                "Granularity.Edge, SplitPositions = true",
                StringComparison.Ordinal
            ),
            [],
            [
                "CIR014: The experiment 'Study1' splits positions, and its data set 'Pairs' does not say into which groups; implement IPositionGrouped there or remove SplitPositions",
            ],
            files: 3
        );

    [Theory]
    [InlineData("Granularity.Edge, SplitPositions = true", "public sealed class Pairs : IDataset, IPositionGrouped")]
    [InlineData("Granularity.Node, SplitPositions = true", "public sealed class Pairs : Groups, IDataset")]
    [InlineData("Granularity.Edge, SplitPositions = false", "public sealed class Pairs : IDataset")]
    public Task CIR014_is_not_earned_where_the_data_set_or_its_base_groups_positions(string granularity, string prompts)
    {
        const string labels =
            "public static System.Collections.Generic.IReadOnlyList<string> PositionGroups { get; } = [\"all\"];";
        var source = Experiments
            .Complete.Replace("Granularity.Edge", granularity, StringComparison.Ordinal)
            .Replace(
                "public sealed class Pairs : IDataset\n{",
                $"{prompts}\n{{\n{(prompts.Contains("Groups,", StringComparison.Ordinal) ? "" : labels)}",
                StringComparison.Ordinal
            );
        return Expect($"public class Groups : IPositionGrouped {{ {labels} }}\n{source}", emits: true);
    }

    [Fact]
    public Task A_model_with_an_error_is_reported_once_and_its_experiment_emits_nothing() =>
        Expect(
            Experiments.Complete.Replace("Heads = 2", "Heads = 3", StringComparison.Ordinal),
            "CIR010: The declaration of 'Toy' cannot be turned into a model: "
                + "Heads: ModelWidth = 8 is not divisible by Heads = 3; give HeadWidth if that is meant"
        );

    [Fact]
    public Task What_the_compiler_refuses_is_left_to_the_compiler() =>
        Expect("[Transformer(Layers = \"one\")] public sealed partial class Model;");

    [Fact]
    public async Task A_compiled_model_whose_file_is_not_listed_here_is_reported_at_the_experiment()
    {
        var library = Project.Of(
            """[Transformer("gpt2/config.json")] public sealed partial class Toy;""",
            Configs.Gpt2
        );
        var project = new Project
        {
            AssemblyName = "User",
            Sources =
            [
                "using Circuitry; using Study;\n"
                    + Experiments.Pairs
                    + Experiments.Attributes
                    + "public sealed partial class Study1;",
            ],
            MoreReferences = [(library with { AssemblyName = "Library" }).Generate().ToReference()],
        };

        Assert.Equal(["CIR006"], (await project.AnalyzeAsync()).Select(diagnostic => diagnostic.Id));
        Assert.Empty(project.Generate().Files);

        var listed = project with { Files = [Configs.Gpt2] };
        Assert.Empty(await listed.AnalyzeAsync());
        Assert.Empty(listed.Generate().Errors);
        Assert.Single(listed.Generate().Files);
    }

    private static Task Expect(string source, params string[] expected) => Expect(source, [], expected);

    private static Task Expect(string source, bool emits) => Expect(source, [], [], files: emits ? 4 : 0);

    private static Task Expect(string source, (string, string)[] files, params string[] expected) =>
        Expect(source, files, expected, files: 0);

    private static async Task Expect(string source, (string, string)[] configs, string[] expected, int files)
    {
        var project = Project.Of(source, configs);

        var found = await project.AnalyzeAsync();
        Assert.Equal(expected, found.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage()}"));
        Assert.All(found, diagnostic => Assert.True(diagnostic.Location.IsInSource));
        Assert.Equal(files, project.Generate().Files.Count);
    }
}
