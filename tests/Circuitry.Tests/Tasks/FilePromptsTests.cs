namespace Circuitry.Tests;

/// <summary>A file of any known layout is a data set, and one of none is refused with what there is.</summary>
public sealed class FilePromptsTests
{
    [Theory]
    [InlineData(
        """{"pairs": [{"clean": [1, 2], "corrupted": [1, 3], "answer_positions": [1], "answers": [[4]]}, {"clean": [2, 2], "corrupted": [2, 3], "answer_positions": [1], "answers": [[4]]}]}"""
    )]
    public void Token_ids_need_no_tokenizer_and_a_size_takes_the_first(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("p"), text);

        Assert.Equal(2, Make(folder, 0).Count);
        Assert.Equal([1, 2], Make(folder, 1).Pairs.Single().Clean);
        Assert.Contains(
            "has 2 pairs, and 3 are asked for",
            Assert.Throws<PromptException>(() => Make(folder, 3)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("what is this", "none of the known layouts")]
    [InlineData("""{"something": 1}""", "none of the known layouts")]
    [InlineData("""[{"prompt": "a", "one": {"prompt": "b"}, "two": {"prompt": "c"}}]""", "'one', 'two'")]
    [InlineData("""[{"prompt": "a", "metadata": {}}]""", "no member of its rows has a corrupted 'prompt'")]
    [InlineData("""[{"clean": "a", "corrupt": "b", "answers": " c"}]""", "'corrupt' is none of")]
    [InlineData("clean,corrupted,answer\n", "there are no prompts in it")]
    public void What_cannot_be_read_is_refused_by_what_is_wrong(string text, string says)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("p"), text);

        var refusal = Assert.Throws<PromptException>(() => Make(folder, 0));

        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(folder.File("p"), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_and_a_table_say_the_same()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder.File("rows"),
            """{"clean": "a, b", "corrupted": "c", "answers": [" x", " y"], "wrong_answers": " z"}"""
        );
        File.WriteAllText(folder.File("table"), "clean,corrupted,answer,wrong_answer\n\"a, b\",c, x| y, z\n");

        var (rows, table) = (TextPrompts.Read(folder.File("rows")), TextPrompts.ReadTable(folder.File("table")));

        Assert.Equal(Identity.Of(rows), Identity.Of(table));
        Assert.Equal([" x", " y"], rows[0].Answers);
        Assert.Equal([" z"], table[0].WrongAnswers);
    }

    private static PromptPairs Make(TemporaryFolder folder, int size) =>
        PromptPairs.Made(
            new FilePrompts(folder.File("p")),
            new DatasetRequest
            {
                Size = size,
                Seed = 0,
                Architecture = Grouped.Declared,
            }
        );
}
