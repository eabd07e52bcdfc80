namespace Circuitry.Reports;

/// <summary>The shapes of drawn nodes.</summary>
public enum DiagramShape
{
    /// <summary>A unit, or a part of the model that edges lead from and to.</summary>
    Box,

    /// <summary>A unit that stands for what the others at its place leave unexplained, such as an error term.</summary>
    Triangle,

    /// <summary>An input that several nodes share.</summary>
    Ellipse,

    /// <summary>The loss, to which edges of units lead.</summary>
    Diamond,
}
