using Circuitry.Rasp;
using static Circuitry.Rasp.RaspLanguage;

namespace Circuitry.Tests;

public sealed class RaspEvaluatorTests
{
    [Fact]
    public void Reverse_reverses() =>
        Assert.Equal(["3", "3", "2", "1"], RaspPrograms.Reverse.Evaluate(["1", "2", "3", "3"]));

    [Fact]
    public void Proportion_is_the_share_of_x_so_far() =>
        Assert.Equal([0.0, 0.5, 1 / 3.0, 0.5], RaspPrograms.Proportion.Evaluate(["w", "x", "z", "x"]));

    [Fact]
    public void Histogram_counts_each_token_in_its_sequence() =>
        Assert.Equal([2, 1, 2], RaspPrograms.Histogram.Evaluate(["a", "d", "a"]));

    [Fact]
    public void Nothing_selected_is_undefined_as_a_category_and_0_as_a_number()
    {
        var nothing = Select(Tokens, Tokens, (_, _) => false);
        var undefined = Aggregate(nothing, Tokens);
        Assert.Equal([null], Program(Map(undefined, token => token)).Evaluate(["a"]));
        Assert.Equal([0.0], Program(MapToNumber(undefined, _ => 7)).Evaluate(["a"]));
        Assert.Equal([0.0], Program(Aggregate(nothing, MapToNumber(Tokens, _ => 7))).Evaluate(["a"]));
    }

    [Fact]
    public void An_aggregate_that_mixes_categories_is_refused()
    {
        var mixed = Program(Aggregate(Select(Tokens, Tokens, (_, _) => true), Tokens, "mixed"));
        Assert.Equal(["a", "a"], mixed.Evaluate(["a", "a"]));
        var refusal = Assert.Throws<RaspException>(() => mixed.Evaluate(["a", "b"]));
        Assert.Equal("mixed", refusal.Expression);
    }

    private static RaspProgram Program(SequenceOp output) =>
        new()
        {
            Name = "test",
            Output = output,
            Vocabulary = ["a", "b"],
            MaximumLength = 2,
        };
}
