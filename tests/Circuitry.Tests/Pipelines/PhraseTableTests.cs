namespace Circuitry.Tests;

public sealed class PhraseTableTests
{
    [Fact]
    public void The_share_is_that_of_the_other_occurrences_of_the_tokens_in_front()
    {
        int[][] texts =
        [
            [1, 2, 3],
            [1, 2, 3],
            [1, 2, 3],
            [1, 2, 3],
            [1, 2, 4],
            [9, 2, 5],
        ];
        var table = PhraseTable.Of(texts);

        // Five times 1 2, itself apart four, three of them followed by 3; six times 2, itself apart five, three.
        Assert.Equal(0.75, table.Share([1, 2, 3], 2, counted: true));
        Assert.Equal(4.0 / 5, table.Share([1, 2, 3], 2, counted: false));
        Assert.Equal(1.0 / 5, table.Share([1, 2, 4], 2, counted: false));
    }

    [Fact]
    public void What_is_rare_is_no_phrase()
    {
        var table = PhraseTable.Of([
            [1, 2, 3],
            [1, 2, 3],
            [1, 2, 3],
        ]);

        Assert.Equal(0, table.Share([1, 2, 3], 2, counted: true));
        Assert.Equal(0, table.Share([1, 2, 3], 0, counted: true));
    }
}
