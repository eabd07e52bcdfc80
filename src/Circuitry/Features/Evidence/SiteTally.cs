using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>The evidence of a corpus about some of a site's features, and about its error term if asked for.</summary>
internal sealed class SiteTally
{
    private readonly int[] _features;
    private readonly FeatureTally[] _tallies;
    private readonly bool _error;

    /// <summary>Asks for features.</summary>
    /// <param name="dictionary">The site's dictionary.</param>
    /// <param name="features">Features, <see cref="FeatureNode.ErrorTerm"/> among them or not; repeated ones count once.</param>
    /// <param name="options">How much to collect.</param>
    public SiteTally(FeatureDictionary dictionary, IEnumerable<int> features, FeatureEvidenceOptions options)
    {
        int[] asked = [.. features.Distinct().Order()];
        Dictionary = dictionary;
        _error = asked.Contains(FeatureNode.ErrorTerm);
        _features = [.. asked.Where(feature => feature != FeatureNode.ErrorTerm)];
        _tallies = [.. asked.Select(_ => new FeatureTally(options))];
    }

    public FeatureDictionary Dictionary { get; }

    /// <summary>The features, ascending, without the error term.</summary>
    public IReadOnlyList<int> Features => _features;

    /// <summary>The evidence about a feature, or about the error term.</summary>
    public FeatureTally this[int feature] =>
        feature == FeatureNode.ErrorTerm ? _tallies[^1] : _tallies[Array.BinarySearch(_features, feature)];

    /// <summary>Counts a batch.</summary>
    /// <param name="input">The site's activation, [batch, position, d_in].</param>
    /// <param name="prompts">The batch.</param>
    public void Count(Tensor input, Prompts prompts)
    {
        var activations = Activations(input);
        for (var row = 0; row < prompts.Count; row++)
        {
            int[] tokens = [.. prompts[row]];
            for (var i = 0; i < _tallies.Length; i++)
            {
                var start = (row * _tallies.Length + i) * prompts.Length + prompts.PaddingOf(row);
                _tallies[i].Count(tokens, activations.AsSpan(start, tokens.Length));
            }
        }
    }

    /// <summary>The features' activations and, last, the error term's norm, as the numbers of [batch, feature, position].</summary>
    private double[] Activations(Tensor input)
    {
        using var scope = NewDisposeScope();
        var encoded = Dictionary.Encode(input);
        var parts = new List<Tensor>();
        if (_features.Length > 0)
        {
            var indices = tensor(_features.Select(feature => (long)feature).ToArray(), int64).to(input.device);
            parts.Add(encoded.index_select(-1, indices).to(float64));
        }

        if (_error)
        {
            var error = Dictionary.Error(input, encoded).to(float64);
            parts.Add(Ops.Sum(Ops.Square(error), -1, keepDim: true).sqrt());
        }

        return TensorValues.ToArray<double>(cat(parts, -1).transpose(1, 2));
    }
}
