namespace Circuitry.Tests;

public sealed class ReaderTests
{
    [Fact]
    public void Lines_of_sparse_feature_circuits_are_read()
    {
        var pair = Assert.Single(
            Read(
                SparseFeatureCircuitsPrompts.Read,
                """{"clean_prefix": "The cat", "patch_prefix": "The cats", "clean_answer": " is", "patch_answer": " are", "case": "x"}"""
            )
        );

        Same(pair, "The cat", "The cats", [" is"], [" are"]);
    }

    [Fact]
    public void Prompts_of_auto_circuit_are_read_with_and_without_wrong_answers()
    {
        var pairs = Read(
            AutoCircuitPrompts.Read,
            """
            {"seq_labels": ["a"], "prompts": [
              {"clean": "one", "corrupt": "two", "answers": [" a", " b"], "wrong_answers": [" c"]},
              {"clean": "three", "corrupt": "four", "answers": [" d"]}
            ]}
            """
        );

        Same(pairs[0], "one", "two", [" a", " b"], [" c"]);
        Same(pairs[1], "three", "four", [" d"], []);
    }

    [Fact]
    public void Years_of_greater_than_are_right_above_the_label()
    {
        var pair = Assert.Single(
            Read(EapIgPrompts.ReadGreaterThan, "clean,corrupted,label\r\nfrom 1697 to 16,from 1601 to 16,97\r\n")
        );

        Assert.Equal("from 1697 to 16", pair.Clean);
        Assert.Equal("from 1601 to 16", pair.Corrupted);
        Assert.Equal(["98", "99"], pair.Answers);
        Assert.Equal(98, pair.WrongAnswers.Count);
        Assert.Equal(["00", "01"], pair.WrongAnswers.Take(2));
    }

    [Theory]
    [InlineData(false, "Then, Ann and Bo met. Cy gave a \"ring\" to")]
    [InlineData(true, "Then, Ann and Bo met. Ann gave a \"ring\" to")]
    public void The_person_named_once_is_the_indirect_object(bool hard, string corrupted)
    {
        var pair = Assert.Single(
            Read(
                path => EapIgPrompts.ReadIndirectObjects(path, hard),
                """
                ,clean,corrupted,corrupted_hard,correct_idx,incorrect_idx
                4,"Then, Ann and Bo met. Bo gave a ""ring"" to","Then, Ann and Bo met. Cy gave a ""ring"" to","Then, Ann and Bo met. Ann gave a ""ring"" to",1,2
                """
            )
        );

        Same(pair, "Then, Ann and Bo met. Bo gave a \"ring\" to", corrupted, [" Ann"], [" Bo"]);
    }

    [Theory]
    [InlineData(
        """{"prompt": "c", "metadata": {"subject": "Bo", "indirect_object": "Ann"}, "other": {"prompt": "d"}}""",
        " Ann",
        " Bo"
    )]
    [InlineData(
        """{"prompt": "c", "choices": {"label": ["A", "B"]}, "answerKey": 1, "other": {"prompt": "d", "choices": {"label": ["X", "Y"]}, "answerKey": 0}}""",
        "B",
        "X"
    )]
    [InlineData("""{"prompt": "c", "label": 38, "other": {"prompt": "d", "label": "41"}}""", "38", "41")]
    public void Rows_of_the_benchmark_are_read_by_their_kind(string row, string right, string wrong)
    {
        Same(Assert.Single(Read(path => MibPrompts.Read(path, "other"), row)), "c", "d", [right], [wrong]);
        Same(Read(path => MibPrompts.Read(path, "other"), $"[{row},\n{row}]")[1], "c", "d", [right], [wrong]);
    }

