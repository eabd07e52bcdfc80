namespace Circuitry;

/// <summary>Draws the prompts of a data set from lists of words, as far as the words are single tokens of the model.</summary>
internal sealed class PromptDraw
{
    // So many repeats in a row mean that hardly any other prompts are left.
    private const int Patience = 2000;

    private readonly string _dataset;
    private readonly int _size;
    private readonly Random _random;

    /// <summary>Starts from a request's seed.</summary>
    /// <exception cref="PromptException">The request does not say how many prompts to draw.</exception>
    public PromptDraw(IDataset dataset, DatasetRequest request)
    {
        _dataset = dataset.GetType().Name;
        _size =
            request.Size > 0
                ? request.Size
                : throw new PromptException(
                    $"{_dataset} draws its prompts and needs a number: [Dataset<{_dataset}>(Size = 100, Seed = {request.Seed})]"
                );
        _random = new Random(request.Seed);
        Tokenizer = request.RequireTokenizer();
    }

    /// <summary>The model's tokenizer.</summary>
    public TextTokenizer Tokenizer { get; }

    /// <summary>The words that are single tokens with a space in front.</summary>
    /// <exception cref="PromptException">There are too few.</exception>
    public string[] Words(string what, int least, IEnumerable<string> words)
    {
        string[] all = [.. words];
        string[] single = [.. all.Where(word => Tokenizer.IsSingleToken($" {word}"))];
        return single.Length >= least
            ? single
            : throw new PromptException(
                FormattableString.Invariant(
                    $"{_dataset} needs {least} {what} that are single tokens of the model, and {single.Length} of its {all.Length} are; use a data set of your own words"
                )
            );
    }

    /// <summary>A random element of a list.</summary>
    public T One<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    /// <summary>Several random elements of a list, no two the same.</summary>
    public T[] Several<T>(IReadOnlyList<T> all, int count)
    {
        T[] shuffled = [.. all];
        _random.Shuffle(shuffled);
        return shuffled[..count];
    }

    /// <summary>Pairs whose clean prompts all differ.</summary>
    /// <param name="changed">How many tokens corruption changes.</param>
    /// <param name="draw">Draws a pair.</param>
    /// <exception cref="PromptException">There are not as many prompts, or a pair's tokens do not line up.</exception>
    public PromptPairs Pairs(int changed, Func<TextPair> draw)
    {
        var pairs = new List<PromptPair>(_size);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var repeats = 0; pairs.Count < _size; )
        {
            var pair = draw();
            if (!seen.Add(pair.Clean))
            {
                if (++repeats == Patience)
                {
                    throw new PromptException(
                        FormattableString.Invariant(
                            $"{_dataset} has no more than about {pairs.Count} different prompts for this model; ask for fewer than {_size}"
                        )
                    );
                }

                continue;
            }

            repeats = 0;
            pairs.Add(Aligned(pair, changed));
        }

        return PromptPairs.Of(pairs);
    }

    private PromptPair Aligned(TextPair pair, int changed)
    {
        var encoded = pair.Encode(Tokenizer);
        var differing = encoded.Clean.Zip(encoded.Corrupted).Count(tokens => tokens.First != tokens.Second);
        return differing == changed
            ? encoded
            : throw new PromptException(
                FormattableString.Invariant(
                    $"{_dataset}: corruption changes {changed} tokens, but \"{pair.Clean}\" and \"{pair.Corrupted}\" differ in {differing}; the model's tokenizer joins words that the data set keeps apart"
                )
            );
    }
}
