namespace Circuitry.Weights;

/// <summary><c>GPT2LMHeadModel</c>: matrices are stored [in, out], so that none is transposed but the unembedding.</summary>
/// <remarks>
/// The original files have no prefix, those that transformers writes have <c>transformer.</c>. The columns of
/// <c>c_attn.weight</c> are all queries, all keys, all values, each head by head, as in <see cref="LayerWeights.W_QKV"/>;
/// the rows of <c>attn.c_proj.weight</c> are (head, d_head).
/// </remarks>
internal sealed class Gpt2Recipe : IRecipe
{
    private const string Prefix = "transformer.";

    public ModelFamily Family => ModelFamily.Gpt2;

    public IReadOnlyList<string> EmbeddingNames { get; } = [Prefix + "wte.weight", "wte.weight"];

    public TransformerWeights Read(StoredTensors stored)
    {
        var a = stored.Architecture;
        stored.Require(
            a.Normalization == Normalization.LayerNorm,
            null,
            "LayerNorm, as GPT-2 files hold it",
            $"{a.Normalization}"
        );
        stored.Require(
            a.Positions == PositionEmbedding.Learned,
            null,
            "learned positions, as GPT-2 files hold them",
            $"{a.Positions}"
        );
        stored.Require(
            !a.GatedMlp && !a.AttentionOnly,
            null,
            "an MLP without gate, as GPT-2 files hold it",
            "another MLP"
        );
        stored.Require(
            a.KeyValueHeads == a.Heads,
            null,
            "as many key and value heads as heads",
            "grouped key and value heads"
        );

        var p = stored.Has(Prefix + "wte.weight") ? Prefix : "";
        return new TransformerWeights
        {
            Architecture = a,
            W_E = stored.Take($"{p}wte.weight", a.Vocabulary, a.ModelWidth),
            W_pos = stored.Take($"{p}wpe.weight", a.Context, a.ModelWidth),
            Layers = [.. Enumerable.Range(0, a.Layers).Select(layer => ReadLayer(stored, $"{p}h.{layer}"))],
            FinalNormScale = stored.Take($"{p}ln_f.weight", a.ModelWidth),
            FinalNormBias = stored.Take($"{p}ln_f.bias", a.ModelWidth),
            W_U = Unembedding.Read(stored, $"{p}wte.weight", "lm_head.weight"),
            b_U = stored.TakeIf(a.UnembedBias, "lm_head.bias", a.OutputVocabulary),
        };
    }

    private static LayerWeights ReadLayer(StoredTensors stored, string h)
    {
        var a = stored.Architecture;
        var z = a.Heads * a.HeadWidth;

        // The causal mask and the number it masks with.
        stored.Ignore($"{h}.attn.bias", $"{h}.attn.masked_bias");
        return new LayerWeights
        {
            Norm1Scale = stored.Take($"{h}.ln_1.weight", a.ModelWidth),
            Norm1Bias = stored.Take($"{h}.ln_1.bias", a.ModelWidth),
            W_QKV = stored.Take($"{h}.attn.c_attn.weight", a.ModelWidth, 3 * z),
            b_QKV = stored.TakeIf(a.QueryKeyValueBias, $"{h}.attn.c_attn.bias", 3 * z),
            W_O = stored.Take($"{h}.attn.c_proj.weight", z, a.ModelWidth),
            b_O = stored.TakeIf(a.AttentionOutputBias, $"{h}.attn.c_proj.bias", a.ModelWidth),
            Norm2Scale = stored.Take($"{h}.ln_2.weight", a.ModelWidth),
            Norm2Bias = stored.Take($"{h}.ln_2.bias", a.ModelWidth),
            W_in = stored.Take($"{h}.mlp.c_fc.weight", a.ModelWidth, a.MlpWidth),
            b_in = stored.TakeIf(a.MlpBias, $"{h}.mlp.c_fc.bias", a.MlpWidth),
            W_out = stored.Take($"{h}.mlp.c_proj.weight", a.MlpWidth, a.ModelWidth),
            b_out = stored.TakeIf(a.MlpBias, $"{h}.mlp.c_proj.bias", a.ModelWidth),
        };
    }
}
