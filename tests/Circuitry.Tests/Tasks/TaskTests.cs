namespace Circuitry.Tests;

/// <summary>What makes each data set the published task.</summary>
public sealed class TaskTests
{
    private static readonly DatasetRequest Request = Requests.Of(size: 30, seed: 7);
    private static readonly TextTokenizer Tokenizer = Request.RequireTokenizer();

    [Fact]
    public void The_indirect_object_is_named_once_and_the_corrupted_prompt_names_three_others() =>
        Assert.All(
            new IndirectObjects().Make(Request).Pairs,
            pair =>
            {
                var named = pair.Corrupted.Where((token, i) => token != pair.Clean[i]).ToArray();
                Assert.Equal(1, pair.Clean.Count(token => token == Answer(pair)));
                Assert.Equal(2, pair.Clean.Count(token => token == pair.WrongAnswers[0][0]));
                Assert.Equal(3, named.Length);
                Assert.Equal(3, named.Distinct().Count());
                Assert.Empty(named.Intersect([Answer(pair), pair.WrongAnswers[0][0]]));
            }
        );

    [Fact]
    public void Two_digits_are_right_where_they_are_above_the_year_and_the_corrupted_year_is_the_first() =>
        Assert.All(
            new GreaterThan().Make(Request).Pairs,
            pair =>
            {
                var changed = Assert.Single(Changed(pair));
                var year = Number(pair.Clean[changed]);
                Assert.Equal("01", Tokenizer.TokenText(pair.Corrupted[changed]));
                Assert.InRange(year, 2, 98);
                Assert.Equal(Enumerable.Range(year + 1, 99 - year), pair.Answers[0].Select(Number));
                Assert.Equal(Enumerable.Range(0, year + 1), pair.WrongAnswers[0].Select(Number));
                Assert.Equal(pair.Clean[changed - 1], pair.Clean[^1]);
            }
        );

    [Fact]
    public void The_next_argument_is_in_the_clean_head_only() =>
        Assert.All(
            new Docstrings().Make(Request).Pairs,
            pair =>
            {
                Assert.Equal(1, pair.Clean.Count(token => token == Answer(pair)));
                Assert.DoesNotContain(Answer(pair), pair.Corrupted);
                Assert.Equal(5, Changed(pair).Length);
                Assert.Equal(10, pair.WrongAnswers[0].Count);
                Assert.All(
                    pair.WrongAnswers[0],
                    wrong => Assert.True(pair.Clean.Contains(wrong) || pair.Corrupted.Contains(wrong))
                );
                Assert.EndsWith("\n    :param", Tokenizer.Decode(pair.Clean), StringComparison.Ordinal);
            }
        );

    [Fact]
    public void The_pronoun_is_the_named_person_s_and_the_corrupted_prompt_names_nobody()
    {
        var pairs = new GenderedPronouns().Make(Request).Pairs;

        Assert.All(
            pairs,
            pair =>
            {
                var pronoun = Tokenizer.Decode(pair.Clean).Split(' ')[1]
                    is "Alice"
                        or "Anna"
                        or "Emma"
                        or "Grace"
                        or "Helen"
                        or "Jane"
                        or "Mary"
                    ? " she"
                    : " he";
                Assert.Equal(pronoun, Tokenizer.TokenText(Answer(pair)));
                Assert.StartsWith("That person is", Tokenizer.Decode(pair.Corrupted), StringComparison.Ordinal);
            }
        );
        Assert.Equal(2, pairs.Select(Answer).Distinct().Count());
    }

