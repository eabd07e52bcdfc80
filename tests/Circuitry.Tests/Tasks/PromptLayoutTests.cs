namespace Circuitry.Tests;

/// <summary>A file that is given to another layout's reader is refused by a message that names the right one.</summary>
public sealed class PromptLayoutTests
{
    private static readonly (string Reader, string Text)[] Files =
    [
        ("PromptPairsJson.Read", """{"pairs": [{"clean": [1], "corrupted": [2], "answer_positions": [0]}]}"""),
        (
            "AutoCircuitPrompts.Read",
            """{"seq_labels": null, "prompts": [{"clean": "a", "corrupt": "b", "answers": ["c"]}]}"""
        ),
        (
            "SparseFeatureCircuitsPrompts.Read",
            """{"clean_prefix": "a", "patch_prefix": "b", "clean_answer": "c", "patch_answer": "d"}"""
        ),
        (
            "SparseFeatureCircuitsPrompts.Read",
            """{"prompt": "beside", "clean_prefix": "a", "patch_prefix": "b", "clean_answer": "c", "patch_answer": "d", "label": 3, "other": {"prompt": "b", "label": 4}}"""
        ),
        (
            "SparseFeatureCircuitsPrompts.Read",
            """ [{"case": {"x": [1]}, "clean_prefix": "a", "patch_prefix": "b", "clean_answer": "c", "patch_answer": "d"}]"""
        ),
        ("MibPrompts.Read", """{"label": 3, "prompt": "a", "other": {"prompt": "b", "label": 4}}"""),
        ("MibPrompts.Read", """[{"prompt": "a", "label": 3, "other": {"prompt": "b", "label": 4}}]"""),
        ("EapIgPrompts", "clean,corrupted,label\nAnn and Bo met. Bo gave,b,5\n"),
        ("EapIgPrompts", "\n\"clean\",corrupted,label\r\nAnn and Bo met. Bo gave,b,5\r\n"),
    ];

    private static readonly (string Name, Action<string> Read)[] Readers =
    [
        ("PromptPairsJson.Read", path => PromptPairsJson.Read(path)),
        ("AutoCircuitPrompts.Read", path => AutoCircuitPrompts.Read(path)),
        ("SparseFeatureCircuitsPrompts.Read", path => SparseFeatureCircuitsPrompts.Read(path)),
        ("MibPrompts.Read", path => MibPrompts.Read(path, "other")),
        ("EapIgPrompts", path => EapIgPrompts.ReadGreaterThan(path)),
        ("EapIgPrompts", path => EapIgPrompts.ReadIndirectObjects(path)),
    ];

    public static TheoryData<int, int> Pairs()
    {
        var data = new TheoryData<int, int>();
        for (var file = 0; file < Files.Length; file++)
        {
            for (var reader = 0; reader < Readers.Length; reader++)
            {
                data.Add(file, reader);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_file_is_read_by_its_own_reader_and_named_as_its_by_any_other(int file, int reader)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("prompts");
        File.WriteAllText(path, Files[file].Text);

        if (PromptLayout.Of(Files[file].Text).Any(layout => Readers[reader].Name == layout.Reader))
        {
            Readers[reader].Read(path);
            return;
        }

        var refusal = Assert.Throws<PromptException>(() => Readers[reader].Read(path));
        Assert.StartsWith($"{path}: expected ", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith($"{Files[file].Reader} reads such a file", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("{")]
    [InlineData("{\"x\": ")]
    [InlineData("{\"x\": 1}")]
    [InlineData("[{\"pairs\": 1}]")]
    [InlineData("x,y\n1,2")]
    [InlineData("[[[")]
    public void What_is_no_known_layout_is_none(string text) => Assert.Empty(PromptLayout.Of(text));
}
