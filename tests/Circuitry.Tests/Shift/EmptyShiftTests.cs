using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>SHIFT with nothing to judge, nothing to take away and nothing to read.</summary>
public sealed class EmptyShiftTests : IDisposable
{
    private static readonly ShiftOptions Options = new()
    {
        Block = 1,
        Features = 4,
        Texts = 4,
        Rule = new MidpointRule(1),
        Probe = new ProbeOptions { Epochs = 1 },
    };

    private readonly TransformerModel _model = SmallFeatures.Model("serial");
    private readonly FeatureDictionaries _dictionaries;
    private readonly TemporaryFolder _folder = new();

    public EmptyShiftTests() => _dictionaries = SmallFeatures.Dictionaries(_model);

    public void Dispose()
    {
        _dictionaries.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Zero_features_are_judged_by_anybody_and_change_nothing()
    {
        var none = Options with { Features = 0 };
        var result = Make(Texts(), none).Run(new MethodJudge("asked", _ => throw new NotSupportedException()));
        Assert.Empty(result.Judged);
        Assert.Equal(result.Original, result.Ablated);
        var path = _folder.File("judgements.json");
        Assert.Empty(Make(Texts(), none).Run(new JudgementFile(path)).Judged);
        Assert.False(File.Exists(path));
        var table = new ShiftTable(_model, _dictionaries, _ => Texts(), _ => " x", none).Run(
            new KeywordJudge(["x"]),
            [0]
        );
        Assert.Equal([0], table.Removed);
        Assert.Equal(table.Rows[ShiftRow.Original], table.Rows[ShiftRow.RandomFeatures]);
    }

    [Fact]
    public void Dictionaries_without_a_live_feature_leave_nothing_to_judge()
    {
        using var dead = new FeatureDictionaries([
            new SparseAutoencoder(
                FeatureSite.Residual(0),
                zeros([12, 3], float64),
                Ops.Add(zeros([3], float64), -1),
                Autoencoders.Normal(3, 3, 12),
                zeros([12], float64),
                DictionaryActivation.Relu()
            ),
        ]);
        var result = new ShiftSearch(_model, dead, Texts(), _ => " x", Options).Run(new KeywordJudge(["x"]));
        Assert.Empty(result.Judged);
        Assert.Equal(result.Original, result.Retrained);
    }

    [Fact]
    public void Texts_that_a_baseline_cannot_do_without_are_asked_for_before_the_table_is_filled()
    {
        var texts = Texts();
        RefusedTable("there are no concepts", texts with { Concepts = [] });
        RefusedTable(
            "no words but those of the unintended label",
            texts with
            {
                SpuriousWords = new HashSet<int> { 1, 2, 3, 4, 5 },
            }
        );
        Refused<PromptException>("no tokens", () => (texts with { Test = [.. texts.Test, new([], 0, 1)] }).Check());
        Refused<PromptException>("no tokens", () => (texts with { Test = [.. texts.Test, default] }).Check());
        Refused<PromptException>("the ambiguous texts have 0", () => (texts with { Ambiguous = [] }).Check());
        var table = new ShiftTable(_model, _dictionaries, _ => texts, _ => " x", Options);
        Refused<ArgumentException>("one seed or more, each once", () => table.Run(new KeywordJudge(["x"]), []));
        Refused<ArgumentException>("found [3, 3]", () => table.Run(new KeywordJudge(["x"]), [3, 3]));
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_by_name()
    {
        foreach (
            var options in new[]
            {
                Options with
                {
                    Features = -1,
                },
                Options with
                {
                    Texts = 1,
                },
                Options with
                {
                    Probe = new ProbeOptions { BatchSize = 0 },
                },
                Options with
                {
                    Probe = new ProbeOptions { Epochs = -1 },
                },
                Options with
                {
                    Probe = new ProbeOptions { LearningRate = double.NaN },
                },
                Options with
                {
                    Probe = new ProbeOptions { LearningRate = 0 },
                },
                Options with
                {
                    Probe = new ProbeOptions { WeightDecay = -1 },
                },
                Options with
                {
                    Evidence = new FeatureEvidenceOptions { Contexts = -1 },
                },
            }
        )
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Make(Texts(), options).Run(new KeywordJudge(["x"])));
        }

        Assert.All(
            new[] { 0, -0.5, 1.5, double.NaN },
            share => Assert.Throws<ArgumentOutOfRangeException>(() => new KeywordJudge(["x"], share))
        );
    }

    [Fact]
    public void Probes_of_nothing_are_refused()
    {
        using var two = Autoencoders.Normal(1, 2, 3);
        using var none = zeros([0, 3], float64);
        using var flat = Autoencoders.Normal(1, 2);
        Refused<ArgumentException>("found inputs of shape [0, 3] and 0 labels", () => Probe.Train(none, [], 0));
        Refused<ArgumentException>("found inputs of shape [2, 3] and 1 labels", () => Probe.Train(two, [1], 0));
        Refused<ArgumentException>("found inputs of shape [2]", () => Probe.Train(flat, [0, 1], 0));
        Refused<ArgumentException>("a label is 2", () => Probe.Train(two, [0, 2], 0));
        Refused<ArgumentException>("found 0 texts", () => ProbeScore.Of([], []));
        Refused<ArgumentException>("1 text and 2 answers", () => ProbeScore.Of([new([1], 0, 0)], [0, 1]));
        using var probe = Probe.Train(two, [0, 1], 0);
        Assert.Empty(probe.Classify(none));
        Refused<PromptException>("there are no texts", () => Task([], 0));
        Refused<PromptException>("a text has the label 3", () => Task([([1], 3)], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Task([([1], 1)], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Task([([1], 1)], -1));

        ProbeTask Task((IReadOnlyList<int>, int)[] texts, int block) => new(_model, _dictionaries, texts, probe, block);
    }

    private ShiftSearch Make(BiasedData texts, ShiftOptions options) =>
        new(_model, _dictionaries, texts, token => $" {token}", options);

    private void RefusedTable(string words, BiasedData texts) =>
        Refused<PromptException>(
            words,
            () =>
                new ShiftTable(_model, _dictionaries, _ => texts, _ => " x", Options).Run(
                    new MethodJudge("asked", _ => throw new NotSupportedException()),
                    [0]
                )
        );

    private static BiasedData Texts()
    {
        LabelledPrompt[] all = [new([1, 3], 0, 0), new([2, 3], 0, 1), new([1, 4], 1, 0), new([2, 4, 5], 1, 1)];
        return new BiasedData
        {
            Ambiguous = [all[0], all[3], all[0], all[3]],
            Balanced = all,
            Test = all,
            Concepts = [3, 4],
            SpuriousWords = new HashSet<int> { 1, 2 },
        };
    }

    private static void Refused<TException>(string words, Action act)
        where TException : Exception =>
        Assert.Contains(words, Assert.ThrowsAny<TException>(act).Message, StringComparison.Ordinal);
}
