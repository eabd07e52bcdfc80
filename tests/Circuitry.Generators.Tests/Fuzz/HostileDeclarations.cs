using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Circuitry.Generators.Tests;

/// <summary>
/// Projects that would bring the generator down or have it write what does not compile: absurd sizes, names that are mistaken for
/// others, own members and constructors, classes of every shape, visibilities, attributes in every company, paths and languages.
/// </summary>
internal sealed class HostileDeclarations(int seed)
{
    /// <summary>The classes of hostility, one of which a seed draws from.</summary>
    public static readonly IReadOnlyList<string> Classes =
    [
        "sizes",
        "names",
        "members",
        "constructors",
        "shapes",
        "visibilities",
        "attributes",
        "paths",
        "surroundings",
        "parts",
    ];

    private static readonly string[] Emitted =
    [
        .. EmittedModel.Class.Members,
        .. EmittedModel.Class.Inherited,
        .. EmittedModel.Class.Methods.Select(method => method.Name),
        "WholeGraph",
        "_wholeGraph",
        "MakePrompts",
        "PatchedLogits",
        "Model",
        "Acdc",
        "AcdcSweep",
        "Compare",
        "EdgePruning",
        "Task",
        "get_Declared",
        "Dispose",
        "Run",
        "Measure",
        "ToString",
        "Architecture",
    ];

    private static readonly string[] Runtime =
    [
        "Tensor",
        "Sequence",
        "Run",
        "Graph",
        "Circuit",
        "Tap",
        "HookSite",
        "Ops",
        "Scalars",
        "Granularity",
        "Ablation",
        "Experiment",
        "TransformerModel",
        "PromptPairs",
        "Circuitry",
        "TorchSharp",
        "System",
        "Collections",
        "Device",
        "torch",
        "var",
        "Lazy",
    ];

    private readonly Dice _dice = new(seed);

    /// <summary>The class of the seed.</summary>
    public string Class { get; } = Classes[seed % Classes.Count];

    public Project Project()
    {
        var model = new Declaration(_dice.OneIn(4) ? Name() : "Toy");
        var study = new Declaration("Study1");
        var more = new StringBuilder();
        var project = new Project { Sources = [], Files = [Configs.Gpt2, Configs.Llama, Features.Manifest] };
        switch (Class)
        {
            case "sizes":
                model.Attribute = $"[Transformer({Sizes()})]";
                break;
            case "names":
                model.Name = Name();
                study.Name = _dice.OneIn(3) ? Cased(model.Name) : Name();
                Repeat(4, () => more.Append(Also()));
                break;
            case "members":
                Repeat(3, () => _dice.One(model, study).Body += Member());
                break;
            case "constructors":
                Repeat(2, () => Construct(_dice.One(model, study)));
                break;
            case "shapes":
                Shape(_dice.One(model, study));
                break;
            case "visibilities":
                return project with { Sources = ["using Circuitry;\n" + Experiments.Pairs + Visibilities()] };
            case "attributes":
                Repeat(3, () => Attribute(_dice.One(model, study)));
                break;
            case "paths":
                var path = Path();
                model.Attribute = $"[Transformer({SymbolDisplay.FormatLiteral(path, true)})]";
                project = project with { Files = [(Normal(path), Configs.Gpt2.Text), Configs.Gpt2, Configs.Llama] };
                break;
            case "surroundings":
                project = Surround(project, more);
                break;
            default:
                study.Parts = Parts(more);
                break;
        }

        var text = new StringBuilder("using Circuitry;\n").Append(Experiments.Pairs);
        var path1 = model.Write(text);
        study.Write(text, Class == "attributes" && _dice.OneIn(4) ? "string" : path1);
        return project with { Sources = [.. project.Sources, text.ToString(), more.ToString()] };
    }

    private void Repeat(int most, Action draw)
    {
        for (var count = _dice.Below(most); count >= 0; count--)
        {
            draw();
        }
    }

    private string Number() =>
        _dice.One(
            "0",
            "1",
            "2",
            "3",
            "-1",
            "191",
            "192",
            "193",
            "1024",
            "1025",
            "65536",
            "46341",
            "1 << 20",
            "int.MaxValue",
            "int.MaxValue - 1",
            "int.MinValue"
        );

    private string Sizes()
    {
        string[] names =
        [
            "Layers",
            "Heads",
            "ModelWidth",
            "Context",
            "Vocabulary",
            "KeyValueHeads",
            "HeadWidth",
            "MlpWidth",
            "OutputVocabulary",
            "RotaryWidth",
        ];
        var given = names
            .Where((_, index) => index < 5 || _dice.OneIn(2))
            .Select(name => $"{name} = {Number()}")
            .ToList();
        if (_dice.OneIn(2))
        {
            given.Add("Positions = PositionEmbedding.Rotary");
        }

        return string.Join(", ", given);
    }

