using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Evidence by the plain way: every sequence alone, all contexts in one list, sorted.</summary>
internal sealed class EvidenceOracle
{
    private readonly Dictionary<FeatureSite, List<(int[] Tokens, double[][] Activations)>> _runs = [];

    public EvidenceOracle(TransformerModel model, FeatureDictionaries dictionaries, IReadOnlyList<int[]> corpus)
    {
        foreach (var site in dictionaries.Sites)
        {
            _runs.Add(site, [.. corpus.Select(tokens => (tokens, Alone(model, dictionaries[site], tokens)))]);
        }
    }

    public void Check(FeatureEvidenceOptions options, FeatureEvidence found)
    {
        var runs = _runs[found.Node.Site]
            .Select(run => (run.Tokens, Activations: run.Activations[found.Node.IsError ? ^1 : found.Node.Feature]))
            .ToList();
        var counted = runs.SelectMany(run => run.Activations.Skip(options.SkippedPositions)).ToList();
        Assert.Equal(counted.Count, found.Tokens);
        Assert.Equal(counted.Average(activation => activation > 0 ? 1.0 : 0.0), found.Density, 1e-12);
        Assert.Equal(counted.Average(), found.Mean, 1e-10);
        var expected = runs.Where(run => run.Activations.Skip(options.SkippedPositions).Any(at => at > 0))
            .Select(run => Strongest(run.Tokens, run.Activations, options))
            .OrderByDescending(run => Digits(run.Activations[run.Index]))
            .ThenBy(run => run.Tokens, Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)))
            .ThenBy(run => run.Index)
            .Select(run => Shown(run, options))
            .DistinctBy(context => (string.Join(' ', context.Tokens), context.Index))
            .Take(options.Contexts)
            .ToList();
        Assert.Equal(expected.Count, found.Contexts.Count);
        foreach (var (one, other) in expected.Zip(found.Contexts))
        {
            Assert.Equal(one.Tokens, other.Tokens);
            Assert.Equal(one.Index, other.Index);
            Assert.Equal(one.Activations, other.Activations, (a, b) => Math.Abs(a - b) < 1e-10);
            Assert.Equal(one.Activation, other.Activation, 1e-10);
        }
    }

    /// <summary>The activations of every feature and, last, the norm of the error term, [feature][position].</summary>
    private static double[][] Alone(TransformerModel model, FeatureDictionary dictionary, int[] tokens)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var sequence = Sequence.Of(new Prompts([tokens]), model);
        var tap = new Tap(model.Architecture.Layers);
        double[][] activations = [];
        Splice.Read(
            tap,
            dictionary.Site,
            input =>
            {
                var features = dictionary.Encode(input);
                var error = linalg.norm(input - dictionary.Decode(features, input), dims: [-1]);
                activations =
                [
                    .. Enumerable
                        .Range(0, dictionary.Width)
                        .Select(feature => Autoencoders.Values(features[0, .., feature])),
                    Autoencoders.Values(error[0]),
                ];
            }
        );
        model.Forward(sequence, tap);
        return activations;
    }

    private static (int[] Tokens, double[] Activations, int Index) Strongest(
        int[] tokens,
        double[] activations,
        FeatureEvidenceOptions options
    )
    {
        var places = Enumerable.Range(0, tokens.Length).Skip(options.SkippedPositions);
        return (tokens, activations, places.MaxBy(place => Digits(activations[place])));
    }

    private static FeatureContext Shown(
        (int[] Tokens, double[] Activations, int Index) run,
        FeatureEvidenceOptions options
    )
    {
        var first = Math.Max(0, run.Index - options.Before);
        var count = Math.Min(run.Tokens.Length, run.Index + options.After + 1) - first;
        return new FeatureContext
        {
            Tokens = [.. run.Tokens.Skip(first).Take(count).Select(token => $"t{token}")],
            Index = run.Index - first,
            Activations = [.. run.Activations.Skip(first).Take(count)],
        };
    }

    /// <summary>An activation to 17 binary digits.</summary>
    private static double Digits(double activation) =>
        activation == 0
            ? 0
            : Math.ScaleB(
                Math.Round(Math.ScaleB(activation, 17 - Math.ILogB(activation))),
                Math.ILogB(activation) - 17
            );
}
