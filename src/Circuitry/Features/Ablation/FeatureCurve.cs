namespace Circuitry.Features;

/// <summary>How much of the model circuits of growing size explain.</summary>
/// <param name="Full">The metric of the whole model, the mean over prompts.</param>
/// <param name="Empty">The metric when every node is replaced.</param>
/// <param name="Points">One circuit each, by size.</param>
public sealed record FeatureCurve(double Full, double Empty, IReadOnlyList<FeatureCurvePoint> Points);

/// <summary>A circuit of one size.</summary>
/// <param name="Nodes">Number of nodes among the sites that are replaced at all.</param>
/// <param name="Errors">How many of them are error terms.</param>
/// <param name="Faithfulness">The share of the gap between the empty and the full model that the circuit alone closes.</param>
/// <param name="Completeness">The share that everything but the circuit closes; 0 for a complete circuit.</param>
public sealed record FeatureCurvePoint(int Nodes, int Errors, double Faithfulness, double Completeness);
