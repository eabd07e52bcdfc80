namespace Circuitry.Registry;

/// <summary>What the program trains under a name; the class carries <see cref="TrainingAttribute"/>.</summary>
public interface ITraining
{
    /// <summary>Trains, or resumes a training that was stopped, and saves the results in the folder of the request.</summary>
    /// <exception cref="OperationCanceledException">The training was cancelled; its checkpoint stays.</exception>
    static abstract void Train(TrainingRequest request);
}
