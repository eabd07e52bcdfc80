using System.Diagnostics;

namespace Circuitry;

/// <summary>
/// Pairs of clean and corrupted prompts with the positions at which the model answers, and the right and wrong tokens there.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class PromptPairs : IIdentified
{
    private PromptPairs(Prompts clean, Prompts corrupted, IReadOnlyList<PromptPair> pairs)
    {
        Clean = clean;
        Corrupted = corrupted;
        Pairs = pairs;
    }

    /// <summary>The clean prompts.</summary>
    public Prompts Clean { get; }

    /// <summary>The corrupted prompts, each as long as its clean one.</summary>
    public Prompts Corrupted { get; }

    /// <summary>The pairs.</summary>
    public IReadOnlyList<PromptPair> Pairs { get; }

    /// <summary>Number of pairs.</summary>
    public int Count => Pairs.Count;

    /// <summary>Number of positions at which each prompt is answered.</summary>
    public int AnswerCount => Pairs[0].AnswerPositions.Count;

    /// <summary>Which positions of prompts of unequal length are averaged together under mean ablation; see <see cref="AveragedBy"/>.</summary>
    public MeanAlignment MeanAlignment { get; private init; }

    /// <summary>
    /// The data set that made the pairs, with the request to it; null if they were made otherwise. Not part of <see
    /// cref="Hash"/>.
    /// </summary>
    public PromptOrigin? Origin { get; private init; }

    /// <summary>SHA-256 of tokens, positions, answers and how means are aligned, as 64 hexadecimal digits.</summary>
    public string Hash => TextHash.Of(PromptPairsJson.Write(this));

    string IIdentified.Identity => Hash;

    /// <summary>Checks pairs and batches them. Answers are sets: a token that comes twice in one counts once.</summary>
    /// <exception cref="PromptException">
    /// There are no pairs; a pair's prompts have no tokens or differ in length; a token is below 0; an answer position is outside
    /// its prompt, or comes twice; one has no tokens; pairs differ in how many answer positions they have, or in whether they
    /// have answer tokens or groups of positions; or a
    /// pair has groups of more or fewer positions than it has tokens.
    /// </exception>
    public static PromptPairs Of(IEnumerable<PromptPair> pairs)
    {
        PromptPair[] all = [.. pairs];
        if (all.Length == 0)
        {
            throw new PromptException("the data set is empty; an experiment needs at least one pair of prompts");
        }

        for (var i = 0; i < all.Length; i++)
        {
            PromptPairCheck.Check(all[i], i, all[0]);
            all[i] = WithSets(all[i]);
        }

        var positions = all.Any(pair => pair.CorruptedPositions is not null);
        return new PromptPairs(
            new Prompts(all.Select(pair => pair.Clean)),
            new Prompts(
                all.Select(pair => pair.Corrupted),
                positions
                    ? all.Select(pair => pair.CorruptedPositions ?? [.. Enumerable.Range(0, pair.Corrupted.Count)])
                    : null
            ),
            all
        );
    }

    /// <summary>Makes a data set's pairs and checks them against its attributes. Emitted experiments call this.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="request">The request to it.</param>
    /// <exception cref="PromptException">
    /// The request lacks what the data set needs (<see cref="DatasetNeedsAttribute"/>), the prompts cannot be made, or they
    /// differ from what it declares (<see cref="DatasetMakesAttribute"/>).
    /// </exception>
    /// <exception cref="TokenizerException">The data set is made of texts, and the tokenizer is missing or not understood.</exception>
    public static PromptPairs Made(IDataset dataset, DatasetRequest request)
    {
        DatasetContract.CheckRequest(dataset.GetType(), request);
        var pairs = dataset.Make(request);
        DatasetContract.CheckPairs(dataset.GetType(), request, pairs);
        return new PromptPairs(pairs.Clean, pairs.Corrupted, pairs.Pairs)
        {
            MeanAlignment = pairs.MeanAlignment,
            Origin = new PromptOrigin
            {
                Dataset = dataset.GetType(),
                Size = request.Size,
                Seed = request.Seed,
                File = (dataset as FilePrompts)?.Path,
            },
        };
    }

    /// <summary>
    /// The pairs with another alignment under mean ablation, which replaces an activation by its mean over all prompts, over the
    /// positions that are aligned with its own. A data set chooses the alignment of the pairs that it makes.
    /// </summary>
    /// <param name="alignment">Which positions are averaged together.</param>
    /// <exception cref="PromptException">Means are to be taken over groups of positions, and the pairs have none.</exception>
    public PromptPairs AveragedBy(MeanAlignment alignment) =>
        alignment == MeanAlignment.Groups && Pairs[0].PositionGroups is null
            ? throw new PromptException(
                "means are to be taken over groups of positions, and the prompt pairs do not say which position is in which; give each pair its PositionGroups"
            )
            : new PromptPairs(Clean, Corrupted, Pairs)
            {
                MeanAlignment = alignment,
                // With another alignment they are not the data set's any more.
                Origin = alignment == MeanAlignment ? Origin : null,
            };

    /// <summary>Checks that pairs suit a model and a metric.</summary>
    /// <exception cref="PromptException">
    /// A prompt is longer than the model's context; a token or position id is out of range; the metric needs answer tokens
    /// that the pairs lack; or an answer token is outside the model's logits, or right and wrong at one position.
    /// </exception>
    public void CheckFit(Architecture architecture, Metric metric)
    {
        PromptFit.Check(Clean, architecture, "clean prompt");
        PromptFit.Check(Corrupted, architecture, "corrupted prompt");
        PromptFit.CheckAnswers(this, metric, architecture.OutputVocabulary);
    }

    /// <summary>Checks that pairs suit a model's graph and a metric. Emitted experiments call this before they read weights.</summary>
    /// <exception cref="PromptException">
    /// They do not suit the model or the metric, or the graph splits positions into groups that the pairs lack.
    /// </exception>
    public void CheckFit(Graph graph, Metric metric)
    {
        CheckFit(graph.Architecture, metric);
        PromptFit.CheckPositionGroups(this, graph.PositionGroups);
    }

    /// <summary>The pair with every answer token once, in the order in which they first come.</summary>
    private static PromptPair WithSets(PromptPair pair) =>
        HasRepeats(pair.Answers) || HasRepeats(pair.WrongAnswers)
            ? pair with
            {
                Answers = Sets(pair.Answers),
                WrongAnswers = Sets(pair.WrongAnswers),
            }
            : pair;

    private static bool HasRepeats(IReadOnlyList<IReadOnlyList<int>> answers) =>
        answers.Any(tokens => tokens.Distinct().Count() < tokens.Count);

    private static int[][] Sets(IReadOnlyList<IReadOnlyList<int>> answers) =>
        [.. answers.Select(tokens => tokens.Distinct().ToArray())];

    /// <summary>The number of pairs, their length and their answers.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Counted.Of(Count, "pair")} of {(Clean.IsPadded ? "up to " : "")}{Counted.Of(Clean.Length, "token")}, answered at {Counted.Of(AnswerCount, "position")}"
        );
}
