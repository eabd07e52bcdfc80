using Circuitry.Discovery.Attribution;

namespace Additions;

/// <summary>Simpson's rule: the ends once, middles of the intervals four times, the points between them twice.</summary>
/// <param name="Steps">Number of intervals.</param>
public sealed record SimpsonRule(int Steps) : IntegrationRule(Steps)
{
    public override string Name => "simpson";

    public override IReadOnlyList<IntegrationPoint> Points =>
        [
            .. Enumerable
                .Range(0, 2 * Steps + 1)
                .Select(k => new IntegrationPoint(
                    k / (2.0 * Steps),
                    (
                        k % 2 == 1 ? 4
                        : k == 0 || k == 2 * Steps ? 1
                        : 2
                    ) / (6.0 * Steps)
                )),
        ];
}
