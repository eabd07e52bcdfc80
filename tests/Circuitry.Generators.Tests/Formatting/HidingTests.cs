namespace Circuitry.Generators.Tests;

/// <summary>Names of a user's own, wherever they stand, do not come between emitted code and what it names.</summary>
public sealed class HidingTests
{
    /// <summary>A model, experiments of each kind and what they need; attributes are named in full, as they are hidden too.</summary>
    private const string Declarations = """
        [global::Circuitry.Transformer(Layers = 2, Heads = 2, ModelWidth = 8, MlpWidth = 16, GatedMlp = true, Context = 4, Vocabulary = 5, Positions = global::Circuitry.PositionEmbedding.Rotary)]
        public sealed partial class Toy;

        public sealed class Pairs : global::Circuitry.IDataset, global::Circuitry.IPositionGrouped
        {
            public static global::System.Collections.Generic.IReadOnlyList<string> PositionGroups => ["a", "b"];
            public global::Circuitry.PromptPairs Make(global::Circuitry.DatasetRequest request) => throw new global::Circuitry.PromptException("none");
        }

        [global::Circuitry.Experiment, global::Circuitry.Model<Toy>, global::Circuitry.Dataset<Pairs>, global::Circuitry.Corruption(global::Circuitry.Ablation.Interchange)]
        [global::Circuitry.Metric<global::Circuitry.LogitDifference>, global::Circuitry.Granularity(global::Circuitry.Granularity.Edge, SplitPositions = true)]
        public sealed partial class Study1;

        [global::Circuitry.Experiment, global::Circuitry.Model<Toy>, global::Circuitry.Dataset<Pairs>, global::Circuitry.Corruption(global::Circuitry.Ablation.Mean)]
        [global::Circuitry.Metric<global::Circuitry.LogitDifference>, global::Circuitry.Granularity(global::Circuitry.Granularity.Feature), global::Circuitry.Dictionaries("toy/dictionaries.json")]
        public sealed partial class Study2;

        public sealed class Texts : global::Circuitry.Features.Shift.IBiasedDataset
        {
            global::Circuitry.Features.Shift.BiasedData global::Circuitry.Features.Shift.IBiasedDataset.Make(global::Circuitry.DatasetRequest request) => throw new global::Circuitry.PromptException("none");
        }

        [global::Circuitry.Shift(Block = 1), global::Circuitry.Model<Toy>, global::Circuitry.Biased<Texts>, global::Circuitry.Dictionaries("toy/dictionaries.json")]
        public sealed partial class Study3
        {
            public partial global::Circuitry.Features.Shift.Judgement Judge(global::Circuitry.Features.FeatureEvidence evidence) => default;
        }

        """;

    private const int Files = 6;

    /// <summary>Every name that emitted code could mean: of the runtime, of the tensor library, and of its own parts.</summary>
    private static readonly IReadOnlyList<string> Names =
    [
        .. typeof(Circuitry.Graph)
            .Assembly.GetExportedTypes()
            .Concat(typeof(TorchSharp.torch).GetNestedTypes())
            .Select(type => type.Name.Split('`')[0])
            // What the compiler makes of extension blocks has names that nobody can write.
            .Where(name => !name.StartsWith('<'))
            .Concat(["Circuitry", "TorchSharp", "torch", "System", "Collections", "Generic", "IReadOnlyList", "Lazy"])
            .Concat([
                "NewDisposeScope",
                "Hooks",
                "Stream",
                "Block",
                "Head",
                "KeyValueHead",
                "Mlp",
                "Model",
                "Weights",
                "Sites",
                "Features",
            ])
            .Distinct()
            .Except(["Toy", "Pairs", "Texts", "Study1", "Study2", "Study3"]),
    ];

    private static string All(string member) =>
        string.Concat(Names.Select(name => member.Replace("#", name, StringComparison.Ordinal)));

    [Fact]
    public void There_are_hundreds_of_names() => Assert.InRange(Names.Count, 300, 5000);

