using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>The logits that features promote and suppress; see <see cref="FeatureLogits"/>.</summary>
internal sealed class LogitLens(TransformerModel model, TokenTexts texts, int most)
{
    /// <summary>Logits that are computed at a time.</summary>
    private const int Budget = 1 << 22;

    /// <summary>The logits of a dictionary's features, by feature; none where logits are not those of the tokens that are read.</summary>
    public IReadOnlyDictionary<int, FeatureLogits> Of(FeatureDictionary dictionary, IReadOnlyList<int> features)
    {
        var found = new Dictionary<int, FeatureLogits>();
        var vocabulary = model.Architecture.OutputVocabulary;
        if (vocabulary != model.Architecture.Vocabulary)
        {
            return found;
        }

        foreach (var chunk in features.Chunk(Math.Max(1, Budget / vocabulary)))
        {
            using var scope = NewDisposeScope();
            using var indices = tensor(chunk.Select(feature => (long)feature).ToArray(), int64).to(model.Device);
            var logits = TensorValues.ToArray<double>(Logits(dictionary, indices).to(float64));
            for (var i = 0; i < chunk.Length; i++)
            {
                var row = logits.AsSpan(i * vocabulary, vocabulary);
                found.Add(chunk[i], new FeatureLogits(Extreme(row, 1), Extreme(row, -1)));
            }
        }

        return found;
    }

    /// <summary>[feature, d_vocab].</summary>
    private Tensor Logits(FeatureDictionary dictionary, Tensor indices)
    {
        using var scope = NewDisposeScope();
        var site = dictionary.Site;
        var directions = dictionary.Directions(indices).to(model.NumberType);
        return model.UnembedDirections(model.ToStream(site.Hook, site.Layer, directions)).MoveToOuterDisposeScope();
    }

    /// <summary>The tokens whose logits are the largest (sign 1) or smallest (-1), equal ones by id.</summary>
    private TokenLogit[] Extreme(ReadOnlySpan<double> logits, int sign)
    {
        var kept = new List<int>(most + 1);
        for (var token = 0; token < logits.Length; token++)
        {
            if (!texts.Has(token) || (kept.Count == most && (most == 0 || !Before(logits, token, kept[^1]))))
            {
                continue;
            }

            var place = kept.Count;
            while (place > 0 && Before(logits, token, kept[place - 1]))
            {
                place--;
            }

            kept.Insert(place, token);
            if (kept.Count > most)
            {
                kept.RemoveAt(most);
            }
        }

        var found = new TokenLogit[kept.Count];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = new TokenLogit(texts[kept[i]], logits[kept[i]]);
        }

        return found;

        bool Before(ReadOnlySpan<double> of, int token, int other) => sign * of[token] > sign * of[other];
    }
}
