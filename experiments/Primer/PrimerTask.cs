namespace Circuitry.Experiments;

/// <summary>A task that Primer learns, and the prompts on which it is tested: none of them occurs in its training texts.</summary>
public sealed record PrimerTask
{
    private const int DrawnForOne = 6;

    /// <summary>The task's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its data set.</summary>
    public required IDataset Dataset { get; init; }

    /// <summary>The score by which the task is judged.</summary>
    public required Func<PrimerScore, double> Criterion { get; init; }

    /// <summary>Whether a prompt holds a combination that is held out.</summary>
    public required Func<TextTokenizer, IReadOnlyList<int>, bool> IsHeldOut { get; init; }

    /// <summary>The tasks, in the order in which they are reported.</summary>
    public static IReadOnlyList<PrimerTask> All { get; } =
    [
        new()
        {
            Name = "indirect object",
            Dataset = new IndirectObjects(),
            Criterion = score => score.Choice,
            // Later, Emma and John walked
            IsHeldOut = (tokenizer, tokens) => HeldOut.Together(Word(tokenizer, tokens[2]), Word(tokenizer, tokens[4])),
        },
        new()
        {
            Name = "greater than",
            Dataset = new GreaterThan(),
            Criterion = score => score.Mass,
            // The war continued from the year 14 32
            IsHeldOut = (tokenizer, tokens) =>
                HeldOut.Start(
                    Word(tokenizer, tokens[6]),
                    int.Parse(Word(tokenizer, tokens[7]), System.Globalization.CultureInfo.InvariantCulture)
                ),
        },
        new()
        {
            Name = "docstring",
            Dataset = new Docstrings(),
            Criterion = score => score.Choice,
            // \n def moon ( self , a , b , c , d , e: the docstring lists c, d and e
            IsHeldOut = (tokenizer, tokens) => HeldOut.Behind(Word(tokenizer, tokens[12]), Word(tokenizer, tokens[14])),
        },
        new()
        {
            Name = "induction",
            Dataset = new RepeatedTokens(),
            Criterion = score => score.First,
            IsHeldOut = (_, tokens) => HeldOut.Repetition(tokens[0], tokens[1]),
        },
        new()
        {
            Name = "gendered pronoun",
            Dataset = new GenderedPronouns(),
            Criterion = score => score.Choice,
            // So Emma is a really good doctor
            IsHeldOut = (tokenizer, tokens) => HeldOut.Role(Word(tokenizer, tokens[1]), Word(tokenizer, tokens[6])),
        },
        new()
        {
            Name = "subject and verb",
            Dataset = new SubjectVerbAgreement(),
            Criterion = score => score.Choice,
            // The doctors near the wall
            IsHeldOut = (tokenizer, tokens) =>
                HeldOut.Beside(Singular(tokenizer, tokens[1]), Singular(tokenizer, tokens[4])),
        },
    ];

    /// <summary>Prompts of the data set that hold a combination of words that never occurs in training.</summary>
    /// <param name="tokenizer">Primer's tokenizer.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed draws the same prompts.</param>
    /// <exception cref="PromptException">The data set has not as many.</exception>
    public IReadOnlyList<PromptPair> HeldOutPrompts(TextTokenizer tokenizer, int count, int seed)
    {
        var drawn = Dataset.Make(
            new DatasetRequest
            {
                Size = count * DrawnForOne,
                Seed = seed,
                Architecture = Primer.Declared,
                Tokenizer = tokenizer,
            }
        );
        PromptPair[] heldOut = [.. drawn.Pairs.Where(pair => IsHeldOut(tokenizer, pair.Clean)).Take(count)];
        return heldOut.Length == count
            ? heldOut
            : throw new PromptException(
                FormattableString.Invariant(
                    $"{heldOut.Length} of {Counted.Of(drawn.Count, "prompt")} of the task {Name} are held out; ask for fewer than {count}"
                )
            );
    }

    private static string Word(TextTokenizer tokenizer, int token) => tokenizer.TokenText(token).TrimStart(' ');

    private static string Singular(TextTokenizer tokenizer, int token)
    {
        var word = Word(tokenizer, token);
        return Lexicon.People.Concat(Lexicon.Landmarks).First(numbers => numbers.Contains(word))[0];
    }
}
