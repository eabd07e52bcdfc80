namespace Circuitry.Conformance;

/// <summary>Every declared experiment on a real model, with prompts.</summary>
internal static class Declared
{
    public static IReadOnlyList<string> Names { get; } =
    [
        "sort",
        "sort merged",
        "sort nodes",
        "sort positions",
        "names",
        "names merged",
        "names nodes",
        "names position nodes",
        "stories",
        "stories merged",
        "stories nodes",
        "addition",
        "reverse",
        "reverse split",
        "proportion",
        "proportion split",
        "histogram split",
    ];

    public static GraphExperiment Load(string name, TorchSharp.torch.ScalarType? numberType = null)
    {
        string Folder(string model) => SharedFolder.PathOf("models", model);
        PromptPairs Golden(string model) => GoldenPrompts.Of(model);
        return name switch
        {
            "sort" => SortEdges.From(MinGptSort.Load(Folder("mingpt-sort"), numberType), Golden("mingpt-sort")),
            "sort merged" => SortMergedEdges.From(
                MinGptSort.Load(Folder("mingpt-sort"), numberType),
                Golden("mingpt-sort")
            ),
            "sort nodes" => SortNodes.From(MinGptSort.Load(Folder("mingpt-sort"), numberType), Golden("mingpt-sort")),
            "sort positions" => SortPositionEdges.From(
                MinGptSort.Load(Folder("mingpt-sort"), numberType),
                Grouped.ByPlace(Golden("mingpt-sort"))
            ),
            "names positions" => NamesPositionEdges.From(
                MakemoreNames.Load(Folder("makemore-names"), numberType),
                Grouped.ByPlace(Golden("makemore-names"))
            ),
            "names position nodes" => NamesPositionNodes.From(
                MakemoreNames.Load(Folder("makemore-names"), numberType),
                Grouped.ByPlace(Golden("makemore-names"))
            ),
            "names" => NamesEdges.From(
                MakemoreNames.Load(Folder("makemore-names"), numberType),
                Golden("makemore-names")
            ),
            "names merged" => NamesMergedEdges.From(
                MakemoreNames.Load(Folder("makemore-names"), numberType),
                Golden("makemore-names")
            ),
            "names nodes" => NamesNodes.From(
                MakemoreNames.Load(Folder("makemore-names"), numberType),
                Golden("makemore-names")
            ),
            "stories" => StoriesEdges.From(
                Stories260K.Load(Folder("stories260K"), numberType),
                StoriesPairs.OfLength(8, 4)
            ),
            "stories merged" => StoriesMergedEdges.From(
                Stories260K.Load(Folder("stories260K"), numberType),
                StoriesPairs.OfLength(8, 4)
            ),
            "stories nodes" => StoriesNodes.From(
                Stories260K.Load(Folder("stories260K"), numberType),
                StoriesPairs.OfLength(8, 4)
            ),
            "addition" => AdditionEdges.From(ModularAddition.Load(Folder("modular-addition"), numberType), Sums()),
            "reverse" => ReverseEdges.From(
                TracrReverse.Load(Folder("tracr-reverse"), numberType),
                Golden("tracr-reverse")
            ),
            "reverse split" => ReverseSplitEdges.From(
                TracrReverse.Load(Folder("tracr-reverse"), numberType),
                Golden("tracr-reverse")
            ),
            "proportion" => ProportionEdges.From(
                TracrProportion.Load(Folder("tracr-xproportion"), numberType),
                Golden("tracr-xproportion")
            ),
            "proportion split" => ProportionSplitEdges.From(
                TracrProportion.Load(Folder("tracr-xproportion"), numberType),
                Golden("tracr-xproportion")
            ),
            "histogram split" => HistogramSplitEdges.From(
                TracrHistogram.Load(Folder("tracr-hist"), numberType),
                Histograms()
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a declared experiment"),
        };
    }

    private static PromptPairs Sums() =>
        PromptPairs.Of(
            Enumerable
                .Range(0, 16)
                .Select(i => (A: i * 7 % 59, B: i * 11 % 59))
                .Select(sum =>
                    PromptPair.AtLastPosition(
                        [sum.A, sum.B],
                        [sum.B + 1, sum.A],
                        (sum.A + sum.B) % 59,
                        (sum.A + sum.B + 1) % 59
                    )
                )
        );

    // The model's alphabet lies between its begin and padding tokens; position 0 is the beginning.
    private static PromptPairs Histograms() =>
        PromptPairs.Of(
            new[] { (new[] { 0, 2, 2, 3 }, new[] { 0, 3, 2, 4 }), (new[] { 0, 3, 4, 3 }, new[] { 0, 2, 2, 2 }) }.Select(
                pair => new PromptPair
                {
                    Clean = pair.Item1,
                    Corrupted = pair.Item2,
                    AnswerPositions = [1, 2, 3],
                }
            )
        );
}
