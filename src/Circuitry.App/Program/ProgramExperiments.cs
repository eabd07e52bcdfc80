using System.Reflection;

namespace Circuitry.App;

/// <summary>The experiments and trainings that a program runs by name, by name.</summary>
public sealed class ProgramExperiments
{
    private readonly Lazy<IReadOnlyList<CircuitFormat>> _formats;

    /// <summary>Puts entries together. Emitted code calls this.</summary>
    /// <param name="entries">The experiments.</param>
    /// <param name="trainings">What is trained by name.</param>
    public ProgramExperiments(IEnumerable<ExperimentEntry> entries, IEnumerable<TrainingEntry> trainings)
    {
        All = [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        Trainings = [.. trainings.OrderBy(training => training.Name, StringComparer.Ordinal)];
        Assemblies =
        [
            .. All.Select(entry => entry.Assembly)
                .Concat(Assembly.GetEntryAssembly() is { } entered ? [entered] : [])
                .Distinct(),
        ];
        _formats = new(() =>
            [
                .. Assemblies
                    .SelectMany(CircuitFormat.Of)
                    .DistinctBy(format => format.Name)
                    // The one that is read again first.
                    .OrderBy(format => format is not CircuitJson),
            ]
        );
    }

    /// <summary>The experiments, by name.</summary>
    public IReadOnlyList<ExperimentEntry> All { get; }

    /// <summary>What is trained by name.</summary>
    public IReadOnlyList<TrainingEntry> Trainings { get; }

    /// <summary>The assemblies that declare experiments, and the program's own: their formats, algorithms, metrics and ablations are known.</summary>
    internal IReadOnlyList<Assembly> Assemblies { get; }

    /// <summary>The formats of circuits, those of the project among them, the one that is read again first.</summary>
    internal IReadOnlyList<CircuitFormat> Formats => _formats.Value;

    /// <summary>The algorithms that ship and those of the project.</summary>
    internal IReadOnlyList<Algorithm> Algorithms => [.. Algorithm.Shipped, .. Assemblies.SelectMany(Algorithm.In)];

    /// <summary>The experiment of a name; null when none has it.</summary>
    /// <typeparam name="T">The kind of the experiment.</typeparam>
    /// <param name="name">The name.</param>
    public T? Find<T>(string name)
        where T : ExperimentEntry => All.OfType<T>().FirstOrDefault(entry => entry.Name == name);

    /// <summary>Refuses two experiments, or trainings, of one name.</summary>
    /// <exception cref="CommandException">Two have one name.</exception>
    internal void Check()
    {
        if (All.GroupBy(entry => entry.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new CommandException(
                $"{string.Join(" and ", twice.Select(entry => $"{entry.Declaration.Experiment} in {entry.Assembly.GetName().Name}"))} are both called '{twice.Key}'; give one another name in [Experiment(\"...\")]"
            );
        }
    }

    /// <summary>The message about a name that no experiment of a kind has: the nearest one, and all there are.</summary>
    internal string Unknown<T>(string name)
        where T : ExperimentEntry
    {
        var names = All.OfType<T>().Select(entry => entry.Name).ToList();
        if (All.FirstOrDefault(entry => entry.Name == name) is { } other)
        {
            return $"{name} is an experiment on {other.Kind}, which this command does not take"
                + (names.Count == 0 ? "" : $"; it takes {string.Join(", ", names)}");
        }

        return names.Count == 0
            ? $"there is no experiment '{name}', nor any other; declare one with [Experiment]"
            : $"there is no experiment '{name}'; did you mean '{names.MinBy(known => EditDistance.Between(name, known))}'? There are: {string.Join(", ", names)}";
    }
}
