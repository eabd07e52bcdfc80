namespace Circuitry.Tests;

/// <summary>Orders drawn from seeds, and how much circuits owe to them.</summary>
public sealed class AcdcOrderTests
{
    private const double Threshold = 0.1;

    [Theory]
    [MemberData(nameof(SmallExperiments.EdgeGroups), MemberType = typeof(SmallExperiments))]
    public void A_shuffled_order_tries_every_unit_once_and_later_readers_first(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        var graph = experiment.Graph;
        var visits = AcdcVisits.Of(EdgeGroupUnits.Of(experiment.Units), AcdcOrder.Shuffled(3), paperMode: false);

        Assert.Equal(
            Enumerable.Range(0, experiment.Units.Count),
            visits.SelectMany(visit => visit.Candidates).Select(candidate => candidate.Unit).Order()
        );
        int[] stages = [.. visits.Select(visit => visit.Readers.Max(reader => graph.StageOfReader(reader).Index))];
        if (experiment.Units is EdgeUnits)
        {
            Assert.Equal(stages.OrderDescending(), stages);
        }

        Assert.NotEqual(
            AcdcVisits
                .Of(EdgeGroupUnits.Of(experiment.Units), AcdcOrder.Shuffled(4), paperMode: false)
                .SelectMany(Names),
            visits.SelectMany(Names)
        );

        static IEnumerable<string> Names(AcdcVisit visit) => visit.Candidates.Select(candidate => candidate.Name);
    }

    [Theory]
    [MemberData(nameof(SmallExperiments.EdgeGroups), MemberType = typeof(SmallExperiments))]
    public void In_a_shuffled_order_the_decisions_are_those_of_one_masked_forward_per_unit(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        foreach (var seed in new[] { 1, 2 })
        {
            var order = AcdcOrder.Shuffled(seed);
            var steps = new List<AcdcStep>();
            var options = new AcdcOptions { Threshold = 0.03, Order = order };
            var circuit = new AcdcSearch(experiment, options).Discover(trace: steps.Add);
            var slow = Literal(experiment, order, 0.03);

            Assert.Equal(slow.Select(step => (step.Unit, step.Kept)), steps.Select(step => (step.Unit, step.Kept)));
            Assert.All(slow.Zip(steps), pair => Assert.Equal(pair.First.After, pair.Second.After, 1e-9));
            Assert.Equal($"shuffled {seed}", circuit.Provenance.Method.Settings["order"]);
        }
    }

    [Theory]
    [MemberData(nameof(SmallExperiments.Architectures), MemberType = typeof(SmallExperiments))]
    public void Stability_counts_the_circuits_that_keep_a_unit(string name)
    {
        using var experiment = SmallExperiments.Load(name);
        var options = new AcdcStabilityOptions
        {
            Threshold = Threshold,
            Orders = 4,
            Seed = 5,
        };
        var stability = new AcdcStability(experiment, options).Measure();
        Circuit[] alone =
        [
            .. Enumerable
                .Range(5, 4)
                .Select(seed => new AcdcOptions { Threshold = Threshold, Order = AcdcOrder.Shuffled(seed) })
                .Select(search => new AcdcSearch(experiment, search).Discover()),
        ];

        Assert.Equal(alone.Select(CircuitJson.ToText), stability.Circuits.Select(CircuitJson.ToText));
        for (var unit = 0; unit < experiment.Units.Count; unit++)
        {
            var keeping = alone.Count(circuit => circuit.ToUnitSet().Contains(unit));
            Assert.Equal(keeping / 4.0, stability.Shares[unit]);
            Assert.Equal(keeping / 4.0, stability[experiment.Graph.EdgeAt(unit)]);
        }

        double[] pairs =
        [
            .. from first in Enumerable.Range(0, 4)
            from second in Enumerable.Range(0, first)
            select CircuitComparison.Of(alone[first], alone[second]).Jaccard,
        ];
        Assert.Equal(pairs.Average(), stability.MeanJaccard, 1e-12);
        Assert.Equal(CircuitComparison.Of(alone[3], alone[1]).Jaccard, stability.Jaccard(3, 1));
    }

