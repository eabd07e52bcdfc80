using Circuitry.Tests.Masks;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Zero ablation under either convention for MLPs' biases: found, scored and measured in one of them.</summary>
public sealed class BiasConventionTests
{
    [Theory]
    [InlineData(BiasConvention.Stream)]
    [InlineData(BiasConvention.Writer)]
    public void What_is_left_of_an_empty_circuit_is_the_biases_that_the_convention_leaves(BiasConvention biases)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var experiment = SmallZeroEdges.From(Small.Model());
        using var view = experiment.With(biases);
        var layers = experiment.Transformer.Weights.Layers;
        // By hand: b_O always, b_out where it belongs to the stream.
        var stream = layers
            .SelectMany(layer => biases == BiasConvention.Stream ? new[] { layer.b_O!, layer.b_out! } : [layer.b_O!])
            .Aggregate(Ops.Add);
        var expected = experiment.Transformer.Unembed(stream);
        using var logits = view.Logits(EdgeSet.None(view.Graph));
        Numbers.Same(expected.expand(logits.shape), logits, 1e-12);
        Assert.True(layers.All(layer => layer.b_out!.abs().max().item<double>() > 0.1), "no bias would show nothing");
    }

    [Fact]
    public void Either_convention_keeps_the_clean_model_whole()
    {
        using var experiment = SmallZeroEdges.From(Small.Model());
        using var view = experiment.With(BiasConvention.Writer);
        var all = EdgeSet.All(experiment.Graph);
        Assert.Equal(experiment.Measure(all), view.Measure(all), 1e-12);
        Assert.NotEqual(
            experiment.Measure(EdgeSet.None(experiment.Graph)),
            view.Measure(EdgeSet.None(view.Graph)),
            1e-3
        );
    }

    [Fact]
    public void Paper_mode_keeps_to_the_convention_of_writers_in_everything_it_says_of_its_circuit()
    {
        using var experiment = SmallZeroEdges.From(Small.Model());
        using var peers = experiment.With(BiasConvention.Writer);
        foreach (var searched in new GraphExperiment[] { experiment, peers })
        {
            var circuit = new AcdcSearch(searched, new AcdcOptions { Threshold = 0.05, PaperMode = true }).Discover();
            Assert.InRange(circuit.Kept.Count, 1, circuit.Units.Count - 1);
            Assert.Equal(BiasConvention.Writer, circuit.Provenance.Biases);
            Assert.Equal(peers.Measure(EdgeSet.None(peers.Graph)), circuit.Measure.Empty);
            Assert.Equal(peers.Measure(EdgeSet.All(peers.Graph)), circuit.Measure.Full);
            Assert.Equal(peers.Measure(circuit.ToUnitSet()), circuit.Measure.Circuit, 1e-10);
            Assert.NotEqual(experiment.Measure(circuit.ToUnitSet()), circuit.Measure.Circuit, 1e-4);
        }

        var sized = new AcdcTargetSize(
            experiment,
            new AcdcTargetSizeOptions { Most = 20, PaperMode = true }
        ).Discover();
        Assert.Equal(peers.Measure(EdgeSet.None(peers.Graph)), sized.Measure.Empty);
        var own = new AcdcSearch(experiment, new AcdcOptions { Threshold = 0.05 }).Discover();
        Assert.Equal(BiasConvention.Stream, own.Provenance.Biases);
        Assert.Equal(experiment.Measure(own.ToUnitSet()), own.Measure.Circuit, 1e-10);
    }

    [Fact]
    public void A_circuit_is_measured_in_the_convention_in_which_it_was_scored()
    {
        using var experiment = SmallZeroEdges.From(Small.Model());
        using var peers = experiment.With(BiasConvention.Writer);
        var scores = peers.EdgeAttributionPatching().Score();
        Assert.Equal("true", scores.Method.Settings["zero_mlp_bias"]);
        Assert.Equal("false", experiment.EdgeAttributionPatching().Score().Method.Settings["zero_mlp_bias"]);
        var circuit = new TopUnits(25).Select(peers, scores);
        Assert.Equal(BiasConvention.Writer, circuit.Provenance.Biases);
        Assert.Equal(peers.Measure(circuit.ToUnitSet()), circuit.Measure.Circuit);
        Assert.Equal(circuit.Measure.Circuit, new Evaluator(peers).Measure(circuit.ToUnitSet()).Metric.Value);
        Assert.Contains("Zero, biases of MLPs with them", CircuitText.Summary(circuit), StringComparison.Ordinal);

        using var folder = new TemporaryFolder();
        CircuitJson.Write(circuit, folder.File("circuit.json"));
        Assert.Equal(BiasConvention.Writer, CircuitJson.Read(folder.File("circuit.json")).Provenance.Biases);
    }

    [Theory]
    [InlineData(BiasConvention.Stream)]
    [InlineData(BiasConvention.Writer)]
    public void Measured_effects_and_integrated_gradients_are_those_of_the_convention(BiasConvention biases)
    {
        using var experiment = SmallZeroEdges.From(Small.Model());
        using var view = experiment.With(biases);
        var (full, empty) = (view.Measure(EdgeSet.All(view.Graph)), view.Measure(EdgeSet.None(view.Graph)));
        var exact = new ExactEffects(view).Score();
        foreach (var unit in new[] { 3, 60, view.Units.Count - 1 })
        {
            var without = EdgeSet.All(view.Graph);
            without[unit] = false;
            Assert.Equal(full - view.Measure(without), exact.Values[unit], 1e-10);
        }

        // Completeness: scores along the masks' path sum to the gap between the full and the empty circuit, which is another
        // by a tenth under the other convention; the norms bend near the end of the path.
        var integrated = new IntegratedGradients(
            view,
            new IntegratedGradientsOptions { Path = new MaskPath(), Rule = new GaussLegendreRule(40) }
        ).Score();
        Assert.Equal(full - empty, integrated.Values.Sum(), 5e-3);
    }

    [Fact]
    public void Where_biases_cancel_the_convention_changes_nothing()
    {
        using var interchange = SmallEdges.From(Small.Model());
        using var mean = SmallMeanEdges.From(Small.Model());
        foreach (var experiment in new GraphExperiment[] { interchange, mean })
        {
            using var view = experiment.With(BiasConvention.Writer);
            Assert.Equal(BiasConvention.Stream, view.Biases);
            var none = EdgeSet.None(experiment.Graph);
            Assert.Equal(experiment.Measure(none), view.Measure(none));
        }
    }

    [Fact]
    public void A_checkpoint_of_the_other_convention_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("search.safetensors");
        using var experiment = SmallZeroEdges.From(Small.Model());
        using var peers = experiment.With(BiasConvention.Writer);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var options = new AcdcOptions { Threshold = 0.05, Checkpoint = path };
        Assert.Throws<OperationCanceledException>(() =>
            new AcdcSearch(experiment, options).Discover(cancellation: stop.Token)
        );
        Assert.Throws<CheckpointException>(() => new AcdcSearch(peers, options).Discover());
        Assert.NotNull(new AcdcSearch(experiment, options).Discover());
    }

    [Fact]
    public void Paper_mode_is_compared_under_its_own_convention_or_not_at_all()
    {
        using var experiment = SmallZeroEdges.From(Small.Model());
        using var peers = experiment.With(BiasConvention.Writer);
        var options = new ComparisonOptions
        {
            Contenders = [AcdcSearch.Contender(new AcdcSweepOptions { Thresholds = [0.05], PaperMode = true })],
            Bootstrap = new Bootstrap { Resamples = 5 },
        };
        var error = Assert.Throws<UnsuitableMethodException>(() => new AlgorithmComparison(experiment, options));
        Assert.Contains("experiment.With(BiasConvention.Writer)", error.Message, StringComparison.Ordinal);
        var comparison = new AlgorithmComparison(peers, options).Run();
        Assert.Equal(BiasConvention.Writer, comparison.Provenance.Biases);
        var found = Assert.Single(comparison.Entries[0].Circuits);
        Assert.Equal(
            new Evaluator(peers).Measure(found).Faithfulness.Value,
            comparison.Entries[0].Points[0].Faithfulness.Value
        );
    }

    [Fact]
    public void A_view_has_the_drivers_of_its_experiment_and_leaves_it_the_model()
    {
        using var experiment = SmallZeroEdges.From(Small.Model());
        double before;
        using (SmallZeroEdges view = experiment.With(BiasConvention.Writer))
        {
            Assert.Same(experiment.Transformer, view.Transformer);
            before = view.Acdc(0.05).Discover().Measure.Circuit;
        }

        Assert.True(double.IsFinite(before));
        Assert.True(double.IsFinite(experiment.Measure(EdgeSet.None(experiment.Graph))));
        var left = experiment.With(BiasConvention.Writer);
        experiment.Dispose();
        Assert.Throws<ObjectDisposedException>(() => left.Measure(EdgeSet.All(left.Graph)));
        left.Dispose();
    }
}
