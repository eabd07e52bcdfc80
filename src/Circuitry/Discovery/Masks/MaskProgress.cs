namespace Circuitry.Discovery.Masks;

/// <summary>How far the training of a mask has come.</summary>
public sealed record MaskProgress
{
    /// <summary>Steps done.</summary>
    public required int Step { get; init; }

    /// <summary>Steps in all, unless training stops early.</summary>
    public required int Steps { get; init; }

    /// <summary>The metric under the mask drawn in this step, the mean over prompts.</summary>
    public required double Metric { get; init; }

    /// <summary>What was added to the loss in this step.</summary>
    public required double Penalty { get; init; }

    /// <summary>Gates that would be rounded to 1 now.</summary>
    public required int Kept { get; init; }

    /// <summary>Gates in all.</summary>
    public required int Gates { get; init; }

    /// <summary>Time spent.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time left, estimated from the steps behind.</summary>
    public required TimeSpan Left { get; init; }
}