    private string Name() =>
        _dice.Below(8) switch
        {
            0 => _dice.One<string>(Runtime) is var name && name is "var" ? "@var" : name,
            1 => _dice.One<string>(Emitted),
            2 => _dice.One(
                "Toy",
                "toy",
                "TOY",
                "tOY",
                "Тoy",
                "Tôy",
                "To\u0302y",
                "ẞ",
                "ß",
                "ſ",
                "K",
                "\u212a",
                "İ",
                "ı"
            ),
            3 => new string(_dice.One('a', 'A', 'ж', '単'), _dice.One(100, 254, 500)),
            4 => "@"
                + _dice.One(
                    "class",
                    "int",
                    "record",
                    "field",
                    "partial",
                    "global",
                    "await",
                    "dynamic",
                    "file",
                    "extension",
                    "_"
                ),
            5 => _dice.One("\\u0041", "a\\u200Db", "_", "__", "Αα", "ﬁ", "ª"),
            6 => "Toy" + _dice.Below(3).ToString(CultureInfo.InvariantCulture),
            _ => "Toy",
        };

    private string Cased(string name) => _dice.OneIn(2) ? name.ToUpperInvariant() : name.ToLowerInvariant();

    /// <summary>Other models, in places and under names that are nearly those of the first.</summary>
    private string Also()
    {
        const string Model = "[Circuitry.Transformer(\"gpt2/config.json\")] public partial class ";
        var name = Name();
        return _dice.Below(6) switch
        {
            0 =>
                $"namespace {_dice.One("A", "a", "A.B", "a.b", "Circuitry.Mine", "Mine.Circuitry", "Mine.System")} {{ {Model}{name}; }}\n",
            1 => $"public partial class {_dice.One("O", "o", "O1")} {{ {Model}{name}; }}\n",
            2 => $"public partial class O<T> {{ {Model}{name}; }}\n",
            3 =>
                $"namespace N {{ partial struct {_dice.One("S", "s")} {{ partial interface I {{ {Model}{name}; }} }} }}\n",
            4 => $"{Model}{name}<T>;\n",
            _ => $"{Model}{name};\n",
        };
    }

    private string Member()
    {
        var name = _dice.OneIn(3) ? _dice.One<string>(Runtime) : _dice.One<string>(Emitted);
        name = name is "var" ? "@var" : name;
        var type = _dice.One("int", "string", "object", "Tensor", "TorchSharp.torch.Tensor", "Toy");
        return _dice.Below(12) switch
        {
            0 => $"public {type} {name};\n",
            1 => $"public static {type} {name} => default;\n",
            2 => $"private {type} {name}() => default;\n",
            3 =>
                $"public static {type} {name}(string path, TorchSharp.torch.ScalarType? type = null, TorchSharp.torch.Device device = null) => default;\n",
            4 => $"public class {name} {{ }}\n",
            5 => $"public enum {name} {{ One }}\n",
            6 => $"public event System.Action {name};\n",
            7 => $"public delegate {type} {name}();\n",
            8 => $"public const int {name} = 3;\n",
            9 => $"protected override {type} {name}(int layer) => default;\n",
            10 => $"public {type} {name}<T>(T own) => default;\n",
            _ => $"public struct {name}<T> {{ }}\n",
        };
    }

    private void Construct(Declaration declaration)
    {
        if (_dice.OneIn(3))
        {
            declaration.Parameters = _dice.One(
                "()",
                "(int x)",
                "(TransformerWeights weights)",
                "(Toy model, PromptPairs prompts)"
            );
            return;
        }

        var parameters = _dice.One(
            "",
            "int x",
            "TransformerWeights w",
            "Toy model, PromptPairs prompts",
            "params int[] all",
            "ref int x"
        );
        var calls = _dice.One(
            "",
            "",
            " : this(default(TransformerWeights))",
            " : base(Declared, default)",
            " : base()",
            " : this(1)"
        );
        declaration.Body +=
            $"{_dice.One("public", "private", "internal", "static")} {declaration.Name}({parameters}){calls} {{ }}\n";
    }

