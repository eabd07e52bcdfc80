using System.Reflection;
using Circuitry.Tests.Masks;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Units of another graph are refused at every public door, and so are indices that a graph does not have.</summary>
public sealed class ForeignUnitsTests
{
    // Two layers of four heads, as the experiment's, and of another kind of unit or other numbers of them.
    private static readonly GraphUnits[] Others = [SmallNodes.AllUnits, SerialEdges.AllUnits];

    /// <summary>What takes units of a graph of its own or none at all, and so cannot be given those of another.</summary>
    private static readonly string[] WithoutGraph =
    [
        "CircuitPage.Write",
        "CircuitPage.ToText",
        "CircuitView..ctor",
        "CircuitDot.Write",
        "CircuitDot.ToText",
        "CircuitJson.Write",
        "CircuitJson.ToText",
        "CircuitSummary.Rows",
        "CircuitSummary.Outcome",
        "CircuitSummary.Origin",
        "CircuitText.ByEffect",
        "CircuitText.Write",
        "CircuitText.Table",
        "CircuitText.Edges",
        "CircuitText.Tree",
        "CircuitText.Summary",
        "CircuitTree.Of",
        "MibCircuit.Of",
        "Edge..ctor",
        "ReaderPoint`2..ctor",
        "WriterPoint`2..ctor",
        "ScoreRanking.Of",
        "SearchResult..ctor",
        "RankedSelection.Choose",
        "ScoreSelection.Choose",
        "TargetSize.Choose",
        "IMeasured.MeasureEach",
        "GraphCircuits.get_GraphUnits",
        "GraphCircuits.get_Graph",
        "GraphCircuits.ToEdgeSet",
        "GraphCircuits.Writers",
        "GraphUnits.WritersOf",
        "GraphUnits.LiveWritersOf",
        "Neuron..ctor",
        "GraphUnits.WithoutDangling",
        // Of every other graph it is a rule's own.
        "Selection.Select",
    ];