    [Fact]
    public void The_positions_of_the_pronoun_are_grouped_as_published_however_the_tokenizer_takes_words_apart()
    {
        Assert.Equal(["name", "is", "person", "isn", "'t", "rest"], GenderedPronouns.PositionGroups);
        Assert.All(
            new GenderedPronouns().Make(Request).Pairs,
            pair =>
            {
                string TextOf(string group) =>
                    string.Concat(
                        pair.Clean.Zip(pair.PositionGroups!)
                            .Where(token => token.Second == group)
                            .Select(token => Tokenizer.TokenText(token.First))
                    );
                var words = Tokenizer.Decode(pair.Clean).Split(' ');
                Assert.Equal($" {words[1]}", TextOf("name"));
                Assert.Equal(" is", TextOf("is"));
                Assert.Equal($" {words[6].TrimEnd(',')}", TextOf("person"));
                Assert.Equal(" isn", TextOf("isn"));
                Assert.Equal("'t", TextOf("'t"));
                Assert.Equal($"So a really {words[5]},", TextOf("rest"));
            }
        );
    }

    [Fact]
    public void The_verb_agrees_with_the_subject_whose_number_corruption_changes() =>
        Assert.All(
            new SubjectVerbAgreement().Make(Request).Pairs,
            pair =>
            {
                var clean = Tokenizer.Decode(pair.Clean).Split(' ')[1];
                var corrupted = Tokenizer.Decode(pair.Corrupted).Split(' ')[1];
                var isPlural = clean is "actors" or "children" or "judges";
                Assert.Equal(isPlural, Tokenizer.TokenText(Answer(pair)) is " are" or " have");
                Assert.Equal(isPlural, Tokenizer.TokenText(pair.WrongAnswers[0][0]) is " is" or " has");
                Assert.Equal(!isPlural, corrupted is "actors" or "children" or "judges");
                Assert.Single(Changed(pair));
            }
        );

    [Fact]
    public void Each_repeated_token_is_answered_by_the_one_that_followed_it_before()
    {
        var pairs = new RepeatedTokens().Make(Request);

        Assert.Equal(11, pairs.AnswerCount);
        Assert.All(
            pairs.Pairs,
            (pair, i) =>
            {
                Assert.Equal(24, pair.Clean.Count);
                Assert.Equal(pair.Clean.Take(12), pair.Clean.Skip(12));
                Assert.Equal(12, pair.Clean.Distinct().Count());
                Assert.Equal(pairs.Pairs[(i + 1) % pairs.Count].Clean, pair.Corrupted);
                Assert.Empty(pair.Clean.Intersect(pair.Corrupted));
                foreach (var (at, position) in pair.AnswerPositions.Select((position, at) => (at, position)))
                {
                    var before = pair.Clean.ToList().IndexOf(pair.Clean[position]);
                    Assert.True(before < position);
                    Assert.Equal([pair.Clean[before + 1]], pair.Answers[at]);
                    Assert.Equal([pair.Corrupted[before + 1]], pair.WrongAnswers[at]);
                }
            }
        );
    }

    [Fact]
    public void Repeats_fit_a_short_context_and_a_model_too_small_for_them_is_refused()
    {
        var small = Request with
        {
            Architecture = Request.Architecture.With("Context", 7).With("Vocabulary", 9).With("OutputVocabulary", 9),
        };

        Assert.Equal(6, new RepeatedTokens().Make(small).Clean.Length);
        Assert.Throws<PromptException>(() =>
            new RepeatedTokens().Make(small with { Architecture = small.Architecture.With("Context", 5) })
        );
        Assert.Throws<PromptException>(() =>
            new RepeatedTokens().Make(small with { Architecture = small.Architecture.With("Vocabulary", 8) })
        );
        Assert.Throws<PromptException>(() => new RepeatedTokens().Make(small with { Size = 1 }));
    }

    private static int Answer(PromptPair pair) => Assert.Single(pair.Answers[0]);

    private static int[] Changed(PromptPair pair) =>
        [.. Enumerable.Range(0, pair.Clean.Count).Where(i => pair.Clean[i] != pair.Corrupted[i])];

    private static int Number(int token) =>
        int.Parse(Tokenizer.TokenText(token), System.Globalization.CultureInfo.InvariantCulture);
}