    [Fact]
    public void Types_in_the_same_namespace() =>
        Compiles($"namespace Study {{ {Declarations} {All("class # { } ")} }}");

    [Fact]
    public void Namespaces_in_the_same_namespace() =>
        Compiles($"namespace Study {{ {Declarations} {All("namespace # { class Anything { } } ")} }}");

    [Fact]
    public void Types_in_a_namespace_around() =>
        Compiles($"namespace A {{ {All("class # { } ")} }} namespace A.B.C {{ {Declarations} }}");

    [Fact]
    public void Types_in_a_class_around() =>
        Compiles($"namespace Study {{ static partial class Outer {{ {All("class # { } ")} {Declarations} }} }}");

    [Fact]
    public void Fields_of_a_class_around() =>
        Compiles(
            $"namespace Study {{ static partial class Outer {{ {All("public static int #; ")} {Declarations} }} }}"
        );

    [Fact]
    public void Types_in_a_base_of_a_class_around() =>
        Compiles(
            $"namespace Study {{ class Base {{ {All("protected class # { } ")} }} partial class Outer : Base {{ {Declarations} }} }}"
        );

    [Theory]
    [InlineData("Mine.Circuitry")]
    [InlineData("Mine.TorchSharp")]
    [InlineData("Mine.System")]
    [InlineData("Circuitry.Mine")]
    [InlineData("TorchSharp.Mine")]
    [InlineData("System")]
    [InlineData("Mine.global")]
    [InlineData("Mine.Global.Circuitry.TorchSharp.System.Collections.Generic")]
    public void A_namespace_that_is_called_as_one_that_emitted_code_names(string space) =>
        Compiles($"namespace {space} {{ {Declarations} }}");

    [Fact]
    public void Using_aliases_and_static_usings_for_the_whole_project() =>
        Compiles(
            $$"""
            global using Tensor = System.Int32;
            global using Ops = System.String;
            global using Circuitry;
            global using static TorchSharp.torch;
            global using System.Numerics;
            global using static System.Math;
            {{Declarations}}
            """
        );

    [Theory]
    [InlineData("class")]
    [InlineData("struct")]
    public void Members_of_the_declared_classes_themselves(string kind)
    {
        var taken = EmittedModel
            .Class.Members.Concat(EmittedModel.Class.Inherited)
            .Concat(EmittedModel.Class.Methods.Select(method => method.Name))
            .ToHashSet();
        var own = string.Concat(
            Names
                .Where(name => !taken.Contains(name) && typeof(TransformerModel).GetMember(name).Length == 0)
                .Select(name => $"public {kind} {name} {{ }} ")
        );

        Compiles($"namespace Study {{ {Declarations} partial class Toy {{ {own} }} }}");
    }

    [Theory]
    [MemberData(nameof(Called))]
    public void A_declared_class_that_is_called_as_what_emitted_code_names(string name) =>
        Compiles(
            $"namespace Study {{ {Declarations.Replace("Toy", name, StringComparison.Ordinal)} }} namespace Study.More {{ {Declarations.Replace("Study1", name, StringComparison.Ordinal)} }}",
            files: 2 * Files
        );

    public static TheoryData<string> Called =>
        [
            "Tensor",
            "Sequence",
            "Tap",
            "Ops",
            "Graph",
            "Model",
            "Experiment",
            "TransformerModel",
            "Circuitry",
            "TorchSharp",
            "System",
            "Stream",
            "Residual",
            "HookPoint",
            "PromptPairs",
            "@global",
            "@record",
            "@field",
            "@value",
            "@partial",
            "@await",
            "@dynamic",
            "@nint",
            "@file",
            "@required",
            "@scoped",
            "@extension",
            "@allows",
            "@where",
            "@async",
            "@_",
            "__",
            "Ärger",
            "Шаг",
            "\u0041bc",
        ];

    private static void Compiles(string source, int files = Files) =>
        (new Project { Sources = [source], Files = [Features.Manifest] })
            .Generate()
            .CompilesWithoutErrors(files)
            .RefersToWhatThereIs();
}