    private void Shape(Declaration declaration) =>
        Repeat(
            2,
            () =>
            {
                switch (_dice.Below(6))
                {
                    case 0:
                        declaration.Kind = _dice.One("class", "record", "struct", "interface", "record struct", "enum");
                        break;
                    case 1:
                        declaration.Modifiers = _dice.One(
                            "public",
                            "public sealed",
                            "static",
                            "abstract",
                            "file",
                            "public unsafe",
                            "new public",
                            ""
                        );
                        break;
                    case 2:
                        declaration.IsPartial = false;
                        break;
                    case 3:
                        declaration.Bases = _dice.One(
                            " : System.Exception",
                            " : TransformerModel",
                            " : Experiment<Toy>",
                            " : Experiment<int>",
                            " : System.IDisposable",
                            " : ITransformer<Toy>",
                            " : FeatureExperiment<Toy>",
                            " : Nobody"
                        );
                        break;
                    case 4:
                        declaration.Arity = "<T>";
                        break;
                    default:
                        declaration.Containers.Add(Container());
                        break;
                }
            }
        );

    private string Container() =>
        _dice.One(
            "partial class O",
            "static partial class O",
            "class O",
            "partial struct S",
            "ref partial struct S",
            "readonly partial record struct S",
            "partial record R(int X)",
            "partial interface I",
            "file partial class F",
            "partial class G<T>",
            "unsafe partial class U",
            "abstract partial class A",
            "partial class Hooks",
            "partial class Tensor",
            "partial class @class"
        );

    /// <summary>A model and an experiment, each in a class in a class, of which one may derive from the other.</summary>
    private string Visibilities()
    {
        const string Model = "[Transformer(\"gpt2/config.json\")]";
        string[] top = ["public", "internal", ""];
        string around = _dice.One(top),
            beside = _dice.One(top);
        // A model that is hard to see, and an experiment that is easy to see, as a rule.
        var model =
            $"{_dice.One("public", Visibility())} partial class Mid {{ {Model} {Visibility()} partial class Toy; # }}";
        var study =
            $"{_dice.One("public", Visibility())} partial class In {{ {new Declaration("").Parts.Replace("#", "O.Mid.Toy", StringComparison.Ordinal)} {_dice.One("public", Visibility())} partial class Study1; }}";
        return _dice.Below(4) switch
        {
            0 => $"{around} partial class O {{ {model.Replace("#", study, StringComparison.Ordinal)} }}",
            1 => $"{around} partial class O {{ {model.Replace("#", "", StringComparison.Ordinal)} {study} }}",
            2 =>
                $"{around} partial class O {{ {model.Replace("#", "", StringComparison.Ordinal)} }} {around} partial class P : O {{ {study} }}",
            _ =>
                $"{around} partial class O {{ {model.Replace("#", "", StringComparison.Ordinal)} }} {beside} partial class P {{ {study} }}",
        };
    }

    private string Visibility() =>
        _dice.One("public", "internal", "private", "protected", "protected internal", "private protected", "");

    private void Attribute(Declaration declaration) =>
        declaration.Attribute += _dice.One(
            "[Transformer(\"gpt2/config.json\")]",
            "[Transformer]",
            "[Transformer(null)]",
            "[Shift]",
            "[Shift(Block = -1, Features = int.MinValue), Model<Toy>, Biased<Pairs>, Dictionaries(null)]",
            "[Shift(Block = 1), Dictionaries(\"toy/dictionaries.json\")]",
            "[Experiment]",
            "[Model<Toy>]",
            "[Model<Pairs>]",
            "[Judge<Pairs>]",
            "[Dictionaries(\"\\0\")]",
            "[System.Obsolete(\"no\", true)]",
            "[System.Obsolete]",
            "[System.Diagnostics.CodeAnalysis.Experimental(\"E1\")]",
            "[System.CLSCompliant(true)]",
            "[Granularity((Granularity)(-1))]",
            "[DatasetMakes(Pairs = int.MaxValue)]"
        );

    private string Path() =>
        _dice.One(
            "gpt2/config.json",
            "a\nb.json",
            "a\r\u2028\u0085.json",
            "R&D/<x>\"y\".json",
            "*/ } class X { /*.json",
            "\0.json",
            "../../x.json",
            "C:\\models\\x.json",
            "ж単.json",
            "\ud83d\udcc1.json",
            "]]>-->.json",
            " .json ",
            new string('d', 5000) + ".json",
            "{0}{1}.json",
            "%2e.json",
            "declaration",
            ""
        );

    private static string Normal(string path) => "models/" + path.Trim().Replace('\\', '/');

