using System.ComponentModel;

namespace Circuitry.Emitted;

/// <summary>Names the class that lists an assembly's experiments. Emitted code carries it, so that programs find experiments of their references.</summary>
/// <param name="registry">The class.</param>
[AttributeUsage(AttributeTargets.Assembly)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ExperimentRegistryAttribute(Type registry) : Attribute
{
    /// <summary>The class, which has the static properties Experiments and Trainings.</summary>
    public Type Registry { get; } = registry;
}
