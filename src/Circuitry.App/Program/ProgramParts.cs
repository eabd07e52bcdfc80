using System.Reflection;

namespace Circuitry.App;

/// <summary>Metrics and ablations by their names: those that ship and those of a program.</summary>
internal static class ProgramParts
{
    /// <summary>The metrics, by the name of their class.</summary>
    public static IReadOnlyDictionary<string, Func<Metric>> Metrics(ProgramExperiments program) =>
        Parts<Metric>(program, type => type.Name);

    /// <summary>The ablations, by their name.</summary>
    public static IReadOnlyDictionary<string, Func<Ablation>> Ablations(ProgramExperiments program) =>
        Parts<Ablation>(
            program,
            type =>
                type.Name.EndsWith(nameof(Ablation), StringComparison.Ordinal)
                    ? type.Name[..^nameof(Ablation).Length]
                    : type.Name
        );

    // Only those that are made without arguments, as a declaration makes them.
    private static SortedDictionary<string, Func<T>> Parts<T>(ProgramExperiments program, Func<Type, string> nameOf)
    {
        var parts = new SortedDictionary<string, Func<T>>(StringComparer.OrdinalIgnoreCase);
        foreach (var assembly in program.Assemblies.Prepend(typeof(T).Assembly))
        {
            foreach (
                var type in assembly
                    .GetTypes()
                    .Where(type =>
                        !type.IsAbstract
                        && !type.IsGenericType
                        && type.IsAssignableTo(typeof(T))
                        && type.GetConstructor(BindingFlags.Public | BindingFlags.Instance, []) is not null
                    )
            )
            {
                parts.TryAdd(nameOf(type), () => (T)Activator.CreateInstance(type)!);
            }
        }

        return parts;
    }
}