    private static Dictionary<string, Action<GraphExperiment, GraphUnits>> Doors { get; } =
        new(StringComparer.Ordinal)
        {
            ["GraphExperiment.Logits"] = (experiment, other) => experiment.Logits(EdgeSet.All(other.Graph)),
            ["GraphExperiment.Measure"] = (experiment, other) => experiment.Measure(EdgeSet.All(other.Graph)),
            ["GraphExperiment.MeasureEach"] = (experiment, other) => experiment.MeasureEach(EdgeSet.None(other.Graph)),
            ["GraphExperiment.MaskOf"] = (experiment, other) => experiment.MaskOf(EdgeSet.All(other.Graph)),
            ["Agreement.Of"] = (experiment, other) => Agreement.Of(experiment, UnitSet.All(other)),
            ["CircuitEvaluation.Of"] = (experiment, other) => CircuitEvaluation.Of(experiment, UnitSet.All(other)),
            ["Evaluator.Measure"] = (experiment, other) => new Evaluator(experiment).Measure(UnitSet.All(other)),
            ["Evaluator.MeasureComplement"] = (experiment, other) =>
                new Evaluator(experiment).MeasureComplement(UnitSet.All(other)),
            ["Evaluator.Minimality"] = (experiment, other) => new Evaluator(experiment).Minimality(UnitSet.None(other)),
            ["Evaluator.AgainstRandom"] = (experiment, other) =>
                new Evaluator(experiment).AgainstRandom(UnitSet.All(other)),
            ["Evaluator.Curve"] = (experiment, other) => new Evaluator(experiment).Curve(Scores(other)),
            ["ScoreSelection.Select"] = (experiment, other) => new TopUnits(1).Select(experiment, Scores(other)),
            ["TargetFaithfulness.Select"] = (experiment, other) =>
                new TargetFaithfulness(0.5).Select(experiment, Scores(other)),
            ["TargetFaithfulness.Search"] = (experiment, other) =>
                new TargetFaithfulness(0.5).Search(experiment, Scores(other)),
            ["Recovery.Of"] = (experiment, other) => Recovery.Of(UnitSet.All(experiment.Units), UnitSet.All(other)),
            ["RocCurve.OfRanking"] = (experiment, other) =>
                RocCurve.OfRanking(UnitSet.Of(experiment.Units, [0]), Scores(other)),
            ["Sweep.Run"] = (experiment, other) =>
                Sweep.Run("threshold", [1], UnitSet.All(other), (_, _) => Whole(experiment)),
            ["Sweep.Of"] = (experiment, other) =>
                Sweep.Of(
                    [
                        new AcdcRun
                        {
                            Threshold = 1,
                            Status = SweepStatus.Finished,
                            Circuit = Whole(experiment),
                        },
                    ],
                    UnitSet.All(other)
                ),
            ["CircuitComparison.Of"] = (experiment, other) =>
                CircuitComparison.Of(Whole(experiment), SmallCircuits.Of(other)),
            ["UnitStability..ctor"] = (experiment, other) =>
                _ = new UnitStability(other, [Whole(experiment), Whole(experiment)]),
            ["ReferenceRuns.AblatedInput"] = (experiment, other) =>
                experiment.Runs.AblatedInput(
                    other.Graph.Stages.Select(stage => stage with { ReaderCount = 99 }).First(stage => stage.Index > 0)
                ),
            ["EdgeSet.get_Item"] = (experiment, other) => _ = EdgeSet.All(experiment.Graph)[Foreign],
            ["EdgeSet.Of"] = (experiment, other) => EdgeSet.Of(experiment.Graph, [Foreign]),
            ["EdgeSet.Without"] = (experiment, other) => EdgeSet.All(experiment.Graph).Without(Foreign),
            ["UnitScores.get_Item"] = (experiment, other) => _ = Scores(experiment.Units)[Foreign],
            ["UnitStability.get_Item"] = (experiment, other) =>
                _ = new UnitStability(experiment.Units, [Whole(experiment), Whole(experiment)])[Foreign],
            ["UnitSet.Of"] = (experiment, other) => UnitSet.Of(experiment.Units, [Foreign]),
            ["UnitSet.Contains"] = (experiment, other) => UnitSet.All(experiment.Units).Contains(Foreign),
            ["Units.IndexOf"] = (experiment, other) => experiment.Units.IndexOf(Foreign),
            ["EdgeGroupUnits.EdgesOf"] = (experiment, other) =>
                EdgeGroupUnits.Of(experiment.Units).EdgesOf(UnitSet.All(other)),
            ["EdgeGroupUnits.UnitsOf"] = (experiment, other) =>
                EdgeGroupUnits.Of(experiment.Units).UnitsOf(EdgeSet.All(other.Graph)),
            ["EdgeUnits.WritersOf"] = (experiment, other) => experiment.Units.WritersOf(UnitSet.All(other)),
            ["EdgeUnits.WithoutDangling"] = (experiment, other) => experiment.Units.WithoutDangling(UnitSet.All(other)),
            ["NodeUnits.WritersOf"] = (experiment, other) =>
                SmallKlNodes.AllUnits.WritersOf(UnitSet.All(experiment.Units)),
            ["NodeUnits.WithoutDangling"] = (experiment, other) =>
                SmallKlNodes.AllUnits.WithoutDangling(UnitSet.All(experiment.Units)),
            ["EdgeGroupUnits.LiveWritersOf"] = (experiment, other) =>
                experiment.Units.LiveWritersOf(UnitSet.All(other)),
            ["NeuronUnits.WritersOf"] = (experiment, other) => Neurons(experiment).WritersOf(UnitSet.All(other)),
            ["NeuronUnits.LiveWritersOf"] = (experiment, other) =>
                Neurons(experiment).LiveWritersOf(UnitSet.All(other)),
            ["NeuronUnits.WithoutDangling"] = (experiment, other) =>
                Neurons(experiment).WithoutDangling(UnitSet.All(other)),
            ["Graph.EdgeIndex"] = (experiment, other) => experiment.Graph.EdgeIndex(Foreign),
            ["Graph.WriterIndex"] = (experiment, other) => experiment.Graph.WriterIndex(Foreign.Writer),
            ["Graph.ReaderIndex"] = (experiment, other) => experiment.Graph.ReaderIndex(Foreign.Reader),
            // Doors that take units as options, masks or numbers.
            ["AcdcSearch"] = (experiment, other) =>
                _ = new AcdcSearch(experiment, new AcdcOptions { Threshold = 1, Predictions = Scores(other) }),
            ["AlgorithmComparison"] = (experiment, other) =>
                _ = new AlgorithmComparison(experiment, new ComparisonOptions { Truth = UnitSet.All(other) }),
            ["Circuit.Of"] = (experiment, other) =>
                Circuit.Of(
                    experiment,
                    UnitSet.None(other),
                    new double?[experiment.Units.Count],
                    null,
                    SmallCircuits.Chain().Provenance.Method
                ),
            ["PatchedStream"] = (experiment, other) =>
                _ = new PatchedStream(
                    experiment.Runs,
                    ones([1, other.Graph.Readers.Count + 1, other.Graph.Writers.Count], dtype: float64)
                ),
            ["IncrementalForward"] = (experiment, other) =>
            {
                using var serial = SmallExperiments.Load("serial edges");
                _ = new IncrementalForward(experiment.Transformer, experiment.Metric, experiment.Target, serial.Runs);
            },
            ["Experiment"] = (experiment, other) =>
                _ = new Bound(experiment.Declaration, SerialEdges.AllUnits, experiment),
        };

