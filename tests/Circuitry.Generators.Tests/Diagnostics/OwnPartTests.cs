using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Circuitry.Generators.Tests;

/// <summary>
/// What a class's own part, or the project around it, has that its emitted part could not be compiled with. A declaration with
/// such a fault emits nothing; what looks alike and is harmless is left alone, and compiles.
/// </summary>
public sealed class OwnPartTests
{
    private const string Sizes = "Layers = 1, Heads = 1, ModelWidth = 4, MlpWidth = 4, Context = 4, Vocabulary = 3";
    private const string Toy = $"[Transformer({Sizes})] public sealed partial class Toy";

    [Theory]
    [InlineData("public int Hooks { get; } = 3;", "Hooks")]
    [InlineData("public static int Declared;", "Declared")]
    [InlineData("public class Hooks;", "Hooks")]
    [InlineData("public enum Layers { One }", "Layers")]
    [InlineData("public delegate void Stages();", "Stages")]
    [InlineData("public event System.Action? Query;", "Query")]
    [InlineData("public const int Heads = 3;", "Heads")]
    [InlineData("private static void Norm1(int layer) { }", "Norm1")]
    [InlineData(
        "public static Toy Load(string path, TorchSharp.torch.ScalarType? type, TorchSharp.torch.Device? at) => null!;",
        "Load"
    )]
    [InlineData("public static int Load = 3;", "Load")]
    [InlineData("public static Toy From(TransformerWeights weights) => null!;", "From")]
    [InlineData("public int get_Declared() => 3;", "get_Declared")]
    public Task CIR041_a_member_that_is_emitted_as_well(string member, string name) =>
        Expect(
            $"{Toy} {{ {member} }}",
            $"CIR041: 'Toy' has a member '{name}' of its own, which is emitted into it as well; rename it"
        );

    [Theory]
    [InlineData("public new int Weights => 3;", "Weights")]
    [InlineData("private static void Rows() { }", "Rows")]
    [InlineData("public class HeadOutputs;", "HeadOutputs")]
    public Task CIR041_a_member_that_hides_what_emitted_code_uses(string member, string name) =>
        Expect(
            $"{Toy} {{ {member} }}",
            $"CIR041: 'Toy' has a member '{name}' of its own, which would hide that of TransformerModel, and emitted code uses it; rename it"
        );

    [Theory]
    [InlineData(
        "public int Model => 3;",
        "Model",
        "which would hide that of GraphExperiment, and emitted code uses it"
    )]
    [InlineData("public static int AllUnits => 3;", "AllUnits", "which is emitted into it as well")]
    [InlineData("private static int _allUnits;", "_allUnits", "which is emitted into it as well")]
    [InlineData("public static PromptPairs MakePrompts() => null!;", "MakePrompts", "which is emitted into it as well")]
    [InlineData("public AcdcSearch Acdc(double by) => null!;", "Acdc", "which is emitted into it as well")]
    [InlineData("public class Compare;", "Compare", "which is emitted into it as well")]
    [InlineData(
        "public static Study1 From(Toy model, PromptPairs? own, ExperimentChoices? with) => null!;",
        "From",
        "which is emitted into it as well"
    )]
    public Task CIR041_a_member_of_an_experiment(string member, string name, string why) =>
        Expect(
            Experiments.Complete.Replace("class Study1;", $"class Study1 {{ {member} }}", StringComparison.Ordinal),
            3,
            [$"CIR041: 'Study1' has a member '{name}' of its own, {why}; rename it"]
        );

    [Fact]
    public Task CIR041_members_in_another_part_and_several_of_them() =>
        Expect(
            $"{Toy}; partial class Toy {{ int Hooks; int Mine; int Stages; }}",
            "CIR041: 'Toy' has a member 'Hooks' of its own, which is emitted into it as well; rename it",
            "CIR041: 'Toy' has a member 'Stages' of its own, which is emitted into it as well; rename it"
        );

    [Theory]
    [InlineData("public static Toy Load(string path) => Load(path, null, null);")]
    [InlineData(
        "public static Toy Load<T>(string path, TorchSharp.torch.ScalarType? t, TorchSharp.torch.Device? d) => null!;"
    )]
    [InlineData("public static Toy From(int seed) => From(TransformerWeights.Random(Declared, seed));")]
    [InlineData("public static int Count => Layers * Heads; public override string ToString() => \"toy\"; ~Toy() { }")]
    [InlineData("static Toy() { } public int this[int at] => at; public static Toy operator +(Toy a, Toy b) => a;")]
    [InlineData("public int get_Count() => 3; public class Nested { public int Hooks; }")]
    [InlineData("private Toy(int seed) : this(TransformerWeights.Random(Declared, seed)) { }")]
    [InlineData("public Toy(TransformerWeights weights, int tag) : base(Declared, weights) { }")]
    public void Members_and_constructors_that_are_in_nobodys_way_compile(string members) =>
        Project.Of($"{Toy} {{ {members} }}").Generate().CompilesWithoutErrors(files: 3);

