namespace Circuitry;

/// <summary>
/// Says itself what tells it from other values of its type, where its fields do not: checkpoints know by it whether they belong to
/// the same work. A metric or judge that holds tensors or methods implements it.
/// </summary>
public interface IIdentified
{
    /// <summary>Text that two values share exactly when everything they do is the same.</summary>
    string Identity { get; }
}
