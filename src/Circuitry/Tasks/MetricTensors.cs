using static TorchSharp.torch;

namespace Circuitry;

internal static class MetricTensors
{
    /// <summary>The entries of tokens: values [..., batch, answer, vocabulary] at tokens [batch, answer, token].</summary>
    public static Tensor At(this Tensor values, Tensor tokens)
    {
        long[] shape = [.. values.shape[..^1], tokens.size(-1)];
        return values.gather(-1, tokens.expand(shape));
    }
}
