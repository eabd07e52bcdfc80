using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>
/// TransformerLens names, which hold any architecture: heads are an axis, <c>W_Q</c> [head, d_model, d_head], <c>W_O</c>
/// [head, d_head, d_model], and everything multiplies from the right.
/// </summary>
/// <remarks>
/// <para>
/// Keys and values have key_value_head heads, under <c>_W_K</c> (as TransformerLens stores grouped heads) or <c>W_K</c>.
/// Of a tied model, the unembedding that is stored counts: training or folding may have parted the two.
/// </para>
/// <para>
/// Biases of the architecture must be stored, and others may be spelt out as zeros. TransformerLens's configuration does not say
/// which there are: a model has all of them unless its declaration says otherwise.
/// </para>
/// </remarks>
internal sealed class TransformerLensRecipe : IRecipe
{
    private const string Embedding = "embed.W_E";

    public ModelFamily Family => ModelFamily.TransformerLens;

    public IReadOnlyList<string> EmbeddingNames { get; } = [Embedding];

    public TransformerWeights Read(StoredTensors stored)
    {
        var a = stored.Architecture;
        return new TransformerWeights
        {
            Architecture = a,
            W_E = stored.Take(Embedding, a.Vocabulary, a.ModelWidth),
            W_pos = stored.TakeIf(a.Positions == PositionEmbedding.Learned, "pos_embed.W_pos", a.Context, a.ModelWidth),
            Layers = [.. Enumerable.Range(0, a.Layers).Select(layer => ReadLayer(stored, $"blocks.{layer}"))],
            FinalNormScale = stored.TakeIf(a.NormHasScale, "ln_final.w", a.ModelWidth),
            FinalNormBias = stored.TakeIf(a.NormHasBias, "ln_final.b", a.ModelWidth),
            W_U =
                a.TiedEmbedding && !stored.Has("unembed.W_U")
                    ? Layout.Transpose(stored.Take(Embedding, a.OutputVocabulary, a.ModelWidth))
                    : stored.Take("unembed.W_U", a.ModelWidth, a.OutputVocabulary),
            b_U = stored.TakeBias(a.UnembedBias, nameof(a.UnembedBias), "unembed.b_U", a.OutputVocabulary),
        };
    }

    private static LayerWeights ReadLayer(StoredTensors stored, string block)
    {
        var a = stored.Architecture;
        var (attention, mlp) = ($"{block}.attn", $"{block}.mlp");

        // The causal mask, the number it masks with, and the rotary angles, which the architecture gives.
        stored.Ignore($"{attention}.mask", $"{attention}.IGNORE", $"{attention}.rotary_sin", $"{attention}.rotary_cos");
        var hasMlp = !a.AttentionOnly;
        return new LayerWeights
        {
            Norm1Scale = stored.TakeIf(a.NormHasScale, $"{block}.ln1.w", a.ModelWidth),
            Norm1Bias = stored.TakeIf(a.NormHasBias, $"{block}.ln1.b", a.ModelWidth),
            W_QKV = Layout.Join(
                1,
                Layout.HeadsToColumns(stored.Take($"{attention}.W_Q", a.Heads, a.ModelWidth, a.HeadWidth)),
                Layout.HeadsToColumns(
                    stored.Take(Grouped(stored, attention, "W_K"), a.KeyValueHeads, a.ModelWidth, a.HeadWidth)
                ),
                Layout.HeadsToColumns(
                    stored.Take(Grouped(stored, attention, "W_V"), a.KeyValueHeads, a.ModelWidth, a.HeadWidth)
                )
            ),
            b_QKV = Layout.JoinBias(
                TakeHeadBias(stored, $"{attention}.b_Q", a.Heads),
                TakeHeadBias(stored, Grouped(stored, attention, "b_K"), a.KeyValueHeads),
                TakeHeadBias(stored, Grouped(stored, attention, "b_V"), a.KeyValueHeads)
            ),
            W_O = Layout.HeadsToRows(stored.Take($"{attention}.W_O", a.Heads, a.HeadWidth, a.ModelWidth)),
            b_O = stored.TakeBias(
                a.AttentionOutputBias,
                nameof(a.AttentionOutputBias),
                $"{attention}.b_O",
                a.ModelWidth
            ),
            Norm2Scale = stored.TakeIf(hasMlp && a.NormHasScale, $"{block}.ln2.w", a.ModelWidth),
            Norm2Bias = stored.TakeIf(hasMlp && a.NormHasBias, $"{block}.ln2.b", a.ModelWidth),
            W_in = stored.TakeIf(hasMlp, $"{mlp}.W_in", a.ModelWidth, a.MlpWidth),
            b_in = TakeMlpBias(stored, hasMlp && a.MlpBias, $"{mlp}.b_in", a.MlpWidth),
            W_gate = stored.TakeIf(hasMlp && a.GatedMlp, $"{mlp}.W_gate", a.ModelWidth, a.MlpWidth),
            b_gate = TakeMlpBias(stored, hasMlp && a.GateHasBias, $"{mlp}.b_gate", a.MlpWidth),
            W_out = stored.TakeIf(hasMlp, $"{mlp}.W_out", a.MlpWidth, a.ModelWidth),
            b_out = TakeMlpBias(stored, hasMlp && a.MlpBias, $"{mlp}.b_out", a.ModelWidth),
        };
    }

    private static Tensor? TakeHeadBias(StoredTensors stored, string name, int heads)
    {
        var a = stored.Architecture;
        return Layout.Flatten(
            stored.TakeBias(a.QueryKeyValueBias, nameof(a.QueryKeyValueBias), name, heads, a.HeadWidth)
        );
    }

    private static Tensor? TakeMlpBias(StoredTensors stored, bool present, string name, int width) =>
        stored.TakeBias(present, nameof(Architecture.MlpBias), name, width);

    // TransformerLens stores grouped keys and values under a leading underscore; the plain name is its expanded view.
    private static string Grouped(StoredTensors stored, string attention, string name) =>
        stored.Has($"{attention}._{name}") ? $"{attention}._{name}" : $"{attention}.{name}";
}
