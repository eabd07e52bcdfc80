using Circuitry.Rasp;
using static Circuitry.Rasp.RaspLanguage;

namespace Circuitry.Tests;

public sealed class RaspRefusalTests
{
    [Fact]
    public void A_function_that_throws_for_some_value_is_named_with_the_value()
    {
        var refusal = Refusal(SequenceMap(Indices, Indices, (a, b) => a / b, "quotient"));
        Assert.Equal("quotient", refusal.Expression);
        Assert.Contains("(0, 0)", refusal.Message);
        Assert.IsType<DivideByZeroException>(refusal.InnerException);
    }

    [Fact]
    public void A_predicate_that_throws_is_named_with_both_sides()
    {
        var refusal = Refusal(SelectorWidth(Select(Tokens, Indices, (t, i) => t[i] == 'a')));
        Assert.Equal("select(tokens, indices)", refusal.Expression);
    }

    [Fact]
    public void Null_is_not_a_category() => Assert.Contains("null", Refusal(Map(Tokens, _ => (string)null!)).Message);

    [Fact]
    public void A_number_must_be_finite() =>
        Assert.Contains("must be finite", Refusal(MapToNumber(Indices, i => 1.0 / i, "inverse")).Message);

    [Fact]
    public void A_number_of_too_many_values_cannot_be_mapped()
    {
        var all = Select(Indices, Indices, (_, _) => true);
        var mean = Aggregate(all, MapToNumber(Indices, i => Math.Sqrt(i + 2)), "mean");
        // Without a map the mean compiles, whatever number it is.
        Program(mean).Compile().Dispose();
        var refusal = Refusal(Map(mean, value => value > 2));
        Assert.Equal("mean", refusal.Expression);
        Assert.Contains("too many to map", refusal.Message);
    }

    [Fact]
    public void A_vocabulary_needs_tokens_that_differ_from_each_other_and_from_BOS_and_PAD()
    {
        foreach (string[] vocabulary in new string[][] { [], ["a", "a"], ["a", "BOS"], ["PAD"] })
        {
            var program = Program(Tokens) with { Vocabulary = vocabulary };
            Assert.Equal("vocabulary", Assert.Throws<RaspException>(program.Compile).Expression);
        }
    }

    [Fact]
    public void A_sequence_needs_room_for_a_token() =>
        Assert.Throws<RaspException>((Program(Tokens) with { MaximumLength = 0 }).Compile);

    private static RaspException Refusal(SequenceOp output) => Assert.Throws<RaspException>(Program(output).Compile);

    private static RaspProgram Program(SequenceOp output) =>
        new()
        {
            Name = "test",
            Output = output,
            Vocabulary = ["a", "b"],
            MaximumLength = 8,
        };
}
