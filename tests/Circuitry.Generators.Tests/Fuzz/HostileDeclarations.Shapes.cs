namespace Circuitry.Generators.Tests;

internal sealed partial class HostileDeclarations
{
    private void Shape(HostileClass declaration) =>
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
                            " : GraphExperiment<Toy>",
                            " : GraphExperiment<int>",
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
            $"{_dice.One("public", Visibility())} partial class In {{ {new HostileClass("").Parts.Replace("#", "O.Mid.Toy", StringComparison.Ordinal)} {_dice.One("public", Visibility())} partial class Study1; }}";
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
}
