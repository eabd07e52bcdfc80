using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Circuitry.Generators.Tests;

/// <summary>
/// Projects that would bring the generator down or have it write what does not compile: absurd sizes, names that are mistaken for
/// others, own members and constructors, classes of every shape, visibilities, attributes in every company, paths and languages.
/// </summary>
internal sealed partial class HostileDeclarations(int seed)
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

    private readonly Dice _dice = new(seed);

    /// <summary>The class of the seed.</summary>
    public string Class { get; } = Classes[seed % Classes.Count];

    public Project Project()
    {
        var model = new HostileClass(_dice.OneIn(4) ? Name() : "Toy");
        var study = new HostileClass("Study1");
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
                return project with { Sources = [Usings.All + "\n" + Experiments.Pairs + Visibilities()] };
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

        var text = new StringBuilder(Usings.All + "\n").Append(Experiments.Pairs);
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

    private void Attribute(HostileClass declaration) =>
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
}
