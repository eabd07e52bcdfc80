namespace Circuitry.Tests;

public sealed class PromptPairsJsonTests
{
    private const string Good = """{"clean":[1,2],"corrupted":[1,3],"answer_positions":[1]}""";

    [Fact]
    public void What_is_written_is_read_back()
    {
        using var folder = new TemporaryFolder();
        var pairs = PromptPairs.Of([
            new PromptPair
            {
                Clean = [1, 2, 3],
                Corrupted = [1, 4, 3],
                AnswerPositions = [2, 0],
                Answers =
                [
                    [5, 6],
                    [7, 8],
                ],
                WrongAnswers =
                [
                    [9],
                    [10],
                ],
                CorruptedPositions = [0, 2, 1],
                PositionGroups = ["name", "'t", "rest"],
            },
            new PromptPair
            {
                Clean = [1, 2],
                Corrupted = [2, 2],
                AnswerPositions = [1, 0],
                Answers =
                [
                    [1, 2],
                    [3, 4],
                ],
                WrongAnswers =
                [
                    [5],
                    [6],
                ],
                PositionGroups = ["rest", "name"],
            },
        ]);
        File.WriteAllText(folder.File("pairs.json"), PromptPairsJson.Write(pairs));
        var read = PromptPairsJson.Read(folder.File("pairs.json"));
        Assert.Equal(PromptPairsJson.Write(pairs), PromptPairsJson.Write(read));
        Assert.Equal(pairs.Hash, read.Hash);
        Assert.Equal([1, 4, 3], read.Pairs[0].Corrupted);
        Assert.Equal([2, 0], read.Pairs[0].AnswerPositions);
        Assert.Equal([7, 8], read.Pairs[0].Answers[1]);
        Assert.Equal([10], read.Pairs[0].WrongAnswers[1]);
        Assert.Equal([0, 2, 1], read.Pairs[0].CorruptedPositions);
        Assert.Null(read.Pairs[1].CorruptedPositions);
        Assert.Equal(["name", "'t", "rest"], read.Pairs[0].PositionGroups);
    }

    [Fact]
    public void Groups_of_positions_are_part_of_the_hash_and_their_absence_of_nothing()
    {
        var pair = PromptPair.AtLastPosition([1, 2], [2, 1], 3, 4);
        string[] Hashes(params PromptPair[] pairs) => [.. pairs.Select(one => PromptPairs.Of([one]).Hash).Distinct()];

        Assert.Equal(
            3,
            Hashes(pair, pair with { PositionGroups = ["a", "b"] }, pair with { PositionGroups = ["b", "a"] }).Length
        );
        Assert.DoesNotContain("groups", PromptPairsJson.Write(PromptPairs.Of([pair])), StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_may_be_left_out()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("pairs.json"), $$"""{"pairs":[{{Good}}]}""");
        Assert.Empty(PromptPairsJson.Read(folder.File("pairs.json")).Pairs[0].Answers);
    }

    [Theory]
    [InlineData(" ", "JSON")]
    [InlineData("{\"pairs\":[", "JSON")]
    [InlineData("null", "null")]
    [InlineData("[]", "an object")]
    [InlineData("{}", "pairs")]
    [InlineData("{\"pairs\":null}", "pairs")]
    [InlineData("{\"pairs\":[]}", "empty")]
    [InlineData("{\"pairs\":[null]}", "null")]
    [InlineData("{\"pairs\":[" + Good + "],\"comment\":\"\"}", "comment")]
    [InlineData("{\"pairs\":[{\"clean\":[1],\"corrupted\":[1],\"answer_positions\":[0],\"answer\":[[1]]}]}", "answer")]
    [InlineData("{\"pairs\":[{\"clean\":[1],\"corrupted\":[1]}]}", "answer_positions")]
    [InlineData("{\"pairs\":[{\"clean\":null,\"corrupted\":[1],\"answer_positions\":[0]}]}", "clean")]
    [InlineData("{\"pairs\":[{\"clean\":[1],\"corrupted\":[1],\"answer_positions\":[0],\"answers\":[null]}]}", "null")]
    [InlineData("{\"pairs\":[{\"clean\":[\"a\"],\"corrupted\":[1],\"answer_positions\":[0]}]}", "clean")]
    [InlineData("{\"pairs\":[{\"clean\":[1.5],\"corrupted\":[1],\"answer_positions\":[0]}]}", "clean")]
    [InlineData("{\"pairs\":[{\"clean\":[1,2],\"corrupted\":[1],\"answer_positions\":[0]}]}", "pair 0")]
    [InlineData("{\"pairs\":[" + Good + "],\"pairs\":[" + Good + "]}", "pairs")]
    [InlineData("{\"pairs\":[{\"clean\":[null],\"corrupted\":[1],\"answer_positions\":[0]}]}", "clean")]
    [InlineData(
        "{\"pairs\":[{\"clean\":[-1],\"corrupted\":[1],\"answer_positions\":[0]}]}",
        "pair 0: the clean prompt's token -1"
    )]
    [InlineData(
        "{\"pairs\":[{\"clean\":[1],\"corrupted\":[-7],\"answer_positions\":[0]}]}",
        "the corrupted prompt's token -7"
    )]
    [InlineData(
        "{\"pairs\":[{\"clean\":[],\"corrupted\":[],\"answer_positions\":[0]}]}",
        "pair 0: the prompts have no tokens"
    )]
    [InlineData(
        "{\"pairs\":[{\"clean\":[1,2],\"corrupted\":[1,3],\"answer_positions\":[1,1]}]}",
        "pair 0: answer position 1 comes twice"
    )]
    [InlineData(
        "{\"pairs\":[{\"clean\":[1],\"corrupted\":[1],\"answer_positions\":[0],\"answers\":[[-2]]}]}",
        "the answer token -2"
    )]
    [InlineData(
        "{\"pairs\":[{\"clean\":[1],\"corrupted\":[1],\"answer_positions\":[0],\"answers\":[[null]]}]}",
        "answers"
    )]
    [InlineData(
        "{\"pairs\":[{\"clean\":[1],\"corrupted\":[1],\"answer_positions\":[0],\"corrupted_positions\":[-1]}]}",
        "the position id -1"
    )]
    [InlineData("{\"pairs\":[{\"clean\":[9999999999],\"corrupted\":[1],\"answer_positions\":[0]}]}", "clean")]
    public void A_malformed_file_is_refused_by_name(string text, string culprit)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("pairs.json");
        File.WriteAllText(path, text);
        var error = Assert.Throws<PromptException>(() => PromptPairsJson.Read(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(culprit, error.Message[path.Length..], StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        foreach (
            var path in new[] { folder.File("none.json"), folder.File(Path.Combine("no", "none.json")), folder.Path }
        )
        {
            var error = Assert.Throws<PromptException>(() => PromptPairsJson.Read(path));
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
        }
    }
}