    [Fact]
    public void A_driver_that_is_not_emitted_leaves_its_name() =>
        Project
            .Of(
                Experiments
                    .Complete.Replace("Granularity.Edge", "Granularity.Node", StringComparison.Ordinal)
                    .Replace("class Study1;", "class Study1 { public int EdgePruning => 3; }", StringComparison.Ordinal)
            )
            .Generate()
            .CompilesWithoutErrors(files: 4);

    [Theory]
    [InlineData("public sealed partial class Toy(int x) { public int X => x; }")]
    [InlineData("public sealed partial class Toy();")]
    public Task CIR042_a_primary_constructor(string declaration) =>
        Expect(
            $"[Transformer({Sizes})] {declaration}",
            "CIR042: 'Toy' has a primary constructor, and its emitted part the constructor (TransformerWeights); remove the parameter list, and let a static method take what it takes"
        );

    [Theory]
    [InlineData("public Toy() { }")]
    [InlineData("private Toy(string path) => System.Console.WriteLine(path);")]
    public Task CIR042_a_constructor_that_calls_no_other(string constructor) =>
        Expect(
            $"{Toy} {{ {constructor} }}",
            "CIR042: 'Toy' has a constructor that calls no other, and its base class has none without parameters; let it call the emitted one, ': this(...)' with (TransformerWeights)"
        );

    [Fact]
    public Task CIR042_the_constructor_that_is_emitted() =>
        Expect(
            $"{Toy} {{ public Toy(TransformerWeights own) : base(Declared, own) {{ }} }}",
            "CIR042: 'Toy' has a constructor (TransformerWeights) of its own, which is emitted into it as well; remove it"
        );

    [Fact]
    public Task CIR042_a_constructor_of_an_experiment() =>
        Expect(
            Experiments.Complete.Replace("class Study1;", "class Study1(Toy toy);", StringComparison.Ordinal),
            3,
            [
                "CIR042: 'Study1' has a primary constructor, and its emitted part the constructor (Toy, PromptPairs, ExperimentChoices); remove the parameter list, and let a static method take what it takes",
            ]
        );

