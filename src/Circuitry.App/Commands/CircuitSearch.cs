using System.Globalization;
using static System.FormattableString;

namespace Circuitry.App;

/// <summary>The search that a run asks for: ACDC at a threshold, or another algorithm by its name.</summary>
internal abstract class CircuitSearch
{
    private const string AcdcId = "Acdc";
    private const double DefaultFaithfulness = 0.9;

    /// <summary>The share of the metric's gap that is the threshold of an experiment that declares none.</summary>
    private const double ShareOfGap = 0.05;

    /// <summary>Chooses the search, and refuses options that do not belong to it, before anything is searched.</summary>
    /// <exception cref="CommandException">The algorithm does not suit the experiment, or an option does not suit the algorithm.</exception>
    public static CircuitSearch Of(ProgramExperiments program, RunRequest request, GraphExperiment experiment)
    {
        var name = request.Algorithm ?? AcdcId;
        var algorithm =
            program.Algorithms.FirstOrDefault(known => known.Answers(name))
            ?? throw new CommandException($"there is no algorithm '{name}'");
        if (algorithm.Refusal(experiment) is { } reason)
        {
            throw new CommandException(
                $"{algorithm.Id} does not suit {experiment.Declaration.Experiment}: {reason}. What does: {string.Join(", ", Algorithm.Of(experiment))}"
            );
        }

        if (algorithm.Id == AcdcId)
        {
            Refuse(request.Keep is not null, "--keep", algorithm, "it keeps what its threshold does; give --threshold");
            Refuse(
                request.Faithfulness is not null,
                "--faithfulness",
                algorithm,
                "it keeps what its threshold does; give --threshold"
            );
            return new Acdc(
                experiment,
                request.Threshold ?? request.Entry.Threshold ?? Rounded(ShareOfGap * Gap(experiment))
            );
        }

        var contender = algorithm.Default(experiment, Gap(experiment));
        if (contender.Parameter is null)
        {
            Refuse(
                request.Threshold is not null,
                "--threshold",
                algorithm,
                "it ranks all units; give --keep or --faithfulness"
            );
            return new Ranking(experiment, contender, request.Keep, request.Faithfulness ?? DefaultFaithfulness);
        }

        Refuse(
            request.Keep is not null,
            "--keep",
            algorithm,
            $"it searches at a {contender.Parameter}; give --threshold"
        );
        return new Searching(
            experiment,
            contender,
            request.Threshold
                ?? throw new CommandException(
                    $"{algorithm.Id} searches at a {contender.Parameter}; give it with --threshold, such as {string.Join(", ", contender.Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}"
                )
        );
    }

    /// <summary>Says what will be done.</summary>
    public abstract void Announce(IScreen screen);

    /// <summary>Searches.</summary>
    public abstract Circuit Find(string checkpoint, IProgress<Progress> progress, CancellationToken cancellation);

    private static void Refuse(bool isGiven, string option, Algorithm algorithm, string instead)
    {
        if (isGiven)
        {
            throw new CommandException($"{option} does not belong to {algorithm.Id}: {instead}");
        }
    }

    /// <summary>The distance between the metric of the full model and that of the empty circuit.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static double Gap(GraphExperiment experiment)
    {
        var gap = Math.Abs(
            experiment.Measure(UnitSet.All(experiment.Units)) - experiment.Measure(UnitSet.None(experiment.Units))
        );
        return gap > 0 && double.IsFinite(gap)
            ? gap
            : throw new CommandException(
                Invariant(
                    $"the full model and the empty circuit of {experiment.Declaration.Experiment} differ by {gap} in {experiment.Metric.Name}, which gives no scale for a threshold; look at the prompts, or give --threshold"
                )
            );
    }

    private static double Rounded(double value) =>
        double.Parse(value.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static string Units(GraphExperiment experiment) =>
        Invariant($"{experiment.Units.Count} {experiment.Units.Noun}");

    private sealed class Acdc(GraphExperiment experiment, double threshold) : CircuitSearch
    {
        public override void Announce(IScreen screen) =>
            screen.Line(
                $"ACDC at threshold {CircuitText.Number(threshold)}: at most {Units(experiment)} are tested, each on {Counted.Of(experiment.Prompts.Count, "pair")}"
            );

        public override Circuit Find(string checkpoint, IProgress<Progress> progress, CancellationToken cancellation) =>
            new AcdcSearch(experiment, new AcdcOptions { Threshold = threshold, Checkpoint = checkpoint }).Discover(
                progress,
                cancellation: cancellation
            );
    }

    private sealed class Ranking(GraphExperiment experiment, Contender contender, int? keep, double faithfulness)
        : CircuitSearch
    {
        public override void Announce(IScreen screen) =>
            screen.Line(
                $"{contender.Name} scores {Units(experiment)}; kept are "
                    + (
                        keep is { } count
                            ? Invariant($"the {count} strongest")
                            : Invariant($"as few of the strongest as reach a faithfulness of {faithfulness}")
                    )
            );

        public override Circuit Find(string checkpoint, IProgress<Progress> progress, CancellationToken cancellation)
        {
            var scores = contender.Scoring(experiment, checkpoint)!.Score(progress, cancellation);
            Selection selection = keep is { } count ? new TopUnits(count) : new TargetFaithfulness(faithfulness);
            return selection.Select(experiment, scores);
        }
    }

    private sealed class Searching(GraphExperiment experiment, Contender contender, double value) : CircuitSearch
    {
        public override void Announce(IScreen screen) =>
            screen.Line(
                $"{contender.Name} among {Units(experiment)} at {contender.Parameter} {CircuitText.Number(value)}"
            );

        public override Circuit Find(string checkpoint, IProgress<Progress> progress, CancellationToken cancellation) =>
            contender.Search(experiment, new SearchRun(value, checkpoint, progress, cancellation))!.Value.Circuit;
    }
}
