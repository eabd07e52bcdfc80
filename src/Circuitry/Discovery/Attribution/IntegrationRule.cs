namespace Circuitry.Discovery.Attribution;

/// <summary>The points between 0 (ablated) and 1 (clean) at which gradients are taken, and their weights, which sum to 1.</summary>
/// <param name="Steps">The number that names the rule, at least 1.</param>
public abstract record IntegrationRule(int Steps)
{
    /// <summary>The number that names the rule, at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Steps { get; init; } =
        Steps >= 1
            ? Steps
            : throw new ArgumentOutOfRangeException(nameof(Steps), Steps, "an integral needs at least one step");

    /// <summary>The name in files and reports.</summary>
    public abstract string Name { get; }

    /// <summary>The places and their weights, in ascending order.</summary>
    public abstract IReadOnlyList<IntegrationPoint> Points { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => FormattableString.Invariant($"{Name}({Steps})");

    private protected IReadOnlyList<IntegrationPoint> Equal(int count, Func<int, double> at) =>
        [.. Enumerable.Range(0, count).Select(k => new IntegrationPoint(at(k), 1.0 / count))];
}

/// <summary>A point of an integration rule.</summary>
/// <param name="At">Where: 0 is ablated, 1 is clean.</param>
/// <param name="Weight">What it weighs.</param>
public readonly record struct IntegrationPoint(double At, double Weight);

/// <summary>k / m for k = 0 to m - 1: starts at the ablated end and never reaches the clean one; the rule of EAP-IG's program for inputs.</summary>
/// <param name="Steps">m.</param>
public sealed record LeftRule(int Steps) : IntegrationRule(Steps)
{
    /// <inheritdoc/>
    public override string Name => "left";

    /// <inheritdoc/>
    public override IReadOnlyList<IntegrationPoint> Points => Equal(Steps, k => (double)k / Steps);
}

/// <summary>k / m for k = 1 to m: ends at the clean end; the rule of the EAP-IG paper (equation 3) and of its program for activations.</summary>
/// <param name="Steps">m.</param>
public sealed record RightRule(int Steps) : IntegrationRule(Steps)
{
    /// <inheritdoc/>
    public override string Name => "right";

    /// <inheritdoc/>
    public override IReadOnlyList<IntegrationPoint> Points => Equal(Steps, k => (k + 1.0) / Steps);
}

/// <summary>The middles of m equal intervals; its error falls with the square of m.</summary>
/// <param name="Steps">m.</param>
public sealed record MidpointRule(int Steps) : IntegrationRule(Steps)
{
    /// <inheritdoc/>
    public override string Name => "midpoint";

    /// <inheritdoc/>
    public override IReadOnlyList<IntegrationPoint> Points => Equal(Steps, k => (k + 0.5) / Steps);
}

/// <summary>k / N for k = 0 to N, both ends with full weight; the rule of auto-circuit, whose program leaves out the division by N + 1.</summary>
/// <param name="Steps">N.</param>
public sealed record BothEndsRule(int Steps) : IntegrationRule(Steps)
{
    /// <inheritdoc/>
    public override string Name => "both ends";

    /// <inheritdoc/>
    public override IReadOnlyList<IntegrationPoint> Points => Equal(Steps + 1, k => (double)k / Steps);
}

/// <summary>Gauss-Legendre quadrature with m points, exact for polynomials of degree 2 m - 1.</summary>
/// <param name="Steps">m.</param>
public sealed record GaussLegendreRule(int Steps) : IntegrationRule(Steps)
{
    /// <inheritdoc/>
    public override string Name => "Gauss-Legendre";

    /// <inheritdoc/>
    public override IReadOnlyList<IntegrationPoint> Points =>
        [.. Enumerable.Range(0, Steps).Select(Point).OrderBy(point => point.At)];

    // Newton's iteration for the roots of the Legendre polynomial, from their cosine estimates.
    private IntegrationPoint Point(int k)
    {
        var x = Math.Cos(Math.PI * (k + 0.75) / (Steps + 0.5));
        var slope = 0.0;
        for (var iteration = 0; iteration < 100; iteration++)
        {
            (var value, slope) = Legendre(x);
            var step = value / slope;
            x -= step;
            if (Math.Abs(step) < 1e-16)
            {
                break;
            }
        }

        return new IntegrationPoint((x + 1) / 2, 1 / ((1 - x * x) * slope * slope));
    }

    private (double Value, double Slope) Legendre(double x)
    {
        var (before, value) = (1.0, x);
        for (var n = 2; n <= Steps; n++)
        {
            (before, value) = (value, ((2 * n - 1) * x * value - (n - 1) * before) / n);
        }

        return (value, Steps * (x * value - before) / (x * x - 1));
    }
}
