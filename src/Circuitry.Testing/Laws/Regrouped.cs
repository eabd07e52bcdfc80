using static TorchSharp.torch;

namespace Circuitry.Testing;

/// <summary>The emitted forward of a declared experiment on other prompts, or on units with other groups of positions. Owns the declared one.</summary>
internal sealed class Regrouped(GraphExperiment declared, GraphUnits units, PromptPairs prompts)
    : GraphExperiment(declared.Declaration, units, declared.Transformer, prompts, declared.Metric, declared.Ablation)
{
    public override Tensor Forward(ResidualStream stream) => declared.Forward(stream);

    /// <summary>The first so many of the declared prompts.</summary>
    public static Regrouped First(GraphExperiment declared, int most) =>
        new(
            declared,
            declared.Units,
            declared.Prompts.Count <= most ? declared.Prompts : PromptPairs.Of(declared.Prompts.Pairs.Take(most))
        );

    /// <summary>The experiment without split positions, or with the first half of every prompt split from the second.</summary>
    public Regrouped ByPosition(bool halves)
    {
        var units = Units.ByPosition(halves ? ["first", "second"] : null);
        var pairs = Prompts.Pairs.Select(pair =>
            pair with
            {
                PositionGroups = halves
                    ? [.. pair.Clean.Select((_, position) => position < pair.Clean.Count / 2 ? "first" : "second")]
                    : null,
            }
        );
        return new(declared, units, PromptPairs.Of(pairs));
    }
}
