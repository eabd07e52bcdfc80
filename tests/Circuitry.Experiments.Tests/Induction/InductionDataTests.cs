namespace Circuitry.Experiments.Tests;

public sealed class InductionDataTests
{
    private static DatasetRequest Request(int size = 50, int seed = 0) =>
        new()
        {
            Size = size,
            Seed = seed,
            Architecture = InductionModel.Declared,
        };

    private static PromptPairs Make(int size = 50, int seed = 0) => new InductionPrompts().Make(Request(size, seed));

    [Fact]
    public void The_same_seed_makes_the_same_prompts_and_another_seed_others()
    {
        Assert.Equal(Make(seed: 7).Hash, Make(seed: 7).Hash);
        Assert.NotEqual(Make(seed: 7).Hash, Make(seed: 8).Hash);
    }

    [Fact]
    public void A_smaller_size_makes_the_first_of_the_same_prompts()
    {
        var few = Make(size: 3);

        Assert.Equal(3, few.Count);
        Assert.Equal(few.Pairs.Select(pair => pair.Clean), Make(size: 50).Pairs.Take(3).Select(pair => pair.Clean));
    }

    [Fact]
    public void A_clean_prompt_ends_in_the_one_symbol_that_it_repeats()
    {
        foreach (var pair in Make().Pairs)
        {
            Assert.Equal(pair.Clean.Count - 1, pair.Clean.Distinct().Count());
            Assert.Contains(pair.Clean[^1], pair.Clean.SkipLast(1));
        }
    }

    [Fact]
    public void The_answer_is_what_followed_the_first_occurrence_and_the_wrong_one_what_did_in_the_corrupted_prompt()
    {
        foreach (var pair in Make().Pairs)
        {
            var first = pair.Clean.ToList().IndexOf(pair.Clean[^1]);

            Assert.Equal(pair.Clean[first + 1], pair.Answers.Single().Single());
            Assert.Equal(pair.Corrupted[first + 1], pair.WrongAnswers.Single().Single());
            Assert.Equal([pair.Clean.Count - 1], pair.AnswerPositions);
        }
    }

    [Fact]
    public void A_corrupted_prompt_has_another_pattern_at_the_same_places_and_is_otherwise_the_same()
    {
        foreach (var pair in Make().Pairs)
        {
            var first = pair.Clean.ToList().IndexOf(pair.Clean[^1]);
            var changed = Enumerable.Range(0, pair.Clean.Count).Where(i => pair.Clean[i] != pair.Corrupted[i]);

            Assert.Equal([first, first + 1, pair.Clean.Count - 1], changed);
            Assert.Equal(pair.Corrupted[first], pair.Corrupted[^1]);
            Assert.DoesNotContain(pair.Corrupted[first], pair.Clean);
            Assert.DoesNotContain(pair.Corrupted[first + 1], pair.Clean);
        }
    }

    [Fact]
    public void Prompts_for_a_model_that_cannot_read_them_are_refused_with_the_sizes_they_need()
    {
        var small = Request() with { Architecture = InductionModel.Declared with { Context = 10 } };

        var refusal = Assert.Throws<PromptException>(() => new InductionPrompts().Make(small));

        Assert.Contains("10 positions", refusal.Message);
        Assert.Contains("20 positions or more", refusal.Message);
    }

    [Fact]
    public void A_negative_size_is_refused()
    {
        var refusal = Assert.Throws<PromptException>(() => Make(size: -1));

        Assert.Contains("the size is -1", refusal.Message);
    }

    [Fact]
    public void A_predictable_position_has_a_next_symbol_that_followed_the_same_symbol_before()
    {
        var random = new InductionSequences(vocabulary: 40, seed: 3);
        for (var i = 0; i < 50; i++)
        {
            var (symbols, predictable) = random.Next(40);
            var all = symbols.ToList();

            Assert.Equal(40, all.Count);
            Assert.NotEmpty(predictable);
            foreach (var position in predictable)
            {
                var first = all.IndexOf(all[position]);
                Assert.True(first < position);
                Assert.Equal(all[first + 1], all[position + 1]);
            }
        }
    }

    [Fact]
    public void An_odd_length_of_sequence_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new InductionSequences(40, 0).Next(39));
}
