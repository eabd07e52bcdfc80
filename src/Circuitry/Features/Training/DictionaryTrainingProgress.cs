namespace Circuitry.Features.Training;

/// <summary>How far the training of dictionaries has come.</summary>
public sealed record DictionaryTrainingProgress
{
    /// <summary>Steps done.</summary>
    public required int Step { get; init; }

    /// <summary>Steps in all.</summary>
    public required int Steps { get; init; }

    /// <summary>Each dictionary on the activations of this step, in forward order.</summary>
    public required IReadOnlyList<SiteTrainingProgress> Sites { get; init; }

    /// <summary>Time since this training, or what resumed it, began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Time left, estimated from the steps behind.</summary>
    public required TimeSpan Left { get; init; }
}
