using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>How the Hugging Face families store the unembedding: [d_vocab, d_model], or not at all when it is tied.</summary>
internal static class Unembedding
{
    /// <summary>Reads <c>W_U</c> [d_model, d_vocab_out], which never shares memory with <c>W_E</c>.</summary>
    /// <remarks>A tied model may carry its unembedding all the same, as some exporters write it, but only unchanged.</remarks>
    public static Tensor Read(StoredTensors stored, string embedding, string unembedding)
    {
        var a = stored.Architecture;
        if (!a.TiedEmbedding)
        {
            return Layout.Transpose(stored.Take(unembedding, a.OutputVocabulary, a.ModelWidth));
        }

        // Read a second time, not copied from W_E: centring or training the one must never reach the other.
        var tied = stored.Take(embedding, a.OutputVocabulary, a.ModelWidth);
        if (stored.Has(unembedding))
        {
            using var separate = stored.Take(unembedding, a.OutputVocabulary, a.ModelWidth);
            using var same = separate.eq(tied);
            using var all = same.all();
            stored.Require(
                all.item<bool>(),
                unembedding,
                $"the numbers of '{embedding}', as the architecture ties the two",
                "other numbers"
            );
        }

        return Layout.Transpose(tied);
    }
}