    public static TheoryData<string> Names => [.. Doors.Keys];

    private static Edge Foreign { get; } = new(Writer.OfHead(7, 3), new Reader(ReaderKind.Mlp, 8, 0));

    [Theory]
    [MemberData(nameof(Names))]
    public void Units_of_another_graph_are_refused(string door)
    {
        using var scope = NewDisposeScope();
        using var experiment = SmallEdges.From(Small.Model());
        foreach (var other in Others)
        {
            var error = Record.Exception(() => Doors[door](experiment, other));
            Assert.True(error is GraphException or UnitsException, $"{error}");
            Assert.NotEmpty(error.Message);
        }
    }

    [Fact]
    public void Graphs_of_as_many_units_are_told_apart_by_their_names()
    {
        var (split, other) = (
            new EdgeUnits(new Graph(SmallArchitectures.Gpt2(), positionGroups: ["a", "b"])),
            new EdgeUnits(new Graph(SmallArchitectures.Gpt2(), positionGroups: ["a", "c"]))
        );
        var error = Assert.Throws<UnitsException>(() => Recovery.Of(UnitSet.All(split), UnitSet.All(other)));
        Assert.Contains("such as input[c]->", error.Message, StringComparison.Ordinal);
        Assert.Contains(" for input[b]->", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_of_the_same_units_built_anew_is_the_same()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var again = new Graph(SmallModel.Declared);
        Assert.NotSame(experiment.Graph, again);
        Assert.Equal(experiment.Measure(EdgeSet.All(experiment.Graph)), experiment.Measure(EdgeSet.All(again)));
    }

    [Fact]
    public void Indices_that_a_graph_does_not_have_are_refused()
    {
        foreach (var units in new[] { SmallEdges.AllUnits, SmallNodes.AllUnits })
        {
            var graph = units.Graph;
            foreach (var index in new[] { -1, int.MinValue, int.MaxValue, graph.EdgeCount, graph.EdgeCount + 1 })
            {
                Action[] doors =
                [
                    () => graph.EdgeAt(index),
                    () => graph.ReaderOf(index),
                    () => graph.WriterOf(index),
                    () => graph.WritersBefore(index),
                    () => graph.StageOfReader(index),
                    () => graph.WritersOfReader(index),
                    () => graph.EdgeIndex(0, index),
                    () => graph.EdgeIndex(index, graph.Readers.Count - 1),
                    () => _ = EdgeSet.None(graph)[index],
                    () => EdgeSet.None(graph)[index] = true,
                    () => EdgeSet.OfIndices(graph, [0, index]),
                ];
                Assert.All(doors, door => Assert.Throws<GraphException>(door));
                Action[] ofUnits =
                [
                    () => units.NameOf(index),
                    () => EdgeGroupUnits.Of(units).EdgesOf(index),
                    () => UnitSet.Of(units, [0, index]),
                    () => UnitSet.All(units).Contains(index),
                ];
                Assert.All(ofUnits, door => Assert.Throws<UnitsException>(door));
            }
        }
    }

    [Fact]
    public void An_index_of_a_writer_that_is_not_upstream_is_no_edge_of_the_next_reader()
    {
        var graph = SmallEdges.AllUnits.Graph;
        var before = graph.WritersBefore(0);
        var error = Assert.Throws<GraphException>(() => graph.EdgeIndex(before, 0));
        Assert.Contains(graph.Readers[0].Name, error.Message, StringComparison.Ordinal);
        Assert.Equal(before - 1, graph.EdgeIndex(before - 1, 0));
        for (var edge = 0; edge < graph.EdgeCount; edge++)
        {
            Assert.Equal(edge, graph.EdgeIndex(graph.WriterOf(edge), graph.ReaderOf(edge)));
        }
    }

    [Fact]
    public void Circuits_take_no_units_and_no_scores_that_the_graph_does_not_have()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var method = SmallCircuits.Chain().Provenance.Method;
        var scores = new double?[experiment.Units.Count];
        var one = UnitSet.Of(experiment.Units, [0]);
        Assert.Throws<UnitsException>(() => Circuit.Of(experiment, one, scores[1..], 1, method));
        Assert.Throws<UnitsException>(() =>
            Circuit.Of(experiment, UnitSet.All(SmallNodes.AllUnits), scores, 1, method)
        );
    }

