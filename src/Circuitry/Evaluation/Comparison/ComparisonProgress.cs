namespace Circuitry.Evaluation;

/// <summary>How far a comparison has come.</summary>
/// <param name="Contender">The algorithm that runs.</param>
/// <param name="Done">Algorithms done.</param>
/// <param name="Total">Algorithms in all.</param>
/// <param name="Share">How much of the one that runs is done, from 0 to 1.</param>
public readonly record struct ComparisonProgress(string Contender, int Done, int Total, double Share);