    [Theory]
    [InlineData("serial merged")]
    [InlineData("parallel nodes")]
    public void Resumed_searches_in_many_orders_end_in_the_same_bytes(string name)
    {
        using var folder = new TemporaryFolder();
        using var experiment = SmallExperiments.Load(name);
        var options = new AcdcStabilityOptions { Threshold = Threshold, Orders = 3 };
        var whole = new AcdcStability(experiment, options).Measure();
        var resumable = options with { Checkpoint = folder.File("orders.safetensors") };
        UnitStability? resumed = null;
        var cuts = 0;
        while (resumed is null)
        {
            using var again = SmallExperiments.Load(name);
            using var stop = new CancellationTokenSource();
            var seen = 0;
            var count = new Listener(_ =>
            {
                if (++seen == 2)
                {
                    stop.Cancel();
                }
            });
            try
            {
                resumed = new AcdcStability(again, resumable).Measure(count, stop.Token);
            }
            catch (OperationCanceledException)
            {
                cuts++;
            }
        }

        Assert.True(cuts > 3);
        Assert.Equal(whole.Circuits.Select(CircuitJson.ToText), resumed.Circuits.Select(CircuitJson.ToText));
        Assert.Equal(whole.Shares, resumed.Shares);
        // What is done is not done again while its checkpoint is there.
        var idle = new Listener(_ => Assert.Fail("a reader was visited again"));
        Assert.Equal(whole.Shares, new AcdcStability(experiment, resumable).Measure(idle).Shares);
    }

    [Fact]
    public void Nodes_have_shares_and_their_edges_none()
    {
        using var experiment = SmallExperiments.Load("serial nodes");
        var options = new AcdcStabilityOptions { Threshold = Threshold, Orders = 2 };
        var stability = new AcdcStability(experiment, options).Measure();

        Assert.Equal(experiment.Graph.Writers.Count, stability.Shares.Count);
        Assert.Throws<UnitsException>(() => stability[experiment.Graph.EdgeAt(0)]);
    }

    [Fact]
    public void Circuits_that_agree_are_wholly_stable()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        var circuit = new AcdcSearch(experiment, new AcdcOptions { Threshold = Threshold }).Discover();
        var stability = new UnitStability(experiment.Units, [circuit, circuit, circuit]);

        Assert.Equal(1, stability.MeanJaccard);
        Assert.Equal(
            $"3 circuits of {circuit.Kept.Count} to {circuit.Kept.Count} units: {circuit.Kept.Count} always kept, 0 sometimes, {experiment.Units.Count - circuit.Kept.Count} never; mean Jaccard 1",
            stability.ToString()
        );
    }

    [Fact]
    public void A_single_order_has_no_stability()
    {
        using var experiment = SmallExperiments.Load("serial edges");
        var options = new AcdcStabilityOptions { Threshold = Threshold, Orders = 1 };
        Assert.Contains(
            "two or more",
            Assert.Throws<ArgumentException>(() => new AcdcStability(experiment, options)).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>One patched forward of the whole model for every unit, in the order of the visits.</summary>
    private static List<AcdcStep> Literal(GraphExperiment experiment, AcdcOrder order, double threshold)
    {
        var graph = experiment.Graph;
        var kept = EdgeSet.All(graph);
        var current = experiment.Measure(kept);
        var steps = new List<AcdcStep>();
        foreach (var visit in AcdcVisits.Of(EdgeGroupUnits.Of(experiment.Units), order, paperMode: false))
        {
            var live = kept.WritersThatReachLogits();
            var matters = visit.Readers.Any(reader => kept.Feeds(reader, live));
            foreach (var candidate in visit.Candidates)
            {
                var without = kept.Copy();
                foreach (var edge in EdgeGroupUnits.Of(experiment.Units).EdgesOf(candidate.Unit))
                {
                    without[edge] = false;
                }

                var after = matters ? experiment.Measure(without) : current;
                var goes = !matters || experiment.Metric.AsLoss(after) - experiment.Metric.AsLoss(current) < threshold;
                if (matters)
                {
                    steps.Add(new AcdcStep(candidate.Name, current, after, !goes));
                }

                (kept, current) = goes ? (without, after) : (kept, current);
            }
        }

        return steps;
    }
}
