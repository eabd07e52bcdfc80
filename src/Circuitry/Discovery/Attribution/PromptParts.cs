namespace Circuitry.Discovery.Attribution;

/// <summary>Some of an experiment's prompts, to be scored at once.</summary>
/// <param name="Prompts">The prompts.</param>
/// <param name="Share">Their share of all.</param>
internal readonly record struct PromptPart(PromptPairs Prompts, double Share);

/// <summary>
/// Divides prompts so that memory does not grow with their number: a score is a mean over prompts, and what a part leaves
/// behind is a number for each edge.
/// </summary>
internal static class PromptParts
{
    /// <summary>Parts as equal as can be, each within a few tiles; one part where what replaces a prompt's activations depends on the others.</summary>
    public static IReadOnlyList<PromptPart> Of(GraphExperiment experiment, ScoringOptions options)
    {
        var (prompts, graph) = (experiment.Prompts, experiment.Graph);
        if (experiment.Ablation.CouplesPrompts)
        {
            return [new PromptPart(prompts, 1)];
        }

        var one =
            (long)(graph.Writers.Count / graph.WritersPerNode) * prompts.Clean.Length * graph.Architecture.ModelWidth;
        var most = (int)Math.Clamp(4 * options.TileSize / one, 1, prompts.Count);
        return
        [
            .. Ranges(prompts.Count, most)
                .Select(range => PromptPairs.Of(prompts.Pairs.Take(range)))
                .Select(part => new PromptPart(part, (double)part.Count / prompts.Count)),
        ];
    }

    /// <summary>Numbers of prompts in as few parts as can be, which are as equal as can be.</summary>
    /// <param name="count">Number of prompts.</param>
    /// <param name="most">The most in a part.</param>
    internal static IEnumerable<Range> Ranges(int count, int most)
    {
        var parts = (int)(((long)count + most - 1) / most);
        return Enumerable.Range(0, parts).Select(part => Start(part)..Start(part + 1));

        // The product is beyond an int for some tens of thousands of prompts.
        int Start(int part) => (int)(((long)part * count + parts - 1) / parts);
    }
}
