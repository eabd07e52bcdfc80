namespace Circuitry;

/// <summary>
/// Gives a value an identity that its fields do not show, by which checkpoints recognise the work they belong to. Implement it on
/// a metric or judge that holds tensors or methods.
/// </summary>
public interface IIdentified
{
    /// <summary>Text that is equal for two values exactly when they behave identically.</summary>
    string Identity { get; }
}
