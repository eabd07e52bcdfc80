using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>The made-up family's forward pass, written down from the tensors as its files have them, one position and head at a time.</summary>
internal sealed class LateOracle(StoredModel stored)
{
    private const int Heads = 4;
    private const int Groups = 2;
    private const int HeadSize = 4;

    /// <summary>[position, word].</summary>
    public Tensor Logits(IReadOnlyList<int> tokens)
    {
        var stream = Ops.Scale(stack(tokens.Select(token => Of("words")[token])), 2);
        for (var layer = 0; layer < 3; layer++)
        {
            var attended = Attention(layer, Normed(stream, Of($"{layer}/before1")));
            stream = Ops.Add(stream, Normed(attended, Of($"{layer}/after1")));
            var both = Normed(stream, Of($"{layer}/before2")).matmul(Of($"{layer}/gate_up").t());
            var (gate, up) = (both[.., ..6], both[.., 6..]);
            var neurons = gate / Ops.Add((-gate).exp(), 1) * up;
            var mlp = neurons.matmul(Of($"{layer}/down").t());
            stream = Ops.Add(stream, Normed(mlp, Of($"{layer}/after2")));
        }

        return Capped(Normed(stream, Of("norm")).matmul(Of("words").t()), 3);
    }

    private Tensor Attention(int layer, Tensor input)
    {
        var length = (int)input.size(0);
        var isNear = layer is 0 or 2;
        var projected = input.matmul(Of($"{layer}/qkv").t());
        var mixed = new List<Tensor>();
        for (var head = 0; head < Heads; head++)
        {
            var group = head * Groups / Heads;
            var query = Rotated(Normed(Slice(head), Of($"{layer}/qnorm")), isNear);
            var key = Rotated(Normed(Slice(Heads + group), Of($"{layer}/knorm")), isNear);
            var value = Slice(Heads + Groups + group);
            var rows = new List<Tensor>();
            for (var position = 0; position < length; position++)
            {
                var first = isNear ? Math.Max(0, position - 2) : 0;
                var scores = key[first..(position + 1)].matmul(query[position]);
                var pattern = Capped(Ops.Divide(scores, Math.Sqrt(HeadSize)), 0.9).softmax(0);
                rows.Add(pattern.matmul(value[first..(position + 1)]));
            }

            mixed.Add(stack(rows));
        }

        return cat(mixed, 1).matmul(Of($"{layer}/o").t());

        Tensor Slice(int head) => projected[.., (head * HeadSize)..((head + 1) * HeadSize)];
    }

    // Far layers turn half as fast, by another base.
    private static Tensor Rotated(Tensor x, bool isNear)
    {
        var turned = x.clone();
        for (var position = 0; position < x.size(0); position++)
        {
            for (var pair = 0; pair < HeadSize / 2; pair++)
            {
                var frequency = Math.Pow(isNear ? 7 : 50, -2.0 * pair / HeadSize) / (isNear ? 1 : 2);
                var (sine, cosine) = Math.SinCos(position * frequency);
                var (one, other) = (x[position, pair], x[position, pair + HeadSize / 2]);
                turned[position, pair] = Ops.Scale(one, cosine) - Ops.Scale(other, sine);
                turned[position, pair + HeadSize / 2] = Ops.Add(Ops.Scale(one, sine), Ops.Scale(other, cosine));
            }
        }

        return turned;
    }

    private static Tensor Normed(Tensor x, Tensor offset) =>
        x / Ops.Add((x * x).mean([-1], keepdim: true), 0.01).sqrt() * Ops.Add(offset, 1);

    private static Tensor Capped(Tensor x, double cap) => Ops.Scale(Ops.Divide(x, cap).tanh(), cap);

    private Tensor Of(string name) => stored[name].to(float64);
}
