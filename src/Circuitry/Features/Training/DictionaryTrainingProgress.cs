using System.Diagnostics;

namespace Circuitry.Features.Training;

/// <summary>Progress of a training of dictionaries.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record DictionaryTrainingProgress
{
    /// <summary>Steps done.</summary>
    public required int Step { get; init; }

    /// <summary>Steps in all.</summary>
    public required int Steps { get; init; }

    /// <summary>Progress of each dictionary, in forward order.</summary>
    public required IReadOnlyList<SiteTrainingProgress> Sites { get; init; }

    /// <summary>Time since this training started or was resumed.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time left, estimated from the steps behind.</summary>
    public required TimeSpan Left { get; init; }

    /// <summary>Step and time.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"step {Step} of {Steps}, {Elapsed.TotalSeconds:0} s, {Left.TotalSeconds:0} s left"
        );
}
