using System.ComponentModel;
using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// A model, prompts, an ablation, a metric and a graph bound together by a declaration. The generator emits the
/// forward pass; algorithms are written against this class and know no architecture.
/// </summary>
public abstract class GraphExperiment : Experiment, IMeasured
{
    private readonly Lazy<ReferenceRuns> _runs;
    private readonly Lazy<Target> _target;
    private readonly Lazy<UnitPatching> _patching;

    /// <summary>Binds an experiment and takes ownership of the model. Emitted constructors call this.</summary>
    /// <exception cref="GraphException">The graph is another architecture's; the model stays the caller's.</exception>
    /// <exception cref="PromptException">The prompts do not suit the model or the metric; the model stays the caller's.</exception>
    protected GraphExperiment(
        ExperimentDeclaration declaration,
        GraphUnits units,
        TransformerModel transformer,
        PromptPairs prompts,
        Metric metric,
        Ablation ablation,
        BiasConvention biases = BiasConvention.Stream
    )
        : this(declaration, units, transformer, prompts, metric, ablation, biases, ownsModel: true) { }

    /// <summary>
    /// Binds the same experiment under another convention. The model stays the original's, and lives as long as that.
    /// Emitted constructors call this.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The original is disposed.</exception>
    protected GraphExperiment(GraphExperiment original, BiasConvention biases)
        : this(
            original.Declaration,
            original.Units,
            original.Transformer,
            original.Prompts,
            original.Metric,
            original.Ablation,
            biases,
            ownsModel: false
        ) => original.Open(original);

    private GraphExperiment(
        ExperimentDeclaration declaration,
        GraphUnits units,
        TransformerModel transformer,
        PromptPairs prompts,
        Metric metric,
        Ablation ablation,
        BiasConvention biases,
        bool ownsModel
    )
        : base(transformer, ownsModel)
    {
        SameGraph.CheckModel(units.Graph, transformer);
        prompts.CheckFit(units.Graph, metric);
        ablation.CheckFit(prompts);
        Declaration = declaration;
        Units = units;
        Prompts = prompts;
        Metric = metric;
        Ablation = ablation;
        Biases = ablation.CancelsBiases || units is NeuronUnits ? BiasConvention.Stream : biases;
        _runs = new(() => ReferenceRuns.Of(this));
        _target = new(() => MakeTarget(_runs.Value));
        _patching = new(() => UnitPatching.Of(this));
    }

    /// <inheritdoc/>
    public override ExperimentDeclaration Declaration { get; }

    /// <summary>All units of the declared granularity.</summary>
    public GraphUnits Units { get; }

    Units IMeasured.Units => Units;

    /// <summary>The whole graph.</summary>
    public Graph Graph => Units.Graph;

    /// <summary>The pairs of prompts.</summary>
    public PromptPairs Prompts { get; }

    /// <summary>The metric.</summary>
    public Metric Metric { get; }

    /// <summary>The ablation, which says what replaces a writer's output along a removed edge.</summary>
    public Ablation Ablation { get; }

    /// <summary>The convention for biases of MLPs; <see cref="BiasConvention.Stream"/> under ablations under which they cancel, and where units are neurons, which hold none.</summary>
    public BiasConvention Biases { get; }

    /// <summary>The clean run and the replacements along removed edges; computed when first asked for.</summary>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    public ReferenceRuns Runs => Open(_runs).Value;

    /// <summary>The answers that logits are measured against.</summary>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    public Target Target => Open(_target).Value;

    /// <summary>The forward pass under masks of units.</summary>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    internal UnitPatching Patching => Open(_patching).Value;

    /// <summary>The classes with [Algorithm] of the project that declares the experiment. Emitted code says which.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual IReadOnlyList<Type> OwnAlgorithms => [];

    /// <summary>
    /// This experiment under another convention for biases: everything found and measured with it keeps to that one. It shares
    /// the model, which stays this experiment's; the caller disposes it.
    /// </summary>
    /// <param name="biases">The convention.</param>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    public virtual GraphExperiment With(BiasConvention biases) => new ExperimentView(this, biases);

    /// <summary>
    /// Runs the forward pass at the graph's granularity on a stream, plain, recording or patched: the logits at the answer
    /// positions, [variant, batch, answer, d_vocab_out].
    /// </summary>
    /// <param name="stream">The stream the pass reads and writes.</param>
    public abstract Tensor Forward(ResidualStream stream);

