namespace Circuitry.Generators.Tests;

internal sealed partial class HostileDeclarations
{
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

    private void Construct(HostileClass declaration)
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
}
