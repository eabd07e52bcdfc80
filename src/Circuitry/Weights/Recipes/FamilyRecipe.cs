using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>From the tensors that a family stores to canonical weights, row by row of the family.</summary>
internal sealed class FamilyRecipe(Family family, string prefix, StoredTensors stored)
{
    private readonly Architecture _a = stored.Architecture;

    /// <summary>Takes every tensor of the model from what is stored.</summary>
    /// <exception cref="WeightsException">What is stored does not fit the architecture.</exception>
    public TransformerWeights Read()
    {
        var without = family.Lacking(_a).ToList();
        stored.Require(
            without.Count == 0,
            null,
            $"an architecture that files of {family.Name} can hold",
            $"{string.Join(", ", without)}, for which they have no name"
        );
        IgnoreBuffers();
        return new TransformerWeights
        {
            Architecture = _a,
            W_E = Required(Weight.W_E),
            W_pos = Take(Weight.W_pos),
            EmbeddingNormScale = Take(Weight.EmbeddingNormScale),
            EmbeddingNormBias = Take(Weight.EmbeddingNormBias),
            Layers = [.. Enumerable.Range(0, _a.Layers).Select(ReadLayer)],
            FinalNormScale = Take(Weight.FinalNormScale),
            FinalNormBias = Take(Weight.FinalNormBias),
            W_U = Unembedding(),
            b_U = Take(Weight.b_U),
        };
    }

    private LayerWeights ReadLayer(int layer) =>
        new()
        {
            Norm1Scale = Take(Weight.Norm1Scale, layer),
            Norm1Bias = Take(Weight.Norm1Bias, layer),
            W_QKV = SideBySide(1, layer, Weight.W_QKV, Weight.W_Q, Weight.W_K, Weight.W_V)!,
            b_QKV = SideBySide(0, layer, Weight.b_QKV, Weight.b_Q, Weight.b_K, Weight.b_V),
            QueryNormScale = Take(Weight.QueryNormScale, layer),
            QueryNormBias = Take(Weight.QueryNormBias, layer),
            KeyNormScale = Take(Weight.KeyNormScale, layer),
            KeyNormBias = Take(Weight.KeyNormBias, layer),
            W_O = Required(Weight.W_O, layer),
            b_O = Take(Weight.b_O, layer),
            PostNorm1Scale = Take(Weight.PostNorm1Scale, layer),
            PostNorm1Bias = Take(Weight.PostNorm1Bias, layer),
            Norm2Scale = Take(Weight.Norm2Scale, layer),
            Norm2Bias = Take(Weight.Norm2Bias, layer),
            W_in = Take(Weight.W_in, layer),
            b_in = Take(Weight.b_in, layer),
            W_gate = Take(Weight.W_gate, layer),
            b_gate = Take(Weight.b_gate, layer),
            W_out = Take(Weight.W_out, layer),
            b_out = Take(Weight.b_out, layer),
            PostNorm2Scale = Take(Weight.PostNorm2Scale, layer),
            PostNorm2Bias = Take(Weight.PostNorm2Bias, layer),
        };

    private Tensor? SideBySide(int dimension, int layer, Weight whole, Weight query, Weight key, Weight value)
    {
        if (family.Find(whole) is not null)
        {
            return Take(whole, layer);
        }

        var (q, k, v) = (Take(query, layer), Take(key, layer), Take(value, layer));
        return q is null || k is null || v is null ? null : Layout.Join(dimension, q, k, v);
    }

    // Read a second time, not copied from W_E: centring or training the one must never reach the other.
    private Tensor Unembedding()
    {
        var row = family.Find(Weight.W_U);
        var name = row is null ? null : NameOf(row);
        if (!_a.Embedding.Tied || (family.MayPartTied && stored.Has(name!)))
        {
            return Required(Weight.W_U);
        }

        var embedding = NameOf(family.Find(Weight.W_E)!);
        var tied = Layout.Transpose(stored.Take(embedding, _a.OutputVocabulary, _a.ModelWidth));
        if (name is not null && stored.Has(name))
        {
            // Some exporters write it all the same.
            using var separate = Required(Weight.W_U);
            using var same = separate.eq(tied);
            using var all = same.all();
            stored.Require(
                all.item<bool>(),
                name,
                $"the numbers of '{embedding}', as the architecture ties the two",
                "other numbers"
            );
        }

        return tied;
    }

    private Tensor Required(Weight weight, int layer = 0) => Take(weight, layer)!;

    private Tensor? Take(Weight weight, int layer = 0)
    {
        var known = WeightTable.Of(weight);
        var present = known.Present(_a);
        if (family.Find(weight) is not { } row || (!present && !(family.MayStoreZeros && known.Says is not null)))
        {
            return null;
        }

        var name = NameOf(row, layer);
        var shape = StoredShape(known.Shape(_a), row.Layout, weight, name);
        return Canonical(
            family.MayStoreZeros && known.Says is { } says
                ? stored.TakeBias(present, says, name, shape)
                : stored.Take(name, shape),
            row
        );
    }

    private long[] StoredShape(long[] shape, StoredLayout layout, Weight weight, string name)
    {
        var width = _a.HeadWidth;
        switch (layout)
        {
            case StoredLayout.Interleaved:
                stored.Require(
                    _a.KeyValueHeads == _a.Heads,
                    name,
                    "as many key and value heads as heads, as its rows are head by head",
                    "grouped key and value heads"
                );
                return [.. shape.Reverse()];
            case StoredLayout.Transposed:
                return [.. shape.Reverse()];
            case StoredLayout.ByHead when weight == Weight.W_O:
                return [shape[0] / width, width, shape[1]];
            case StoredLayout.ByHead:
                return shape.Length == 1 ? [shape[0] / width, width] : [shape[1] / width, shape[0], width];
            default:
                return shape;
        }
    }

    private Tensor? Canonical(Tensor? taken, TensorRow row) =>
        taken is null
            ? null
            : row.Layout switch
            {
                StoredLayout.Interleaved when taken.dim() == 1 => Layout.InterleavedBias(taken, _a.Heads),
                StoredLayout.Interleaved => Layout.InterleavedRowsToColumns(taken, _a.Heads),
                StoredLayout.Transposed => Layout.Transpose(taken),
                StoredLayout.ByHead when taken.dim() == 2 => Layout.Flatten(taken),
                StoredLayout.ByHead when row.Weight == Weight.W_O => Layout.HeadsToRows(taken),
                StoredLayout.ByHead => Layout.HeadsToColumns(taken),
                _ => taken,
            };

    private string NameOf(TensorRow row, int layer = 0) =>
        row.Rather is { } rather && stored.Has(Filled(rather, layer)) ? Filled(rather, layer) : Filled(row.Name, layer);

    private string Filled(string name, int layer) =>
        name.Replace(Family.Prefix, prefix, StringComparison.Ordinal)
            .Replace(Family.Layer, FormattableString.Invariant($"{layer}"), StringComparison.Ordinal);

    private void IgnoreBuffers()
    {
        for (var layer = 0; layer < _a.Layers; layer++)
        {
            foreach (var buffer in family.Buffers)
            {
                stored.Ignore(Filled(buffer, layer));
            }
        }
    }
}