    [Fact]
    public void A_patched_stream_is_read_in_order_and_by_stages()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var experiment = SmallEdges.From(Small.Model());
        var graph = experiment.Graph;
        var stream = new PatchedStream(experiment.Runs, experiment.MaskOf(EdgeSet.All(graph)));
        Assert.Throws<GraphException>(() => stream.Read(0, 1)); // the embedding has not written
        stream.Write(experiment.Transformer.Embed(stream.Sequence, Tap.None).unsqueeze(0));
        Assert.Equal(4, stream.Read(0, 4).size(0));
        Assert.Throws<GraphException>(() => stream.Read(0, graph.Readers.Count));
        Assert.Throws<GraphException>(() => stream.Read(graph.Readers.Count, 1));
        Assert.Throws<GraphException>(() => stream.Read(0, 0));
        Assert.Throws<GraphException>(() => stream.ReadAnswers(graph.Readers.Count - 1));
        var output = experiment.Runs.CleanOutputs;
        Assert.Throws<GraphException>(() => stream.Write(output)); // all writers, behind the embedding
    }

    [Fact]
    public void A_patch_that_a_sweep_has_not_made_has_no_number()
    {
        using var experiment = SmallEdges.From(Small.Model());
        var sweep = PatchSweep.Of(experiment, HookSite.MixedValue, byHead: true);
        Assert.Equal(sweep.Values[5], sweep[1, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => sweep[0, 4]); // would be the first head of the next layer
        Assert.Throws<ArgumentOutOfRangeException>(() => sweep[2, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => sweep[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => sweep[1, 1, 0]);
    }

    [Fact]
    public void Every_public_method_that_takes_units_is_tried_here()
    {
        Type[] units =
        [
            typeof(EdgeSet),
            typeof(UnitSet),
            typeof(IUnit),
            typeof(UnitScores),
            typeof(Circuit),
            typeof(Edge),
            typeof(Stage),
            typeof(Writer),
            typeof(Reader),
        ];
        const BindingFlags own =
            BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;
        var doors = typeof(EdgeSet)
            .Assembly.GetExportedTypes()
            // Those of features are tried in ForeignNodesTests.
            .Where(type =>
                !type.Name.StartsWith("Feature", StringComparison.Ordinal)
                // What the compiler keeps of extension blocks.
                && !type.Name.StartsWith('<')
            )
            .SelectMany(type => type.GetMembers(own).OfType<MethodBase>())
            .Where(method => method.GetParameters().Any(parameter => Holds(parameter.ParameterType)))
            .Where(method =>
                !method.Name.StartsWith("op_", StringComparison.Ordinal)
                && !method.Name.StartsWith("set_", StringComparison.Ordinal)
                && method.Name is not ("Equals" or "Deconstruct")
            )
            .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
            .Distinct()
            .ToList();
        Assert.True(doors.Count > 40);
        var untried = string.Join(", ", doors.Except(Doors.Keys).Except(WithoutGraph));
        Assert.True(untried.Length == 0, untried);

        bool Holds(Type type) =>
            units.Contains(type)
            || (type.HasElementType && Holds(type.GetElementType()!))
            || (type.IsGenericType && type.GetGenericArguments().Any(Holds));
    }

    private static NeuronUnits Neurons(GraphExperiment experiment) => new(experiment.Graph.Architecture);

    private static UnitScores Scores(Units units) => Gate.Scores(units, new double[units.Count]);

    private static Circuit Whole(GraphExperiment experiment) =>
        Circuit.Of(
            experiment,
            UnitSet.All(experiment.Units),
            new double?[experiment.Units.Count],
            0,
            SmallCircuits.Chain().Provenance.Method
        );

    private sealed class Bound(ExperimentDeclaration declaration, GraphUnits units, GraphExperiment of)
        : GraphExperiment(declaration, units, of.Transformer, of.Prompts, of.Metric, of.Ablation)
    {
        public override Tensor Forward(ResidualStream stream) => throw new NotSupportedException();
    }
}