    [Theory]
    [InlineData("mib", """{"prompt": "c"}""", "row 0: there is no 'other'")]
    [InlineData("mib", """{"prompt": "c", "other": {"prompt": "d"}}""", "row 0: there is no 'choices'")]
    [InlineData(
        "mib",
        """{"prompt": "c", "choices": {"label": ["A"]}, "answerKey": 1, "other": {"prompt": "d"}}""",
        "row 0: 'answerKey' (1) does not point"
    )]
    [InlineData("sfc", "{\"clean_prefix\": \"a\"}", "row 0: there is no 'patch_prefix'")]
    [InlineData("sfc", "{\"clean_prefix\": 3}", "row 0: 'clean_prefix' is no text but Number")]
    [InlineData("sfc", "not JSON", "row 0: ")]
    [InlineData("sfc", " ", "there are no prompts in it")]
    [InlineData("auto", "{}", "there is no list 'prompts'")]
    [InlineData(
        "auto",
        """{"prompts": [{"clean": [1, 2], "corrupt": [1, 3]}]}""",
        "row 0: 'clean' is no text but Array"
    )]
    [InlineData("years", "clean,corrupted\na,b\n", "there is no column 'label' among 'clean', 'corrupted'")]
    [InlineData("years", "clean,corrupted,label\na,b\n", "row 0: it has 2 values for 3 columns")]
    [InlineData("years", "clean,corrupted,label\na,b,99\n", "row 0: the label '99' is no year from 0 to 98")]
    [InlineData("ioi", "clean,corrupted\nNobody gave,x\n", "row 0: \"Nobody gave\" does not name two people")]
    [InlineData(
        "ioi",
        "clean,corrupted\nAnn and Ann met. Ann gave,x\n",
        "row 0: \"Ann and Ann met. Ann gave\" does not"
    )]
    [InlineData("ioi", "clean,corrupted\nAnn and Bo met. Ann gave Bo,x\n", "does not name two people and then one")]
    [InlineData("ioi", "clean,corrupted\nJean-Paul and Bo met. Bo gave,x\n", "does not name two people")]
    [InlineData("years", "clean,corrupted,label\na,b,+5\n", "row 0: the label '+5' is no year from 0 to 98")]
    [InlineData("years", "clean,corrupted,label\na,b, 7\n", "the label ' 7' is no year")]
    [InlineData("years", "clean,corrupted,label\na,b,\uFF10\uFF17\n", "the label '\uFF10\uFF17' is no year")]
    [InlineData("years", "clean,corrupted,label\na,b,7.0\n", "the label '7.0' is no year")]
    [InlineData("years", "clean,corrupted,label\na,b,007\n", "the label '007' is no year")]
    [InlineData("years", "clean,corrupted,label\na,b,-1\n", "the label '-1' is no year")]
    [InlineData("years", "clean,corrupted,label\na,b,\n", "the label '' is no year")]
    [InlineData("sfc", "[1]", "row 0: an object with 'clean_prefix' is expected, and this is Number")]
    [InlineData("sfc", "[null]", "row 0: an object with 'clean_prefix' is expected, and this is Null")]
    [InlineData("sfc", "\n\n3\n", "row 0: an object with 'clean_prefix' is expected, and this is Number")]
    [InlineData(
        "sfc",
        """{"clean_prefix": null, "patch_prefix": "b", "clean_answer": "c", "patch_answer": "d"}""",
        "row 0: 'clean_prefix' is no text but Null"
    )]
    [InlineData("sfc", """{"clean_prefix": "a", "clean_prefix": "b"}""", "row 0: ")]
    [InlineData("sfc", "{\"clean_prefix\": \"\\ud83d\"}", "row 0: expected text in valid Unicode")]
    [InlineData("auto", "[]", "expected an object with a list 'prompts', found Array")]
    [InlineData("auto", """{"prompts": {}}""", "'prompts' is no list but Object")]
    [InlineData("auto", """{"prompts": [null]}""", "row 0: an object with 'clean' is expected, and this is Null")]
    [InlineData(
        "auto",
        """{"prompts": [{"clean": "a", "corrupt": "b", "answers": [null]}]}""",
        "row 0: 'answers' is no text but Null"
    )]
    [InlineData(
        "auto",
        """{"prompts": [{"clean": "a", "corrupt": "b", "answers": "c"}]}""",
        "row 0: 'answers' is no list but String"
    )]
    [InlineData("mib", """{"prompt": "c", "other": "d"}""", "row 0: there is no 'choices'")]
    [InlineData(
        "mib",
        """{"prompt": "c", "label": "3", "other": "d"}""",
        "row 0: an object with 'label' is expected, and this is String"
    )]
    [InlineData(
        "mib",
        """{"prompt": "c", "choices": {"label": ["A", "B", "A"]}, "answerKey": 1, "other": {"prompt": "d"}}""",
        "row 0: 'choices.label' has \"A\" twice"
    )]
    [InlineData(
        "mib",
        """{"prompt": "c", "choices": {"label": ["A", 2]}, "answerKey": 0, "other": {"prompt": "d"}}""",
        "row 0: 'choices.label' is no text but Number"
    )]
    [InlineData("mib", """{"prompt": "c", "label": 4e1, "other": {"prompt": "d", "label": "4"}}""", "the number 4e1")]
    [InlineData("mib", """{"prompt": "c", "label": 7.0, "other": {"prompt": "d", "label": "4"}}""", "the number 7.0")]
    [InlineData("mib", """{"prompt": "c", "label": -0, "other": {"prompt": "d", "label": "4"}}""", "the number -0")]
    [InlineData("mib", """{"prompt": "c", "label": null, "other": {"prompt": "d"}}""", "'label' is no text but Null")]
    public void What_is_wrong_with_a_file_is_said_with_its_path_and_row(string kind, string text, string message)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("prompts");
        File.WriteAllText(path, text);

