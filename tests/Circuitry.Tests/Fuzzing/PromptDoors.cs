namespace Circuitry.Tests;

/// <summary>Prompts of every layout.</summary>
internal static class PromptDoors
{
    public static IReadOnlyList<Door> All { get; } =
    [
        new(
            "prompts",
            "token ids",
            "pairs.json",
            Spelling.Json,
            folder =>
                File.WriteAllText(
                    folder.File("pairs.json"),
                    """
                    {"pairs": [
                      {"clean": [1, 2, 3], "corrupted": [1, 4, 3], "answer_positions": [2], "answers": [[5, 6]], "wrong_answers": [[7]]},
                      {"clean": [1, 2, 9, 3], "corrupted": [1, 4, 8, 3], "answer_positions": [3], "answers": [[6]], "wrong_answers": [[7]]}],
                     "mean_alignment": "start"}
                    """
                ),
            folder =>
                Doors.Again(
                    folder,
                    PromptPairsJson.Read(folder.File("pairs.json")),
                    (pairs, path) => File.WriteAllText(path, PromptPairsJson.Write(pairs)),
                    PromptPairsJson.Read,
                    PromptPairsJson.Write
                )
        ),
        Of(
            "auto-circuit's",
            Spelling.Json,
            """
            {"seq_labels": ["a"], "prompts": [
              {"clean": "one", "corrupt": "two", "answers": [" a", " b"], "wrong_answers": [" c"]},
              {"clean": "three", "corrupt": "four", "answers": [" d"]}]}
            """,
            AutoCircuitPrompts.Read
        ) with
        {
            Harmless = @"^\$\.seq_labels",
        },
        Of(
            "lines of Sparse Feature Circuits",
            Spelling.JsonLines,
            """
            {"clean_prefix": "The cat", "patch_prefix": "The cats", "clean_answer": " is", "patch_answer": " are", "case": "x"}
            {"clean_prefix": "The dog", "patch_prefix": "The dogs", "clean_answer": " is", "patch_answer": " are"}
            """,
            SparseFeatureCircuitsPrompts.Read
        ),
        Of(
            "a list of Sparse Feature Circuits",
            Spelling.Json,
            """[{"clean_prefix": "The cat", "patch_prefix": "The cats", "clean_answer": " is", "patch_answer": " are", "case": "x"}]""",
            SparseFeatureCircuitsPrompts.Read
        ) with
        {
            Harmless = @"\.case$",
        },
        Of(
            "lines of MIB with people",
            Spelling.JsonLines,
            """
            {"prompt": "c", "metadata": {"subject": "Bo", "indirect_object": "Ann"}, "other": {"prompt": "d"}}
            {"prompt": "e", "metadata": {"subject": "Al", "indirect_object": "Eve"}, "other": {"prompt": "f"}}
            """,
            Mib
        ),
        Of(
            "choices of MIB",
            Spelling.Json,
            """[{"prompt": "c", "choices": {"label": ["A", "B"]}, "answerKey": 1, "other": {"prompt": "d", "choices": {"label": ["X", "Y"]}, "answerKey": 0}}]""",
            Mib
        ) with
        {
            // One label of each side is the answer.
            Harmless = @"label\[",
        },
        Of(
            "arithmetic of MIB",
            Spelling.Json,
            """[{"prompt": "c", "label": 38, "other": {"prompt": "d", "label": "41"}}]""",
            Mib
        ) with
        {
            Harmless = "label",
        },
        Of(
            "lines of one's own",
            Spelling.JsonLines,
            """
            {"clean": "one", "corrupted": "two", "answers": [" a", " b"], "wrong_answers": " c"}
            {"clean": "three", "corrupted": "four", "answers": " d"}
            """,
            TextPrompts.Read
        ),
        Of(
            "a table of one's own",
            Spelling.Lines,
            "clean,corrupted,answer,wrong_answer\none,two, a| b, c\nthree,four, d,\n",
            TextPrompts.ReadTable
        ),
        Of(
            "people of EAP-IG",
            Spelling.Lines,
            ",clean,corrupted,corrupted_hard\n4,\"Then, Ann and Bo met. Bo gave a \"\"ring\"\" to\",\"Then, Ann and Bo met. Cy gave it to\",\"Then, x\"\n",
            path => EapIgPrompts.ReadIndirectObjects(path)
        ),
        Of(
            "years of EAP-IG",
            Spelling.Lines,
            "clean,corrupted,label\nfrom 1697 to 16,from 1601 to 16,97\nfrom 1712 to 17,from 1701 to 17,12\n",
            EapIgPrompts.ReadGreaterThan
        ),
    ];

    private static IReadOnlyList<TextPair> Mib(string path) => MibPrompts.Read(path, "other");

    private static Door Of(string name, Spelling spelling, string text, Func<string, IReadOnlyList<TextPair>> read)
    {
        var file = spelling == Spelling.Lines ? "prompts.csv" : "prompts.json";
        return new(
            "prompts",
            name,
            file,
            spelling,
            folder => File.WriteAllText(folder.File(file), text),
            folder => Identity.Of(read(folder.File(file)))
        )
        {
            TakesAnyField = true,
        };
    }
}
