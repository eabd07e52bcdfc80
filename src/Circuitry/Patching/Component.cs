using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// A part of a forward pass whose activation is recorded and ablated as one: an embedding, the heads of a block before W_O, or
/// the MLP of a block, as a whole or before W_out where its neurons are told apart. What its activation is and how it reaches the stream is asked here and nowhere else.
/// </summary>
/// <param name="Stage">The stage that computes it.</param>
/// <param name="Site">The hook site of its activation.</param>
/// <param name="Layer">The block of that site; -1 in front of the blocks.</param>
internal sealed record Component(Stage Stage, HookSite Site, int Layer)
{
    /// <summary>The components of a graph in forward order, with the activations in which its units are told apart.</summary>
    public static IReadOnlyList<Component> Of(GraphUnits units) => Of(units.Graph, MlpSite(units));

    /// <summary>The components of a graph in forward order, MLPs as a whole.</summary>
    public static IReadOnlyList<Component> Of(Graph graph) => Of(graph, HookSite.MlpOutput);

    /// <summary>The component of a block's stage, with the activation in which units are told apart.</summary>
    public static Component Of(GraphUnits units, Stage stage) => Of(units.Graph, stage, MlpSite(units)).Single();

    private static HookSite MlpSite(GraphUnits units) => units is NeuronUnits ? HookSite.MlpPost : HookSite.MlpOutput;

    private static IReadOnlyList<Component> Of(Graph graph, HookSite mlp) =>
        [.. graph.Stages.SelectMany(stage => Of(graph, stage, mlp))];

    private static IEnumerable<Component> Of(Graph graph, Stage stage, HookSite mlp) =>
        stage.Kind switch
        {
            StageKind.Embedding when graph.SplitEmbedding =>
            [
                new(stage, HookSite.TokenEmbedding, -1),
                new(stage, HookSite.PositionalEmbedding, -1),
            ],
            StageKind.Embedding => [new(stage, HookSite.ResidualPre, 0)],
            StageKind.Attention => [new(stage, HookSite.MixedValue, stage.Layer)],
            StageKind.Mlp => [new(stage, mlp, stage.Layer)],
            _ => [],
        };

    /// <summary>The name of its hook site.</summary>
    public string Name => HookNames.Of(Site, Layer);

    /// <summary>Whether it is an embedding, which has no output matrix, so that it is a neuron as a whole.</summary>
    public bool IsEmbedding => Stage.Kind == StageKind.Embedding;

    /// <summary>Numbers at its activation, [batch, position, ...], that add up, neuron by neuron, [batch, position, node * width or 1].</summary>
    public Tensor ByNeuron(Tensor numbers) =>
        IsEmbedding ? numbers.flatten(2).sum(dim: -1, keepdim: true) : numbers.flatten(2);

    /// <summary>Numbers of its neurons group by group, [group, node * width], in the order of units, a node's groups side by side.</summary>
    public Tensor InUnitOrder(Graph graph, Tensor byGroup) =>
        byGroup.view(byGroup.size(0), Writers(graph).Nodes, -1).transpose(0, 1).flatten();

    /// <summary>Its first writer in a graph, by index, and how many nodes it has.</summary>
    public (int First, int Nodes) Writers(Graph graph)
    {
        // Split embeddings are two components of one stage.
        var nodes = Stage.WriterCount / graph.WritersPerNode;
        return Site switch
        {
            HookSite.TokenEmbedding => (Stage.FirstWriter, 1),
            HookSite.PositionalEmbedding => (Stage.FirstWriter + graph.WritersPerNode, 1),
            _ => (Stage.FirstWriter, nodes),
        };
    }

    private bool HasHeads => Site == HookSite.MixedValue;

    /// <summary>The bias in its activation that belongs to the stream and not to an edge, [d_model]; null if there is none.</summary>
    public Tensor? StreamBias(TransformerModel model) => Site == HookSite.MlpOutput ? model.MlpBias(Layer) : null;

    /// <summary>Carries an activation, [batch, position, ...], to the stream, [node, batch, position, d_model]; a bias in it stays in it.</summary>
    public Tensor Written(TransformerModel model, Tensor activation) =>
        HasHeads
            ? model.HeadOutputs(Layer, null, activation.permute(2, 0, 1, 3))
            : InStream(model, activation).unsqueeze(0);

    /// <summary>Carries rows of an activation, [row, ...], to the stream, [node, row, d_model].</summary>
    public Tensor WrittenRows(TransformerModel model, Tensor rows) =>
        HasHeads ? rows.transpose(0, 1).bmm(model.OutputWeights(Layer)) : InStream(model, rows).unsqueeze(0);

    /// <summary>The part of an activation, [batch, position, ...], that is one node's, [batch, position, width].</summary>
    public Tensor OfNode(int node, Tensor activation) => HasHeads ? activation.select(2, node) : activation.alias();

    /// <summary>Carries one node's part of an activation to the stream, [batch, position, d_model].</summary>
    public Tensor WrittenOfNode(TransformerModel model, int node, Tensor activation) =>
        HasHeads ? activation.matmul(model.OutputWeights(Layer)[node]) : InStream(model, activation);

    private Tensor InStream(TransformerModel model, Tensor activation) =>
        Site == HookSite.MlpPost ? model.ToStream(Site, Layer, activation) : activation.alias();
}
