namespace Circuitry.Experiments;

/// <summary>A trained model that ships, and the training that made its weights.</summary>
internal sealed record ShippedModel
{
    /// <summary>The name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>The folder from which the program reads the weights.</summary>
    public required string Folder { get; init; }

    /// <summary>Trains the model, or resumes its training, and saves the weights.</summary>
    public required Action<TrainingRequest> Train { get; init; }
}
