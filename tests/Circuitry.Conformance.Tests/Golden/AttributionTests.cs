using System.Globalization;
using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>
/// Attribution scores and measured effects of every edge against two peers' programs, in float64, each under the rule that
/// the program uses. The tolerance is relative to the largest score of a run; worst seen 6e-15.
/// </summary>
/// <remarks>
/// Both programs take an MLP's bias along under zero ablation. EAP-IG divides attributions by the number of prompts after
/// the metric has averaged over them, so that its scores are a batch too small; its measured effects are not. auto-circuit
/// averages over prompts once and does not divide integrated gradients by the number of points.
/// </remarks>
public sealed class AttributionTests
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string> Models() =>
        ["mingpt-sort", "makemore-names", "tracr-reverse", "tracr-xproportion"];

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Edge_scores_are_those_of_auto_circuit(string model)
    {
        var runs = GoldenScores
            .Runs(model, "autocircuit-scores")
            .Where(run =>
                run.StartsWith("EAP", StringComparison.Ordinal) || run.StartsWith("IG", StringComparison.Ordinal)
            )
            .ToArray();
        Assert.True(runs.Length >= 7);
        foreach (var run in runs)
        {
            // "method/ablation/float64"; EAP and EAP-literal are two programs for one definition
            var (method, ablation) = (run.Split('/')[0], run.Split('/')[1]);
            Metric metric = method == "EAP-logprob-avg_val" ? new AnswerLoss() : Task(model);
            using var experiment = Load(model, ablation == "ZERO" ? Ablation.Zero : Ablation.Interchange, metric);
            if (!method.StartsWith("IG", StringComparison.Ordinal))
            {
                Same(model, "autocircuit-scores", run, Eap(experiment).Score(), 1);
                continue;
            }

            var rule = new BothEndsRule(int.Parse(method[2..], CultureInfo.InvariantCulture));
            var points = rule.Points.Count;
            string[] kinks = [];
            if ((model, run) == ("tracr-reverse", "IG50/ZERO/float64"))
            {
                // On the way some neurons of m0 pass their breakpoint at a multiple of 1/50. A rectifier has no gradient
                // there, and rounding decides which side counts.
                kinks = ["input->a0.h0<v>", "input->m0", "a0.h0->m0"];
                var golden = GoldenScores.Read(model, "autocircuit-scores", run);
                var left = Integrated(experiment, new MaskPath(), new Moved(rule, -1e-9)).Score();
                var right = Integrated(experiment, new MaskPath(), new Moved(rule, 1e-9)).Score();
                foreach (var edge in kinks)
                {
                    double[] sides = [points * At(left, edge), points * At(right, edge)];
                    Assert.InRange(golden[edge], sides.Min() - 1e-6, sides.Max() + 1e-6);
                }
            }

            Same(model, "autocircuit-scores", run, Integrated(experiment, new MaskPath(), rule).Score(), points, kinks);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Edge_scores_are_those_of_EAP_IG(string model)
    {
        var runs = GoldenScores.Runs(model, "eapig");
        Assert.Equal(9, runs.Count);
        foreach (var run in runs)
        {
            var (method, ablation) = (run.Split('/')[0], run.Split('/')[1]);
            Metric metric = method.EndsWith("-KL", StringComparison.Ordinal) ? new KlDivergence() : Task(model);
            // Its input is the token embedding alone, and positions stay: with corrupted prompts, which have the same
            // positions, that is the same; zero takes the positions along unless they are a writer of their own.
            var zero = ablation == "zero";
            using var experiment = Load(
                model,
                zero ? Ablation.Zero : Ablation.Interchange,
                metric,
                splitEmbedding: zero
            );
            IUnitScoring scoring = method switch
            {
                "EAP" => Eap(experiment),
                "EAP-IG-inputs-m5" or "EAP-IG-inputs-m5-KL" => Integrated(
                    experiment,
                    new EmbeddingPath(),
                    new LeftRule(5)
                ),
                "EAP-IG-inputs-m50" => Integrated(experiment, new EmbeddingPath(), new LeftRule(50)),
                "EAP-IG-activations-m5" => Integrated(experiment, new ActivationPath(), new RightRule(5)),
                "clean-corrupted" => new CleanCorrupted(experiment),
                "exact" => new ExactEffects(experiment),
                _ => throw new InvalidOperationException($"{run} is not compared"),
            };
            Same(model, "eapig", run, scoring.Score(), method == "exact" ? 1 : 1.0 / experiment.Prompts.Count);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Models))]
    public void Under_zero_ablation_EAP_IG_keeps_positions_and_its_input_edges_are_others(string model)
    {
        using var experiment = Load(model, Ablation.Zero, Task(model));
        var golden = GoldenScores.Read(model, "eapig", "EAP/zero/float64");
        var scores = Eap(experiment).Score();
        var largest = golden.Values.Max(Math.Abs);
        var differences = golden
            .Where(edge => Math.Abs(At(scores, edge.Key) / experiment.Prompts.Count - edge.Value) > Tolerance * largest)
            .ToArray();
        Assert.NotEmpty(differences);
        Assert.All(differences, edge => Assert.StartsWith("input->", edge.Key));
    }

    private static void Same(
        string model,
        string program,
        string run,
        UnitScores scores,
        double scale,
        params IReadOnlyList<string> except
    )
    {
        var graph = ((GraphUnits)scores.Units).Graph;
        var golden = GoldenScores.Read(model, program, run);
        var largest = golden.Values.Max(Math.Abs);
        foreach (var (edge, score) in golden.Where(edge => !except.Contains(edge.Key)))
        {
            var found = scale * At(scores, graph.SplitEmbedding ? edge.Replace("input->", "tok->") : edge);
            Assert.True(
                Math.Abs(found - score) <= Tolerance * largest,
                FormattableString.Invariant($"{model}, {run}, {edge}: {found} instead of {score}")
            );
        }

        Assert.Equal(golden.Count, graph.EdgeCount - (graph.SplitEmbedding ? graph.Readers.Count : 0));
    }

    private static double At(UnitScores scores, string edge) =>
        scores.Values[Enumerable.Range(0, scores.Units.Count).First(unit => scores.Units.NameOf(unit) == edge)];

    private static EdgeAttributionPatching Eap(GraphExperiment experiment) => new(experiment);

    private static IntegratedGradients Integrated(
        GraphExperiment experiment,
        IntegrationPath path,
        IntegrationRule rule
    ) => new(experiment, new IntegratedGradientsOptions { Path = path, Rule = rule });

    // The compiled proportion has one output number, of which no difference can be taken.
    private static Metric Task(string model) =>
        model == "tracr-xproportion" ? new AnswerLogit() : new LogitDifference();

    private static Variation Load(string model, Ablation ablation, Metric metric, bool splitEmbedding = false)
    {
        var folder = SharedFolder.PathOf("models", model);
        var prompts = GoldenPrompts.Of(model);
        GraphExperiment declared = (model, splitEmbedding) switch
        {
            ("mingpt-sort", false) => SortEdges.From(MinGptSort.Load(folder, float64), prompts),
            ("mingpt-sort", true) => SortSplitEdges.From(MinGptSort.Load(folder, float64), prompts),
            ("makemore-names", false) => NamesEdges.From(MakemoreNames.Load(folder, float64), prompts),
            ("makemore-names", true) => NamesSplitEdges.From(MakemoreNames.Load(folder, float64), prompts),
            ("tracr-reverse", false) => ReverseEdges.From(TracrReverse.Load(folder, float64), prompts),
            ("tracr-reverse", true) => ReverseSplitEdges.From(TracrReverse.Load(folder, float64), prompts),
            (_, false) => ProportionEdges.From(TracrProportion.Load(folder, float64), prompts),
            (_, true) => ProportionSplitEdges.From(TracrProportion.Load(folder, float64), prompts),
        };
        return new Variation(declared, ablation, metric, biases: BiasConvention.Writer);
    }

    private sealed record Moved(IntegrationRule Rule, double By) : IntegrationRule(Rule.Steps)
    {
        public override string Name => "moved";

        public override IReadOnlyList<IntegrationPoint> Points =>
            [.. Rule.Points.Select(point => point with { At = point.At + By })];
    }
}
