namespace Circuitry.Generators;

internal static partial class ProgramFormatter
{
    private static void Norms(MemberText t, Architecture a)
    {
        foreach (var index in a.AttentionOnly || !a.Norm.IsBefore ? new[] { 1 } : new[] { 1, 2 })
        {
            NormOf(t, a, $"in front of {PartOf(index)}", $"Norm{Literal.Of(index)}", a.Norm.IsBefore);
        }

        foreach (
            var index in !a.Norm.IsBehind ? []
            : a.AttentionOnly ? new[] { 1 }
            : new[] { 1, 2 }
        )
        {
            NormOf(t, a, $"behind {PartOf(index)}", $"PostNorm{Literal.Of(index)}", present: true);
        }

        static string PartOf(int index) => index == 1 ? "attention" : "the MLP";
    }

    private static void NormOf(MemberText t, Architecture a, string where, string name, bool present)
    {
        var signature =
            $"global::TorchSharp.torch.Tensor {name}(int layer, global::TorchSharp.torch.Tensor x, global::Circuitry.Emitted.Tap tap)";
        t.Add($"/// <summary>The norm {where}, [..., d_model].</summary>");
        t.Add(
            present
                ? $"private {signature} =>\n    " + Norm(a, "x", $"Weights.Layers[layer].{name}", name, "layer") + ";\n"
                : $"private static {signature} => x.alias();\n"
        );
    }

    private static string FinalNorm(Architecture a) =>
        a.Norm.IsFinal ? Norm(a, "residual", "Weights.FinalNorm", "FinalNorm", "-1") : "residual";

    /// <summary>A norm, its arguments a line each, indented as the body of a method.</summary>
    private static string Norm(Architecture a, string input, string weights, string site, string layer)
    {
        string?[] arguments =
        [
            input,
            a.Norm.HasScale ? weights + "Scale" : "null",
            !a.Norm.Centres ? null
            : a.Norm.HasBias ? weights + "Bias"
            : "null",
            Decimal(a.Norm.Epsilon),
            "tap",
            $"global::Circuitry.Models.HookSite.{site}Scale",
            $"global::Circuitry.Models.HookSite.{site}Normalized",
            layer,
        ];
        var lines = string.Join(",\n        ", arguments.OfType<string>());
        return $"global::Circuitry.Emitted.TappedNorm.{(a.Norm.Centres ? "LayerNorm" : "RmsNorm")}(\n        {lines}\n    )";
    }
}
