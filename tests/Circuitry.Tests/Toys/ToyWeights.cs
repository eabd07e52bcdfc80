using static TorchSharp.torch;

namespace Circuitry.Tests.Toys;

/// <summary>Weights set by hand, zero where nothing is said: every head has one dimension, and every toy four directions.</summary>
internal sealed class ToyWeights(Architecture architecture)
{
    /// <summary>The directions of the stream: what the token says, what two heads say, and the output.</summary>
    public const int On = 0,
        A = 1,
        B = 2,
        Output = 3;

    private readonly SortedDictionary<string, (double[] Values, long[] Shape)> _tensors = new(StringComparer.Ordinal);

    /// <summary>The token 1 says on, the token 0 nothing, and the difference of their logits is the output.</summary>
    public ToyWeights WithTokens()
    {
        var width = architecture.ModelWidth;
        Tensor("embed.W_E", 2, width)[1 * width + On] = 1;
        Tensor("unembed.W_U", width, 2)[Output * 2 + 1] = 1;
        for (var layer = 0; layer < architecture.Layers; layer++)
        {
            foreach (var name in new[] { "W_Q", "W_K", "W_V" })
            {
                Tensor($"blocks.{layer}.attn.{name}", architecture.Heads, width, 1);
            }

            Tensor($"blocks.{layer}.attn.W_O", architecture.Heads, 1, width);
            foreach (var name in new[] { "b_Q", "b_K", "b_V" })
            {
                Tensor($"blocks.{layer}.attn.{name}", architecture.Heads, 1);
            }

            Tensor($"blocks.{layer}.attn.b_O", width);
            if (!architecture.AttentionOnly)
            {
                Tensor($"blocks.{layer}.mlp.b_in", architecture.MlpWidth);
                Tensor($"blocks.{layer}.mlp.b_out", width);
            }
        }

        Tensor("unembed.b_U", 2);
        return this;
    }

    /// <summary>A head whose value copies one direction into another.</summary>
    public ToyWeights WithHead(int layer, int head, int reads, int writes, double times = 1)
    {
        var width = architecture.ModelWidth;
        _tensors[$"blocks.{layer}.attn.W_V"].Values[head * width + reads] = 1;
        _tensors[$"blocks.{layer}.attn.W_O"].Values[head * width + writes] = times;
        return this;
    }

    /// <summary>A neuron relu(a + b + bias), which writes to the output.</summary>
    public ToyWeights WithNeuron(int neuron, double bias, double times)
    {
        var (width, neurons) = (architecture.ModelWidth, architecture.MlpWidth);
        Tensor("blocks.0.mlp.b_in", neurons)[neuron] = bias;
        Tensor("blocks.0.mlp.W_in", width, neurons)[A * neurons + neuron] = 1;
        Tensor("blocks.0.mlp.W_in", width, neurons)[B * neurons + neuron] = 1;
        Tensor("blocks.0.mlp.W_out", neurons, width)[neuron * width + Output] = times;
        return this;
    }

    /// <summary>A constant that the MLP adds to the output.</summary>
    public ToyWeights WithOutputBias(double bias)
    {
        Tensor("blocks.0.mlp.b_out", architecture.ModelWidth)[Output] = bias;
        return this;
    }

    public TransformerWeights Make()
    {
        using var scope = NewDisposeScope();
        using var source = new InMemoryTensorSource(
            "a toy",
            _tensors.ToDictionary(named => named.Key, named => tensor(named.Value.Values, named.Value.Shape))
        );
        return TransformerWeights.FromSource(source, architecture);
    }

    private double[] Tensor(string name, params long[] shape)
    {
        if (!_tensors.TryGetValue(name, out var there))
        {
            there = (new double[shape.Aggregate((a, b) => a * b)], shape);
            _tensors.Add(name, there);
        }

        return there.Values;
    }
}
