namespace Circuitry.Tests;

public class TopContextsTests
{
    private static readonly FeatureEvidenceOptions Three = new()
    {
        Contexts = 3,
        Before = 1,
        After = 0,
    };

    private static readonly TokenTexts Texts = new(100, token => $"{token}");

    [Fact]
    public void No_more_contexts_are_held_than_are_asked_for_however_long_the_corpus()
    {
        var top = new TopContexts(Three);
        var random = new Random(0);
        for (var i = 0; i < 10_000; i++)
        {
            var activation = random.NextDouble() + 0.1;
            top.Offer([random.Next(100), random.Next(100)], [0, activation], activation);
            Assert.InRange(top.Count, 1, 3);
        }
    }

    [Fact]
    public void Equal_windows_of_different_sequences_count_once_with_the_stronger_activation()
    {
        var top = new TopContexts(Three);
        top.Offer([7, 1, 2], [0, 0, 5], 5);
        top.Offer([8, 1, 2], [0, 0, 6], 6);
        top.Offer([9, 1, 2], [0, 0, 4], 4);
        top.Offer([1, 2, 3], [0, 2, 0], 2);

        Assert.Equal(["1 2: 6"], Shown(top));
    }

    [Fact]
    public void A_window_that_was_pushed_out_comes_back_when_it_is_stronger()
    {
        var top = new TopContexts(Three);
        foreach (var (token, activation) in new[] { (1, 1.0), (2, 2.0), (3, 3.0), (4, 4.0), (1, 5.0), (2, 2.5) })
        {
            top.Offer([token], [activation], activation);
        }

        Assert.Equal(["1: 5", "4: 4", "3: 3"], Shown(top));
    }

    [Fact]
    public void Activations_that_differ_by_rounding_are_told_apart_by_their_tokens()
    {
        var top = new TopContexts(Three);
        top.Offer([3], [1 + 1e-9], 1 + 1e-9);
        top.Offer([2], [1], 1);
        top.Offer([1], [1 - 1e-9], 1 - 1e-9);
        top.Offer([0], [0.9999], 0.9999);

        Assert.Equal(["1", "2", "3"], top.ToContexts(Texts).Select(context => context.Tokens[0]));
    }

    [Fact]
    public void The_first_of_equal_activations_of_a_sequence_is_shown()
    {
        var top = new TopContexts(Three with { SkippedPositions = 1 });
        top.Offer([5, 6, 7, 8], [3, 1, 2 - 1e-12, 2], 2);

        var context = Assert.Single(top.ToContexts(Texts));
        Assert.Equal(["6", "7"], context.Tokens);
        Assert.Equal(1, context.Index);
    }

    private static IEnumerable<string> Shown(TopContexts top) =>
        top.ToContexts(Texts)
            .Select(context =>
                FormattableString.Invariant($"{string.Join(' ', context.Tokens)}: {context.Activation}")
            );
}
