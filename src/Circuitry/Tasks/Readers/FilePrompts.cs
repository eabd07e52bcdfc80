namespace Circuitry.Datasets;

/// <summary>
/// The pairs of a file as a data set, whichever of the known layouts it has: pairs of token ids, texts as rows of JSON or a table, and
/// the files of auto-circuit, Sparse Feature Circuits, EAP-IG and MIB.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="counterfactual">
/// The member with the corrupted prompt, in a file of MIB, such as <c>s2_io_flip_counterfactual</c>; null for the only one there is.
/// </param>
public sealed class FilePrompts(string path, string? counterfactual = null) : IDataset
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Reads the pairs; a size takes the first of them.</summary>
    /// <exception cref="PromptException">The file cannot be read, has no known layout, or has fewer pairs than are asked for.</exception>
    /// <exception cref="TokenizerException">The file is of texts, and the tokenizer is missing or not understood.</exception>
    public PromptPairs Make(DatasetRequest request)
    {
        var text = PromptFile.Text(Path);
        var layouts = PromptLayout.Of(text);
        if (layouts.Contains(PromptLayout.Pairs))
        {
            var pairs = PromptPairsJson.Read(Path);
            return request.Size == 0 || request.Size == pairs.Count
                ? pairs
                : PromptPairs.Of(First(pairs.Pairs, request.Size)).AveragedBy(pairs.MeanAlignment);
        }

        return First(Texts(layouts, text), request.Size).Encode(request.RequireTokenizer());
    }

    private IReadOnlyList<TextPair> Texts(IReadOnlyList<PromptLayout> layouts, string text) =>
        layouts switch
        {
            [var layout] when layout == PromptLayout.AutoCircuit => AutoCircuitPrompts.Read(Path),
            [var layout] when layout == PromptLayout.SparseFeatureCircuits => SparseFeatureCircuitsPrompts.Read(Path),
            [var layout] when layout == PromptLayout.Rows => TextPrompts.Read(Path),
            [var layout] when layout == PromptLayout.Table => TextPrompts.ReadTable(Path),
            [var layout] when layout == PromptLayout.Mib => MibPrompts.Read(Path, Counterfactual()),
            [var layout] when layout == PromptLayout.EapIg => Csv.Header(Path, text).Contains("label")
                ? EapIgPrompts.ReadGreaterThan(Path)
                : EapIgPrompts.ReadIndirectObjects(Path),
            [] => throw new PromptException(
                $"{Path} has none of the known layouts: {string.Join("; ", PromptLayout.All.Select(layout => layout.What))}"
            ),
            _ => throw new PromptException(
                $"{Path} could be of several layouts: {string.Join("; ", layouts.Select(layout => layout.What))}; leave only the members of one"
            ),
        };

    private string Counterfactual()
    {
        if (counterfactual is not null)
        {
            return counterfactual;
        }

        string[] found =
        [
            .. PromptFile
                .Rows(Path, PromptLayout.Mib)
                .First()
                .EnumerateObject()
                .Where(member =>
                    member.Value.ValueKind == System.Text.Json.JsonValueKind.Object
                    && member.Value.TryGetProperty("prompt", out _)
                )
                .Select(member => member.Name),
        ];
        return found switch
        {
            [var only] => only,
            [] => throw new PromptException($"{Path}: no member of its rows has a corrupted 'prompt'"),
            _ => throw new PromptException(
                $"{Path} has several corrupted prompts: '{string.Join("', '", found)}'; choose one of them"
            ),
        };
    }

    private T[] First<T>(IReadOnlyList<T> pairs, int size) =>
        size <= pairs.Count
            ? [.. size == 0 ? pairs : pairs.Take(size)]
            : throw new PromptException(
                FormattableString.Invariant($"{Path} has {Counted.Of(pairs.Count, "pair")}, and {size} are asked for")
            );
}