    [Theory]
    [InlineData(LanguageVersion.CSharp8, "8.0")]
    [InlineData(LanguageVersion.CSharp9, "9.0")]
    [InlineData(LanguageVersion.CSharp12, "12.0")]
    public async Task CIR043_a_language_that_is_too_old(LanguageVersion language, string shown)
    {
        var project = new Project
        {
            Language = language,
            Sources = [$"using Circuitry; namespace Study {{ [Transformer({Sizes})] public partial class Toy {{ }} }}"],
        };

        await Expect(
            project,
            0,
            [
                $"CIR043: What is emitted into 'Toy' is C# 13.0, and the project is compiled as C# {shown}; set <LangVersion>latest</LangVersion> in the project, or remove its LangVersion",
            ]
        );
        Assert.Empty(project.Generate().Errors);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp13)]
    [InlineData(LanguageVersion.CSharp14)]
    [InlineData(LanguageVersion.Latest)]
    [InlineData(LanguageVersion.LatestMajor)]
    [InlineData(LanguageVersion.Preview)]
    [InlineData(LanguageVersion.Default)]
    public void CIR043_is_not_earned_by_a_language_in_which_everything_compiles(LanguageVersion language)
    {
        var source =
            Experiments.Toy
            + Experiments.Pairs
            + Experiments.Attributes
            + "public sealed partial class Study1;"
            + Features.Attributes
            + "public sealed partial class Study2;"
            + Features.Shift
            + "public sealed partial class Study3 { public partial Judgement Judge(FeatureEvidence evidence) => default; }";

        (Project.Of(source, Features.Manifest) with { Language = language }).Generate().CompilesWithoutErrors(files: 6);
    }

    [Theory]
    [InlineData("")]
    [InlineData("public Judgement Judge(FeatureEvidence evidence) => default;")]
    [InlineData("private partial Judgement Judge(FeatureEvidence evidence) => default;")]
    [InlineData("public static partial Judgement Judge(FeatureEvidence evidence) => default;")]
    [InlineData("public partial Judgement Judge(FeatureEvidence evidence, int more) => default;")]
    [InlineData("public partial bool Judge(FeatureEvidence evidence) => default;")]
    [InlineData("public partial Judgement Judge(ref FeatureEvidence evidence) => default;")]
    public Task CIR044_a_shift_experiment_that_nobody_judges(string method) =>
        Expect(
            Project.Of(
                Experiments.Toy + Features.Shift + $"public sealed partial class Study1 {{ {method} }}",
                Features.Manifest
            ),
            3,
            [
                "CIR044: The SHIFT experiment 'Study1' names no judge and has no method that is one; add 'public partial Judgement Judge(FeatureEvidence evidence)' to it, or [Judge<...>]",
            ]
        );

    [Theory]
    [InlineData(
        "namespace Circuitry { public class Graph; }",
        "the project has a type 'Circuitry.Graph' of its own; give it another name or namespace"
    )]
    [InlineData(
        "namespace Circuitry.Models { public class HookPoint<T>; }",
        "the project has a type 'Circuitry.Models.HookPoint' of its own; give it another name or namespace"
    )]
    [InlineData(
        "public class TorchSharp;",
        "a type of the project is called 'TorchSharp' and stands in no namespace; put it into one"
    )]
    [InlineData(
        "namespace TorchSharp { public class torch; }",
        "the project has a type 'TorchSharp.torch' of its own; give it another name or namespace"
    )]
    public Task CIR045_a_type_in_front_of_the_runtime(string type, string why) =>
        Expect(
            new Project
            {
                Sources =
                [
                    $"using Circuitry;\nnamespace Study {{ [Transformer({Sizes})] public partial class Toy; }}",
                    type,
                ],
            },
            0,
            [$"CIR045: What is emitted into 'Toy' could not name the runtime: {why}"]
        );

    [Theory]
    [InlineData("namespace Circuitry { public class Mine; public class Graph<T>; }")]
    [InlineData("namespace Circuitry.Mine { public class Graph; }")]
    [InlineData("namespace Mine.Circuitry { public class Graph; } namespace Mine { public class TorchSharp; }")]
    public void CIR045_is_not_earned_by_names_beside_the_runtimes(string types) =>
        new Project
        {
            Sources =
            [
                $"using Circuitry;\nnamespace Study {{ [Transformer({Sizes})] public partial class Toy; }}",
                types,
            ],
        }
            .Generate()
            .CompilesWithoutErrors(files: 3);

    [Theory]
    [InlineData("namespace Study { class @var; }")]
    [InlineData("class @var;")]
    [InlineData("namespace Study { partial class Toy { enum @var { One } } }")]
    public Task CIR045_a_type_that_is_called_var(string type) =>
        Expect(
            new Project
            {
                Sources =
                [
                    $"using Circuitry;\nnamespace Study {{ [Transformer({Sizes})] public partial class Toy; }}",
                    type,
                ],
            },
            0,
            [
                "CIR045: What is emitted into 'Toy' could not name the runtime: a type that is called 'var' stands in it or around it; give it another name",
            ]
        );

    [Fact]
    public void A_type_that_is_called_var_elsewhere_is_in_nobodys_way() =>
        new Project
        {
            Sources =
            [
                $"using Circuitry;\nnamespace Study {{ [Transformer({Sizes})] public partial class Toy; }} namespace Other {{ class @var; }}",
            ],
        }
            .Generate()
            .CompilesWithoutErrors(files: 3);

    [Fact]
    public Task CIR045_a_package_under_an_alias() =>
        Expect(
            new Project
            {
                RuntimeAliases = ["circuits"],
                Sources =
                [
                    $"extern alias circuits; namespace Study {{ using circuits::Circuitry; [Transformer({Sizes})] public partial class Toy; }}",
                ],
            },
            0,
            [
                "CIR045: What is emitted into 'Toy' could not name the runtime: Circuitry is referenced under the alias 'circuits' alone; remove the alias, or add 'global' to it",
            ]
        );

    [Fact]
    public async Task CIR045_tensors_under_an_alias_or_not_at_all()
    {
        await Expect(
            Project.Of(Toy + ";") with
            {
                TensorAliases = ["torch"],
            },
            0,
            [
                "CIR045: What is emitted into 'Toy' could not name the runtime: TorchSharp is referenced under the alias 'torch' alone; remove the alias, or add 'global' to it",
            ]
        );
        await Expect(
            Project.Of(Toy + ";") with
            {
                TensorAliases = null,
            },
            0,
            [
                "CIR045: What is emitted into 'Toy' could not name the runtime: the project does not reference TorchSharp, in whose types it computes; remove what excludes it from the package's dependencies",
            ]
        );
    }

    [Fact]
    public void An_alias_beside_the_usual_name_is_welcome() =>
        (Project.Of(Toy + ";") with { RuntimeAliases = ["global", "circuits"], TensorAliases = ["torch", "global"] })
            .Generate()
            .CompilesWithoutErrors(files: 3);

    [Theory]
    [InlineData(
        "[Transformer({0}), Shift]",
        "[Transformer] and [Shift]",
        "two classes and name the model in [Model<...>]"
    )]
    [InlineData("[Experiment, Shift]", "[Experiment] and [Shift]", "two classes")]
    [InlineData(
        "[Experiment, Shift, Transformer({0})]",
        "[Transformer] and [Experiment] and [Shift]",
        "a class for each and name the model in [Model<...>]"
    )]
    public Task CIR021_a_class_of_several_kinds(string attributes, string kinds, string remedy) =>
        Expect(
            $"{attributes.Replace("{0}", Sizes, StringComparison.Ordinal)} public sealed partial class Toy;",
            $"CIR021: 'Toy' has {kinds}; declare {remedy}"
        );

    private static Task Expect(string source, params string[] expected) => Expect(source, 0, expected);

    private static Task Expect(string source, int files, string[] expected) =>
        Expect(Project.Of(source), files, expected);

    private static async Task Expect(Project project, int files, string[] expected)
    {
        var found = await project.AnalyzeAsync();

        Assert.Equal(expected, found.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage()}"));
        Assert.All(found, diagnostic => Assert.True(diagnostic.Location.IsInSource));
        Assert.Equal(files, project.Generate().Files.Count);
    }
}
