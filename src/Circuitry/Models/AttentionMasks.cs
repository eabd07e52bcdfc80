using static TorchSharp.torch;

namespace Circuitry.Models;

/// <summary>The masks of attention: who may attend to whom.</summary>
internal static class AttentionMasks
{
    /// <summary>0 where a position may attend and -infinity where not, float64 [1 or batch, query_position, key_position]; null where all may.</summary>
    /// <param name="prompts">The prompts.</param>
    /// <param name="causal">Whether a position attends to itself and earlier ones only.</param>
    /// <param name="window">How many positions it attends to at most, itself included; 0 for any number.</param>
    public static Tensor? Of(Prompts prompts, bool causal, int window = 0)
    {
        if (!causal && !prompts.IsPadded)
        {
            return null;
        }

        int rows = prompts.IsPadded ? prompts.Count : 1,
            length = prompts.Length;
        var mask = new double[rows * length * length];
        for (var i = 0; i < rows; i++)
        {
            var padding = prompts.IsPadded ? prompts.PaddingOf(i) : 0;
            for (var query = 0; query < length; query++)
            {
                for (var key = 0; key < length; key++)
                {
                    // Padding attends to itself here and to nothing behind the softmax: a row without any key would be
                    // NaN there, harmless in a forward pass but not in the gradient.
                    var allowed =
                        query < padding
                            ? key == query
                            : key >= padding && (!causal || key <= query) && (window == 0 || key > query - window);
                    mask[(i * length + query) * length + key] = allowed ? 0 : double.NegativeInfinity;
                }
            }
        }

        return tensor(mask, [rows, length, length]);
    }

    /// <summary>True for positions that may attend to nothing (padding), [batch, query_position, 1]; null where there are none.</summary>
    public static Tensor? Nothing(Prompts prompts)
    {
        if (!prompts.IsPadded)
        {
            return null;
        }

        var (rows, length) = (prompts.Count, prompts.Length);
        bool[] nothing =
        [
            .. Enumerable
                .Range(0, rows)
                .SelectMany(row => Enumerable.Range(0, length).Select(query => query < prompts.PaddingOf(row))),
        ];
        return tensor(nothing, [rows, length, 1]);
    }
}