        var refusal = Assert.Throws<PromptException>(() => Read(kind, path));

        Assert.StartsWith(path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mib")]
    [InlineData("sfc")]
    [InlineData("auto")]
    [InlineData("years")]
    [InlineData("ioi")]
    public void A_file_that_is_not_there_is_said_so(string kind)
    {
        using var folder = new TemporaryFolder();

        var refusal = Assert.Throws<PromptException>(() => Read(kind, folder.File("none")));

        Assert.StartsWith(folder.File("none"), refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mib")]
    [InlineData("sfc")]
    [InlineData("auto")]
    [InlineData("years")]
    [InlineData("ioi")]
    public void Text_that_is_not_utf_8_is_refused_with_its_place(string kind)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("prompts"), [(byte)'a', (byte)'\n', (byte)'b', 0xE9, (byte)'c']);

        var refusal = Assert.Throws<PromptException>(() => Read(kind, folder.File("prompts")));

        Assert.Contains("byte 0xE9, which is none, in line 2, byte 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_json_end_as_any_system_ends_them_and_blank_ones_are_none()
    {
        const string row = """{"clean_prefix": "a", "patch_prefix": "b", "clean_answer": "c", "patch_answer": "d"}""";

        Assert.Equal(3, Read(SparseFeatureCircuitsPrompts.Read, $"{row}\r\n\r\n{row}\r{row}\n \n").Count);
    }

    [Fact]
    public void People_may_have_names_of_any_letters()
    {
        var pair = Assert.Single(
            Read(
                path => EapIgPrompts.ReadIndirectObjects(path),
                "clean,corrupted\nThen Élodie and Øyvind met. Øyvind gave a ring to,x\n"
            )
        );

        Same(pair, "Then Élodie and Øyvind met. Øyvind gave a ring to", "x", [" Élodie"], [" Øyvind"]);
    }

    private static IReadOnlyList<TextPair> Read(string kind, string path) =>
        kind switch
        {
            "mib" => MibPrompts.Read(path, "other"),
            "sfc" => SparseFeatureCircuitsPrompts.Read(path),
            "auto" => AutoCircuitPrompts.Read(path),
            "years" => EapIgPrompts.ReadGreaterThan(path),
            _ => EapIgPrompts.ReadIndirectObjects(path),
        };

    private static IReadOnlyList<TextPair> Read(Func<string, IReadOnlyList<TextPair>> read, string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("prompts"), text);
        return read(folder.File("prompts"));
    }

    private static void Same(TextPair pair, string clean, string corrupted, string[] answers, string[] wrong)
    {
        Assert.Equal(clean, pair.Clean);
        Assert.Equal(corrupted, pair.Corrupted);
        Assert.Equal(answers, pair.Answers);
        Assert.Equal(wrong, pair.WrongAnswers);
    }
}
