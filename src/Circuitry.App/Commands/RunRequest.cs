namespace Circuitry.App;

/// <summary>The request to a run.</summary>
internal sealed record RunRequest
{
    /// <summary>The experiment.</summary>
    public required GraphEntry Entry { get; init; }

    /// <summary>The algorithm; null for ACDC.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The threshold, or the value of another algorithm's parameter; null for the experiment's own.</summary>
    public double? Threshold { get; init; }

    /// <summary>How many units an algorithm that scores is to keep; null for as many as <see cref="Faithfulness"/> takes.</summary>
    public int? Keep { get; init; }

    /// <summary>The faithfulness that the units kept by an algorithm that scores must reach; null for 0.9.</summary>
    public double? Faithfulness { get; init; }

    /// <summary>The folder for results.</summary>
    public required string Output { get; init; }

    /// <summary>Whether to resume from a checkpoint.</summary>
    public bool Resume { get; init; }

    /// <summary>How to resume, in words.</summary>
    public string Command { get; init; } = "give the same command with --resume";

    /// <summary>Whether warnings stop the run.</summary>
    public bool Strict { get; init; }

    /// <summary>The model, device and choices; downloads the model where that is asked for.</summary>
    public required Func<GraphEntry, IScreen, LoadRequest> Load { get; init; }
}