    private Project Surround(Project project, StringBuilder more)
    {
        more.Append(
            _dice.One(
                "namespace Circuitry { public class Graph; }",
                "namespace Circuitry { public class Mine; }",
                "public class TorchSharp;",
                "public class @var;",
                "namespace N { class @var; }",
                "public class System;",
                "public class Circuitry;",
                "namespace TorchSharp { public class torch; }",
                "global using Tensor = System.Int32; global using static TorchSharp.torch;",
                "[assembly: System.CLSCompliant(true)]",
                "extern alias circuits;"
            )
        );
        return project with
        {
            Language = _dice.One(
                LanguageVersion.CSharp8,
                LanguageVersion.CSharp10,
                LanguageVersion.CSharp12,
                LanguageVersion.CSharp13,
                LanguageVersion.Preview
            ),
            RuntimeAliases = _dice.One<string[]>([], [], ["circuits"], ["global", "circuits"]) is var aliases
                ? [.. aliases]
                : [],
            TensorAliases = _dice.One<string[]?>([], [], null, ["torch"]) is { } tensors ? [.. tensors] : null,
        };
    }

    private string Parts(StringBuilder more)
    {
        more.Append(
            """
            using Circuitry;
            public class Wide<T> : IDataset { public PromptPairs Make(DatasetRequest request) => null!; public class In : IDataset { public PromptPairs Make(DatasetRequest request) => null!; } }
            public class Needy : IDataset { public required int Size { get; set; } public PromptPairs Make(DatasetRequest request) => null!; }
            public abstract class Half : IDataset { public abstract PromptPairs Make(DatasetRequest request); }
            public struct Small : IDataset { PromptPairs IDataset.Make(DatasetRequest request) => null!; }
            internal class Inner : IDataset { public PromptPairs Make(DatasetRequest request) => null!; }
            [System.Obsolete] public class Old : Gain { public override string Name => "old"; public override TorchSharp.torch.Tensor Measure(TorchSharp.torch.Tensor logits, Target target) => logits; }

            """
        );
        var dataset = _dice.One(
            "Pairs",
            "Wide<int>",
            "Wide<string?>",
            "Wide<(int A, string B)>",
            "Wide<dynamic>",
            "Wide<Wide<int[]>>.In",
            "Needy",
            "Half",
            "Small",
            "Inner",
            "Hidden",
            "Wide<Hidden>",
            "IDataset",
            "int*"
        );
        return $"[Experiment, Model<#>, Dataset<{dataset}>(Size = {Number()}), Corruption(Ablation.Zero), Metric<{_dice.One("KlDivergence", "Old", "Gain", "LogitDifference")}>, Granularity(Granularity.{_dice.One("Edge", "Node", "Feature")}, SplitPositions = {_dice.One("true", "false", "false")})]";
    }

    /// <summary>A class as it will be written.</summary>
    private sealed class Declaration(string name)
    {
        public string Name { get; set; } = name;

        public string Attribute { get; set; } = "";

        public string Parts { get; set; } =
            "[Experiment, Model<#>, Dataset<Pairs>, Corruption(Ablation.Mean), Metric<KlDivergence>, Granularity(Granularity.Edge)]";

        public string Modifiers { get; set; } = "public";

        public string Kind { get; set; } = "class";

        public bool IsPartial { get; set; } = true;

        public string Arity { get; set; } = "";

        public string Parameters { get; set; } = "";

        public string Bases { get; set; } = "";

        public string Body { get; set; } = "";

        public List<string> Containers { get; } = [];

        /// <summary>Writes it; the path by which others name it.</summary>
        public string Write(StringBuilder text, string? model = null)
        {
            var attributes = model is null
                ? Attribute.Contains("Transformer", StringComparison.Ordinal)
                    ? Attribute
                    : Attribute + "[Transformer(\"gpt2/config.json\")]"
                : Attribute + Parts.Replace("#", model, StringComparison.Ordinal);
            foreach (var container in Containers)
            {
                text.Append(container).Append(" {\n");
            }

            text.Append(
                $"{attributes}\n{Modifiers} {(IsPartial ? "partial " : "")}{Kind} {Name}{Arity}{Parameters}{Bases}\n{{\n{Body}}}\n"
            );
            text.Append('}', Containers.Count);
            // A file-local data set, that other files cannot name.
            text.Append(
                model is null
                    ? "\n"
                    : "\nfile class Hidden : IDataset { public PromptPairs Make(DatasetRequest request) => null!; }\n"
            );
            return string.Concat(Containers.Select(container => Plain(container) + ".")) + Name;
        }

        private static string Plain(string container)
        {
            var header = container.Split(" : ")[0].Split('(')[0];
            return header[(header.LastIndexOf(' ') + 1)..].Replace("<T>", "<int>", StringComparison.Ordinal);
        }
    }
}
