namespace Circuitry;

/// <summary>
/// A data set whose prompts are alike enough to put their positions into groups, by which
/// <c>[Granularity(..., SplitPositions = true)]</c> splits a circuit.
/// </summary>
/// <remarks>Its pairs say of every position which group it is in: <see cref="PromptPair.PositionGroups"/>.</remarks>
public interface IPositionGrouped
{
    /// <summary>The labels of the groups, in the order of the graph; parts of names such as <c>a3.h2[name]</c>.</summary>
    static abstract IReadOnlyList<string> PositionGroups { get; }

    /// <summary>The labels of a data set. Emitted code calls this.</summary>
    /// <typeparam name="TDataset">The data set.</typeparam>
    /// <exception cref="PromptException">It has none, so that there is nothing to split positions into.</exception>
    static IReadOnlyList<string> Of<TDataset>()
        where TDataset : IPositionGrouped =>
        TDataset.PositionGroups is [_, ..] labels
            ? labels
            : throw new PromptException(
                $"{typeof(TDataset).Name}.{nameof(PositionGroups)} is empty; give a label for each group of positions"
            );
}
