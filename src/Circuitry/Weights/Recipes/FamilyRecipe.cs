using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>From the tensors that a family stores to canonical weights, row by row of the family.</summary>
internal sealed class FamilyRecipe(Family family, string prefix, StoredTensors stored)
{
    private readonly Architecture _a = stored.Architecture;
    private readonly RowReader _reader = new(prefix, stored);

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
        stored.IgnoreForeign(family.Foreign);
        var embedding = Required(Weight.W_E);
        return new TransformerWeights
        {
            Architecture = _a,
            W_E = embedding,
            W_pos = Take(Weight.W_pos),
            EmbeddingNormScale = Take(Weight.EmbeddingNormScale),
            EmbeddingNormBias = Take(Weight.EmbeddingNormBias),
            Layers = [.. Enumerable.Range(0, _a.Layers).Select(ReadLayer)],
            FinalNormScale = Take(Weight.FinalNormScale),
            FinalNormBias = Take(Weight.FinalNormBias),
            W_U = Unembedding(embedding),
            b_U = Take(Weight.b_U),
        };
    }

    private LayerWeights ReadLayer(int layer)
    {
        var read = Layer(layer);
        GlibcAllocator.ReturnFreePages();
        return read;
    }

    private LayerWeights Layer(int layer) =>
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
        if (family.Find(whole, _a).Count > 0)
        {
            return Take(whole, layer);
        }

        var (q, k, v) = (Take(query, layer), Take(key, layer), Take(value, layer));
        return q is null || k is null || v is null ? null : Layout.Join(dimension, q, k, v);
    }

    /// <summary>The unembedding; of a tied model a view of the embedding, the largest tensor of many.</summary>
    private Tensor Unembedding(Tensor embedding)
    {
        var rows = family.Find(Weight.W_U, _a);
        var separate = rows.FirstOrDefault(_reader.IsStored);
        if (!_a.Embedding.Tied || (family.MayPartTied && separate is not null))
        {
            return Required(Weight.W_U);
        }

        stored.Require(
            _a.OutputVocabulary == _a.Vocabulary,
            null,
            "as many logits as tokens, as the architecture ties the unembedding to the embedding",
            FormattableString.Invariant($"{_a.OutputVocabulary} logits of {_a.Vocabulary} tokens")
        );
        if (separate is not null)
        {
            // Some exporters write it all the same.
            using var other = Required(Weight.W_U);
            using var turned = embedding.t();
            using var same = other.eq(turned);
            using var all = same.all();
            var row = _reader.Chosen(family.Find(Weight.W_E, _a), [_a.Vocabulary, _a.ModelWidth], 0);
            stored.Require(
                all.item<bool>(),
                _reader.NameOf(separate, 0),
                $"the numbers of '{_reader.NameOf(row, 0)}', as the architecture ties the two",
                "other numbers"
            );
        }

        return embedding.t();
    }

    private Tensor Required(Weight weight, int layer = 0) => Take(weight, layer)!;

    private Tensor? Take(Weight weight, int layer = 0)
    {
        var known = WeightTable.Of(weight);
        var present = known.Present(_a);
        var mayBeZero = family.MayStoreZeros && known.Says is not null;
        if (family.Find(weight, _a) is not { Count: > 0 } rows || (!present && !mayBeZero))
        {
            return null;
        }

        var shape = known.Shape(_a);
        var row = _reader.Chosen(rows, shape, layer);
        if (mayBeZero)
        {
            stored.RequireBias(present, known.Says!, _reader.NameOf(row, layer), _reader.StoredShape(row, shape));
        }

        return present ? _reader.Read(row, shape, layer) : null;
    }

    private void IgnoreBuffers()
    {
        for (var layer = 0; layer < _a.Layers; layer++)
        {
            foreach (var buffer in family.Buffers)
            {
                stored.Ignore(_reader.Filled(buffer, layer));
            }
        }
    }
}
