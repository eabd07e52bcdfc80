using static TorchSharp.torch;

namespace Circuitry.Rasp;

/// <summary>Writes wiring into weight matrices of TransformerLens names and shapes.</summary>
internal sealed class WeightWriter(Architecture architecture)
{
    private readonly SortedDictionary<string, (double[] Values, long[] Shape)> matrices = new(StringComparer.Ordinal);
    private readonly int width = architecture.ModelWidth;

    /// <summary>Tokens and <c>one</c>, [d_vocab, d_model]; indices, [n_ctx, d_model], where BOS's position 0 has none.</summary>
    public void Embed(ResidualLayout layout, RaspVocabulary vocabulary)
    {
        var tokens = Matrix("embed.W_E", vocabulary.Tokens.Count, width);
        for (var token = 0; token < vocabulary.Tokens.Count; token++)
        {
            tokens[token * width + layout.FirstToken + token] = 1;
            tokens[token * width + layout.One] = 1;
        }

        var positions = Matrix("pos_embed.W_pos", architecture.Context, width);
        for (var position = 1; position < architecture.Context; position++)
        {
            positions[position * width + layout.FirstIndex + position - 1] = 1;
        }
    }

    /// <summary>The biases, which TransformerLens's models have and programs do not need: zeros.</summary>
    public void Biases()
    {
        for (var layer = 0; layer < architecture.Layers; layer++)
        {
            foreach (var name in new[] { "b_Q", "b_K", "b_V" })
            {
                Matrix($"blocks.{layer}.attn.{name}", architecture.Heads, architecture.HeadWidth);
            }

            Matrix($"blocks.{layer}.attn.b_O", width);
            if (!architecture.AttentionOnly)
            {
                Matrix($"blocks.{layer}.mlp.b_in", architecture.MlpWidth);
                Matrix($"blocks.{layer}.mlp.b_out", width);
            }
        }

        Matrix("unembed.b_U", architecture.OutputVocabulary);
    }

    /// <summary>W_Q, W_K and W_V [head, d_model, d_head], W_O [head, d_head, d_model].</summary>
    public void Attention(int layer, List<HeadWiring> heads)
    {
        var (count, inner) = (architecture.Heads, architecture.HeadWidth);
        var query = Matrix($"blocks.{layer}.attn.W_Q", count, width, inner);
        var key = Matrix($"blocks.{layer}.attn.W_K", count, width, inner);
        var value = Matrix($"blocks.{layer}.attn.W_V", count, width, inner);
        var output = Matrix($"blocks.{layer}.attn.W_O", count, inner, width);
        for (var head = 0; head < heads.Count; head++)
        {
            var first = head * width * inner;
            foreach (var (direction, dimension, weight) in heads[head].Query)
            {
                // The scores are those of the wiring after the model has divided them.
                query[first + direction * inner + dimension] += weight * architecture.Attention.Scale;
            }

            foreach (var (direction, dimension, weight) in heads[head].Key)
            {
                key[first + direction * inner + dimension] += weight;
            }

            foreach (var (direction, dimension, weight) in heads[head].Value)
            {
                value[first + direction * inner + dimension] += weight;
            }

            foreach (var (dimension, direction, weight) in heads[head].Output)
            {
                output[first + dimension * width + direction] += weight;
            }
        }
    }

    /// <summary>W_in [d_model, d_mlp] and W_out [d_mlp, d_model]; nothing where the blocks have attention only.</summary>
    public void Mlp(int layer, List<NeuronWiring> neurons)
    {
        if (architecture.AttentionOnly)
        {
            return;
        }

        var read = Matrix($"blocks.{layer}.mlp.W_in", width, architecture.MlpWidth);
        var write = Matrix($"blocks.{layer}.mlp.W_out", architecture.MlpWidth, width);
        for (var neuron = 0; neuron < neurons.Count; neuron++)
        {
            foreach (var (direction, weight) in neurons[neuron].In)
            {
                read[direction * architecture.MlpWidth + neuron] += weight;
            }

            foreach (var (direction, weight) in neurons[neuron].Out)
            {
                write[neuron * width + direction] += weight;
            }
        }
    }

    /// <summary>W_U [d_model, d_vocab_out], one logit per direction.</summary>
    public void Unembed(IReadOnlyList<int> directions)
    {
        var logits = Matrix("unembed.W_U", width, directions.Count);
        for (var logit = 0; logit < directions.Count; logit++)
        {
            logits[directions[logit] * directions.Count + logit] = 1;
        }
    }

    /// <summary>The tensors, detached from any dispose scope: their owner disposes them.</summary>
    public IReadOnlyDictionary<string, Tensor> ToTensors()
    {
        TorchRuntime.Start();
        var tensors = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, (values, shape)) in matrices)
        {
            tensors[name] = tensor(values, shape, dtype: ScalarType.Float64).DetachFromDisposeScope();
        }

        return tensors;
    }

    private double[] Matrix(string name, params long[] shape)
    {
        var values = new double[shape.Aggregate((a, b) => a * b)];
        matrices[name] = (values, shape);
        return values;
    }
}
