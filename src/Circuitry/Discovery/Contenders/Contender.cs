namespace Circuitry.Discovery;

/// <summary>An algorithm with its settings, as it takes part in a comparison.</summary>
public abstract class Contender
{
    private readonly Type _algorithm;

    private protected Contender(Type algorithm, string? name, string? parameter)
    {
        var description = Discovery.Algorithm.DescriptionOf(algorithm);
        _algorithm = algorithm;
        Name = name ?? description.Name;
        Algorithm = description.Driver ?? algorithm.Name;
        Parameter = parameter;
    }

    /// <summary>The name in tables, plots and file names, such as <c>EAP-IG(5)</c>.</summary>
    public string Name { get; private set; }

    /// <summary>The algorithm, by <see cref="Discovery.Algorithm.Id"/>.</summary>
    public string Algorithm { get; }

    /// <summary>The setting that is swept, such as the threshold; null for one that ranks all units in one run.</summary>
    public string? Parameter { get; }

    /// <summary>Everything that decides what it finds, apart from its name.</summary>
    private protected abstract object Settings { get; }

    /// <summary>Everything that decides what it finds, as canonical text.</summary>
    internal string Identity => $"{Name} {Files.Identity.Of(Settings)}";

    /// <summary>Refuses experiments that it does not suit, before anything is computed.</summary>
    /// <exception cref="UnsuitableMethodException">It does not suit the experiment.</exception>
    internal virtual void Check(GraphExperiment experiment) => Discovery.Algorithm.Require(_algorithm, experiment);

    /// <summary>The values of <see cref="Parameter"/> that it takes; empty for one that ranks all units.</summary>
    internal virtual IReadOnlyList<double> Values => [];

    /// <summary>What scores all units; null for one that searches.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="checkpoint">Where to save a checkpoint; null for none.</param>
    internal virtual IUnitScoring? Scoring(GraphExperiment experiment, string? checkpoint) => null;

    /// <summary>Searches at one value of the parameter; null for one that ranks all units.</summary>
    internal virtual SearchResult? Search(GraphExperiment experiment, SearchRun run) => null;

    internal abstract Finding Find(
        GraphExperiment experiment,
        Func<string, string?> checkpoint,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    );

    /// <summary>A copy under another name, so that one algorithm can take part with several settings.</summary>
    /// <param name="name">A name that no other contender has and that a file can have.</param>
    /// <exception cref="ArgumentException">The name is empty, or a file cannot have it.</exception>
    public Contender Named(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
        {
            throw new ArgumentException($"'{name}' cannot be the name of a file", nameof(name));
        }

        var named = (Contender)MemberwiseClone();
        named.Name = name;
        return named;
    }

    /// <summary>An algorithm that scores all units in one run.</summary>
    /// <typeparam name="T">The algorithm's class.</typeparam>
    /// <typeparam name="TOptions">Its options.</typeparam>
    /// <param name="options">How it scores; the comparison sets the checkpoint.</param>
    /// <param name="bind">Binds the algorithm to an experiment.</param>
    /// <param name="name">Another name than the algorithm's, such as one with its number of steps.</param>
    public static Contender OfScoring<T, TOptions>(
        TOptions options,
        Func<GraphExperiment, TOptions, IUnitScoring> bind,
        string? name = null
    )
        where T : IAlgorithm
        where TOptions : ResumableOptions =>
        OfScoring<T>(options, (experiment, checkpoint) => bind(experiment, At(options, checkpoint)), name);

    /// <summary>An algorithm that scores all units in one run that is too short to be stopped and resumed.</summary>
    /// <typeparam name="T">The algorithm's class.</typeparam>
    /// <param name="settings">Everything that decides its scores.</param>
    /// <param name="bind">Binds the algorithm to an experiment; a checkpoint, where one is asked for, is saved at the path given.</param>
    /// <param name="name">Another name than the algorithm's.</param>
    public static Contender OfScoring<T>(
        object settings,
        Func<GraphExperiment, string?, IUnitScoring> bind,
        string? name = null
    )
        where T : IAlgorithm => new ScoringContender(typeof(T), name, settings, bind);

    /// <summary>An algorithm that finds a circuit for each value of a parameter.</summary>
    /// <typeparam name="T">The algorithm's class.</typeparam>
    /// <typeparam name="TOptions">Its options.</typeparam>
    /// <param name="parameter">What the parameter is called, such as threshold.</param>
    /// <param name="values">The values.</param>
    /// <param name="settings">How it searches, apart from the parameter and the checkpoint.</param>
    /// <param name="at">The settings at a value of the parameter.</param>
    /// <param name="search">Searches with settings that say where to save a checkpoint.</param>
    /// <param name="name">Another name than the algorithm's.</param>
    public static Contender OfSearch<T, TOptions>(
        string parameter,
        IReadOnlyList<double> values,
        TOptions settings,
        Func<TOptions, double, TOptions> at,
        Func<GraphExperiment, TOptions, SearchRun, SearchResult> search,
        string? name = null
    )
        where T : IAlgorithm
        where TOptions : ResumableOptions =>
        new SearchContender(
            typeof(T),
            name,
            parameter,
            values,
            At(settings, null),
            (experiment, run) => search(experiment, At(at(settings, run.Value), run.Checkpoint), run)
        );

    private static TOptions At<TOptions>(TOptions options, string? checkpoint)
        where TOptions : ResumableOptions => (TOptions)((ResumableOptions)options with { Checkpoint = checkpoint });
}
