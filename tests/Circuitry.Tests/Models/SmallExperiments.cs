namespace Circuitry.Tests;

/// <summary>Every declared experiment on a small model, by name.</summary>
internal static class SmallExperiments
{
    private static readonly SortedDictionary<string, Func<PromptPairs?, int, GraphExperiment>> All = new(
        StringComparer.Ordinal
    )
    {
        ["bloom edges"] = Make<BloomEdges, LikeBloom>,
        ["cohere merged"] = Make<CohereMergedEdges, LikeCohere>,
        ["gemma by group"] = Make<GemmaEdgesByGroup, LikeGemma>,
        ["gemma edges"] = Make<GemmaEdges, LikeGemma>,
        ["gemma merged"] = Make<GemmaMergedEdges, LikeGemma>,
        ["gemma neurons"] = Make<GemmaNeurons, LikeGemma>,
        ["gemma nodes"] = Make<GemmaNodes, LikeGemma>,
        ["olmo edges"] = Make<OlmoEdges, LikeOlmo>,
        ["opt positions"] = Make<OptPositionEdges, LikeOpt>,
        ["phi nodes"] = Make<PhiNodes, LikePhi>,
        ["attention only edges"] = Make<AttentionOnlyEdges, AttentionOnly>,
        ["attention only merged"] = Make<AttentionOnlyMergedEdges, AttentionOnly>,
        ["attention only nodes"] = Make<AttentionOnlyNodes, AttentionOnly>,
        ["attention only neurons"] = Make<AttentionOnlyNeurons, AttentionOnly>,
        ["bidirectional edges"] = Make<BidirectionalEdges, Bidirectional>,
        ["bidirectional merged"] = Make<BidirectionalMergedEdges, Bidirectional>,
        ["bidirectional neurons"] = Make<BidirectionalNeurons, Bidirectional>,
        ["bidirectional nodes"] = Make<BidirectionalNodes, Bidirectional>,
        ["bidirectional positions"] = Make<BidirectionalPositionEdges, Bidirectional>,
        ["grouped by group"] = Make<GroupedEdgesByGroup, Grouped>,
        ["grouped edges"] = Make<GroupedEdges, Grouped>,
        ["grouped merged"] = Make<GroupedMergedEdges, Grouped>,
        ["grouped neurons"] = Make<GroupedNeurons, Grouped>,
        ["grouped nodes"] = Make<GroupedNodes, Grouped>,
        ["parallel by group"] = Make<ParallelNodesByGroup, Parallel>,
        ["parallel edges"] = Make<ParallelEdges, Parallel>,
        ["parallel merged"] = Make<ParallelMergedEdges, Parallel>,
        ["parallel neurons by group"] = Make<ParallelNeuronsByGroup, Parallel>,
        ["parallel nodes"] = Make<ParallelNodes, Parallel>,
        ["serial by group"] = Make<SerialEdgesByGroup, Serial>,
        ["serial edges"] = Make<SerialEdges, Serial>,
        ["serial merged"] = Make<SerialMergedEdges, Serial>,
        ["serial neurons"] = Make<SerialNeurons, Serial>,
        ["serial neurons by group"] = Make<SerialNeuronsByGroup, Serial>,
        ["serial nodes"] = Make<SerialNodes, Serial>,
        ["serial positions"] = Make<SerialPositionEdges, Serial>,
    };

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>One for each architecture.</summary>
    public static TheoryData<string> Architectures => [.. Names.Where(name => name.EndsWith("edges"))];

    public static TheoryData<string> Everything => [.. Names];

    /// <summary>Those whose units are groups of edges.</summary>
    public static IEnumerable<string> NamesOfEdgeGroups =>
        Names.Where(name => !name.Contains("neurons", StringComparison.Ordinal));

    public static TheoryData<string> EdgeGroups => [.. NamesOfEdgeGroups];

    public static GraphExperiment Load(string name, PromptPairs? prompts = null, int seed = 1) =>
        All[name](prompts, seed);

    private static GraphExperiment Make<TExperiment, TModel>(PromptPairs? prompts, int seed)
        where TModel : TransformerModel, ITransformer<TModel>
        where TExperiment : GraphExperiment<TModel>, IGraphExperiment<TExperiment, TModel> =>
        TExperiment.From(SmallModels.Make<TModel>(seed), prompts);
}
