namespace Circuitry.Experiments;

/// <summary>A trained model that ships, and the training that made its weights.</summary>
internal sealed record ShippedModel
{
    /// <summary>The name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Trains the model and returns where its weights are now.</summary>
    public required Func<TrainingRequest, string> Train { get; init; }
}