    /// <summary>The logits at the answer positions when only these edges are kept, [batch, answer, d_vocab_out]; the caller's.</summary>
    /// <exception cref="GraphException">The edges are of another graph.</exception>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    public Tensor Logits(EdgeSet kept)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        return Forward(new PatchedStream(Runs, MaskOf(kept))).squeeze(0).MoveToOuterDisposeScope();
    }

    /// <summary>The metric, the mean over prompts, when only these edges are kept.</summary>
    /// <inheritdoc cref="MeasureEach(EdgeSet)" path="/exception"/>
    public double Measure(EdgeSet kept) => MeasureEach(kept).Average();

    /// <summary>The metric of every prompt when only these edges are kept.</summary>
    /// <exception cref="GraphException">The edges are of another graph.</exception>
    /// <exception cref="MetricException">The metric of a prompt is not a number.</exception>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    public double[] MeasureEach(EdgeSet kept) => MeasureEach(Logits(kept));

    /// <summary>The logits at the answer positions when only these units are kept, [batch, answer, d_vocab_out]; the caller's.</summary>
    /// <exception cref="UnitsException">The units are others than the experiment's.</exception>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    public Tensor Logits(UnitSet kept)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        return Patching.Logits(Patching.MaskOf(kept)).squeeze(0).MoveToOuterDisposeScope();
    }

    /// <summary>The metric, the mean over prompts, when only these units are kept.</summary>
    /// <inheritdoc cref="MeasureEach(UnitSet)" path="/exception"/>
    public double Measure(UnitSet kept) => MeasureEach(kept).Average();

    /// <summary>The metric of every prompt when only these units are kept.</summary>
    /// <exception cref="UnitsException">The units are others than the experiment's.</exception>
    /// <exception cref="MetricException">The metric of a prompt is not a number.</exception>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    public double[] MeasureEach(UnitSet kept) => MeasureEach(Logits(kept));

    /// <summary>A set of edges as a mask of zeros and ones, [1, reader, writer]; the caller's.</summary>
    /// <exception cref="GraphException">The edges are of another graph.</exception>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    public Tensor MaskOf(EdgeSet kept)
    {
        Open(this);
        SameGraph.Check(Graph, kept.Graph, "the edges");
        var values = new double[Graph.Readers.Count * Graph.Writers.Count];
        foreach (var edge in kept.Indices)
        {
            values[Graph.ReaderOf(edge) * Graph.Writers.Count + Graph.WriterOf(edge)] = 1;
        }

        return tensor(values, [1, Graph.Readers.Count, Graph.Writers.Count])
            .to(Transformer.NumberType, Transformer.Device);
    }

    /// <summary>An error that names the experiment's metric, ablation and units along with a reason; an algorithm throws it.</summary>
    /// <param name="reason">Why the algorithm does not suit, and what does.</param>
    public UnsuitableMethodException Unsuitable(string reason) =>
        new($"{reason} ({Declaration.Experiment} has {Metric.Name}, {Ablation} ablation and {Units.Kind} granularity)");

    /// <summary>The metric of every prompt by logits at the answer positions, which are disposed.</summary>
    private double[] MeasureEach(Tensor logits)
    {
        using (logits)
        {
            using var scope = NewDisposeScope();
            using var gradients = no_grad();
            return MetricValues.OfPrompts(Metric, Metric.Measure(logits, Target));
        }
    }

    /// <summary>The answers that logits are measured against, given reference runs.</summary>
    internal Target MakeTarget(ReferenceRuns runs)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var residual = Transformer.FinalResidual(runs.Sequence, Tap.None);
        var logits = Transformer.Unembed(runs.AtAnswers(residual.unsqueeze(0)));
        return Target.Of(Prompts, Metric, logits.squeeze(0));
    }

    private protected override void DisposeOwned()
    {
        if (_patching.IsValueCreated)
        {
            _patching.Value.Dispose();
        }

        if (_target.IsValueCreated)
        {
            _target.Value.Dispose();
        }

        if (_runs.IsValueCreated)
        {
            _runs.Value.Dispose();
        }
    }
}

/// <summary>An experiment on a model of a known class.</summary>
/// <typeparam name="TModel">The model class.</typeparam>
public abstract class GraphExperiment<TModel> : GraphExperiment
    where TModel : TransformerModel
{
    /// <inheritdoc cref="GraphExperiment(ExperimentDeclaration, GraphUnits, TransformerModel, PromptPairs, Metric, Ablation, BiasConvention)"/>
    protected GraphExperiment(
        ExperimentDeclaration declaration,
        GraphUnits units,
        TModel model,
        PromptPairs prompts,
        Metric metric,
        Ablation ablation,
        BiasConvention biases = BiasConvention.Stream
    )
        : base(declaration, units, model, prompts, metric, ablation, biases) => Model = model;

    /// <inheritdoc cref="GraphExperiment(GraphExperiment, BiasConvention)"/>
    protected GraphExperiment(GraphExperiment<TModel> original, BiasConvention biases)
        : base(original, biases) => Model = original.Model;

    /// <summary>The model.</summary>
    public TModel Model { get; }
}
