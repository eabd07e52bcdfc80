using System.Reflection;

namespace Circuitry.Discovery;

/// <summary>An algorithm by name, as comparisons, commands and lists know it: the class that carries <see cref="AlgorithmAttribute"/>.</summary>
public sealed class Algorithm
{
    private static readonly Lazy<IReadOnlyList<Algorithm>> AllShipped = new(() => In(typeof(Algorithm).Assembly));

    private readonly Type _type;
    private readonly AlgorithmAttribute _description;

    private Algorithm(Type type) => (_type, _description) = (type, DescriptionOf(type));

    /// <summary>The name of the driver and on the command line, such as EdgeAttributionPatching.</summary>
    public string Id => _description.Driver ?? _type.Name;

    /// <summary>The name in tables and files, such as EAP.</summary>
    public string Name => _description.Name;

    /// <summary>A description of the algorithm, as a sentence without a full stop.</summary>
    public string Summary => _description.Summary;

    /// <summary>Whether a comparison of a program runs it only when it is named.</summary>
    public bool OnlyByName => _description.OnlyByName;

    /// <summary>The algorithms that come with Circuitry, by <see cref="Id"/>.</summary>
    public static IReadOnlyList<Algorithm> Shipped => AllShipped.Value;

    /// <summary>The algorithms that an assembly, such as a program's own, declares, by <see cref="Id"/>.</summary>
    public static IReadOnlyList<Algorithm> In(Assembly assembly) =>
        [
            .. assembly
                .GetTypes()
                .Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(IAlgorithm)))
                .Select(type => new Algorithm(type))
                .OrderBy(algorithm => algorithm.Id, StringComparer.Ordinal),
        ];

    /// <summary>The algorithms that suit an experiment, those of its own project among them, by <see cref="Id"/>.</summary>
    public static IReadOnlyList<Algorithm> Of(GraphExperiment experiment) =>
        [
            .. Shipped
                .Concat(
                    experiment
                        .OwnAlgorithms.Where(type => type.IsAssignableTo(typeof(IAlgorithm)))
                        .Select(type => new Algorithm(type))
                )
                .Where(algorithm => algorithm.Refusal(experiment) is null)
                .OrderBy(algorithm => algorithm.Id, StringComparer.Ordinal),
        ];

    /// <summary>Why the algorithm does not suit an experiment, and what does; null where it does.</summary>
    public string? Refusal(GraphExperiment experiment) => Refusal(_description, experiment);

    /// <summary>Refuses an experiment that an algorithm does not suit. An algorithm's constructor calls it.</summary>
    /// <typeparam name="T">The algorithm's class.</typeparam>
    /// <exception cref="UnsuitableMethodException">The algorithm does not suit the experiment.</exception>
    public static void Require<T>(GraphExperiment experiment) => Require(typeof(T), experiment);

    /// <inheritdoc cref="IAlgorithm.Default"/>
    public Contender Default(GraphExperiment experiment, double gap) =>
        typeof(Algorithm)
            .GetMethod(nameof(DefaultOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(_type)
            .CreateDelegate<Func<GraphExperiment, double, Contender>>()(experiment, gap);

    /// <inheritdoc cref="IAlgorithm.Passes"/>
    public long Passes(GraphExperiment experiment) =>
        typeof(Algorithm)
            .GetMethod(nameof(PassesOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(_type)
            .CreateDelegate<Func<GraphExperiment, long>>()(experiment);

    /// <summary>The <see cref="Id"/>.</summary>
    public override string ToString() => Id;

    internal static void Require(Type type, GraphExperiment experiment)
    {
        if (Refusal(DescriptionOf(type), experiment) is { } reason)
        {
            throw experiment.Unsuitable(reason);
        }
    }

    internal static AlgorithmAttribute DescriptionOf(Type type) =>
        type.GetCustomAttribute<AlgorithmAttribute>(inherit: false)
        ?? throw new ArgumentException(
            $"{type.Name} has no [Algorithm(name, summary)], which says what experiments it suits; add it to the class",
            nameof(type)
        );

    /// <summary>Why an algorithm does not suit units, an ablation and a metric, and what does; null where it does.</summary>
    internal static string? RefusalOf<T>(Granularity units, Ablation ablation, Metric metric) =>
        Refusal(DescriptionOf(typeof(T)), units, ablation, metric);

    private static string? Refusal(AlgorithmAttribute a, GraphExperiment experiment) =>
        Refusal(a, experiment.Units.Kind, experiment.Ablation, experiment.Metric);

    private static string? Refusal(AlgorithmAttribute a, Granularity units, Ablation ablation, Metric metric) =>
        new AlgorithmRules(a.Name, a.GradientAtClean, a.CorruptedRun, a.EdgesOnly, a.NotNeurons).Refusal(
            units,
            ablation.Name,
            ablation.EndsInCorruptedRun,
            metric is Divergence
        );

    private static long PassesOf<T>(GraphExperiment experiment)
        where T : IAlgorithm => T.Passes(experiment);

    private static Contender DefaultOf<T>(GraphExperiment experiment, double gap)
        where T : IAlgorithm => T.Default(experiment, gap);
}
