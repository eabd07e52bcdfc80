using System.Globalization;

namespace Circuitry.Generators.Tests;

internal sealed partial class HostileDeclarations
{
    private static readonly string[] Emitted =
    [
        .. EmittedModel.Class.Members,
        .. EmittedModel.Class.Inherited,
        .. EmittedModel.Class.Methods.Select(method => method.Name),
        "AllUnits",
        "_wholeGraph",
        "MakePrompts",
        "Forward",
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
}
