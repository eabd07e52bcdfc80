using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>
/// A model and dictionaries at random, texts whose first token is the unintended label and whose second one is the intended one.
/// </summary>
public sealed class ShiftTests : IDisposable
{
    private static readonly ShiftOptions Options = new()
    {
        Block = 1,
        Features = 6,
        Texts = 8,
        Rule = new MidpointRule(2),
        Probe = new ProbeOptions { Epochs = 5 },
    };

    private readonly TransformerModel _model = SmallFeatures.Model("serial");
    private readonly FeatureDictionaries _dictionaries;
    private readonly TemporaryFolder _folder = new();

    public ShiftTests() => _dictionaries = SmallFeatures.Dictionaries(_model);

    public void Dispose()
    {
        _dictionaries.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_judge_sees_the_strongest_features_first_and_no_error_terms()
    {
        var seen = new List<FeatureEvidence>();
        var result = Make()
            .Run(
                new MethodJudge(
                    "every second",
                    evidence =>
                    {
                        seen.Add(evidence);
                        return seen.Count % 2 == 0 ? Judgement.Irrelevant : Judgement.Relevant;
                    }
                )
            );
        Assert.Equal(6, seen.Count);
        Assert.Equal(seen, result.Judged.Select(judged => judged.Evidence));
        Assert.Equal(seen.OrderByDescending(evidence => Math.Abs(evidence.Effect)), seen);
        Assert.DoesNotContain(seen, evidence => evidence.Node.IsError);
        Assert.Equal("every second", result.Judge);
        Assert.Equal(seen.Where((_, index) => index % 2 == 1).Select(evidence => evidence.Node), result.Removed);
    }

    [Fact]
    public void A_file_says_which_options_were_not_the_declared_ones()
    {
        var result = Make().Run(new MethodJudge("lenient", _ => Judgement.Relevant));
        Assert.Equal(Options, result.Options);
        var declaration = new ShiftDeclaration
        {
            Experiment = "Sample",
            Model = "Serial",
            Dataset = "Texts",
            DatasetSize = 8,
            DatasetSeed = 0,
            Dictionaries = "dictionaries.json",
            Block = 1,
            Features = 60,
        };
        var file = ShiftJson.ToText(declaration, result, null);
        Assert.Contains("\"given_options\": \"Circuitry.Features.Shift.ShiftOptions(", file, StringComparison.Ordinal);
        Assert.Contains("Features: 6, ", file, StringComparison.Ordinal);
        var declared = result with { Options = new ShiftOptions { Block = 1 } };
        var plain = ShiftJson.ToText(declaration, declared, null);
        Assert.DoesNotContain("given_options", plain, StringComparison.Ordinal);
        Assert.Equal(plain, ShiftJson.ToText(declaration, result with { Options = null }, null));
        // The rest of the file is the same.
        Assert.StartsWith(plain[..^4], file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_another_judge_of_the_same_name_is_refused()
    {
        var checkpoint = _folder.File("table.json");
        var table = new ShiftTable(_model, _dictionaries, Texts, Word, Options);
        var (first, second) = (new KeywordJudge(["a"]), new KeywordJudge(["b"]));
        Assert.Equal(first.Name, second.Name);
        using var stop = new CancellationTokenSource();
        var stopping = new Listener(progress =>
        {
            if (progress.Done > Enum.GetValues<ShiftRow>().Length)
            {
                stop.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() =>
            table.Run(first, [0, 1], stopping, stop.Token, new JobFile(checkpoint))
        );
        Assert.Throws<CheckpointException>(() => table.Run(second, [0, 1], jobs: new JobFile(checkpoint)));
    }

    [Fact]
    public void Taking_nothing_away_changes_no_score()
    {
        var result = Make().Run(new MethodJudge("lenient", _ => Judgement.Relevant));
        Assert.Empty(result.Removed);
        Assert.Equal(result.Original, result.Ablated);
        Assert.Equal(result.Original, result.Retrained);
    }

    [Fact]
    public void Removal_takes_features_away_everywhere_and_keeps_what_dictionaries_leave_over()
    {
        using var scope = NewDisposeScope();
        FeatureNode[] nodes = [new(FeatureSite.Mlp(0), 2), new(FeatureSite.Mlp(0), 5), new(FeatureSite.Residual(0), 1)];
        using var removal = new FeatureRemoval(_model, _dictionaries, nodes);
        IReadOnlyList<int>[] texts =
        [
            [1, 2, 3],
            [4, 5, 6, 7],
        ];
        var removed = PooledActivations.Of(_model, texts, 1, removal.Apply);
        var byHand = PooledActivations.Of(
            _model,
            texts,
            1,
            tap =>
            {
                foreach (var site in nodes.GroupBy(node => node.Site))
                {
                    var dictionary = _dictionaries[site.Key];
                    Splice.Into(
                        tap,
                        site.Key,
                        input =>
                        {
                            var features = dictionary.Encode(input);
                            var without = features.clone();
                            foreach (var node in site)
                            {
                                without.select(2, node.Feature).zero_();
                            }

                            return Ops.Add(
                                input,
                                dictionary.Decode(without, input) - dictionary.Decode(features, input)
                            );
                        }
                    );
                }
            }
        );
        Numbers.Same(byHand, removed, 1e-10);
        Assert.True((removed - PooledActivations.Of(_model, texts, 1, null)).abs().max().item<double>() > 1e-6);
    }

    [Fact]
    public void A_file_is_written_filled_in_and_gone_by()
    {
        var path = Path.Combine(_folder.Path, "made", "judgements.json");
        var asked = Assert.Throws<JudgementException>(() => Make().Run(new JudgementFile(path)));
        Assert.Contains("judgements are missing for 6 of 6 features", asked.Message);
        Assert.Contains(path, asked.Message);

        var text = File.ReadAllText(path);
        var first = text.IndexOf("\"judgement\": null", StringComparison.Ordinal);
        text = text[..first] + "\"judgement\": \"irrelevant\"" + text[(first + "\"judgement\": null".Length)..];
        File.WriteAllText(path, text);
        Assert.Contains(
            "5 of 6 features",
            Assert.Throws<JudgementException>(() => Make().Run(new JudgementFile(path))).Message
        );
        Assert.Contains("\"judgement\": \"irrelevant\"", File.ReadAllText(path));

        File.WriteAllText(path, File.ReadAllText(path).Replace("\"judgement\": null", "\"judgement\": \"relevant\""));
        var result = Make().Run(new JudgementFile(path));
        Assert.Equal("judgements.json", result.Judge);
        Assert.Equal(result.Judged[0].Evidence.Node, Assert.Single(result.Removed));

        File.WriteAllText(path, "{\"format\": \"circuitry.judgements\", \"features\": [{\"feature\": \"x\"}]}");
        Assert.Contains(
            "cannot be read",
            Assert.Throws<JudgementException>(() => Make().Run(new JudgementFile(path))).Message
        );
    }

    [Fact]
    public void Keywords_judge_by_what_a_feature_is_active_on()
    {
        FeatureEvidence Evidence(params (string Token, double Activation)[] contexts) =>
            new()
            {
                Node = new FeatureNode(FeatureSite.Embedding, 0),
                Effect = 1,
                Tokens = 10,
                Density = 0.1,
                Mean = 0.1,
                Contexts =
                [
                    .. contexts.Select(context => new FeatureContext
                    {
                        Tokens = ["The", context.Token],
                        Index = 1,
                        Activations = [0, context.Activation],
                    }),
                ],
            };
        var judge = new KeywordJudge(["she", "her"]);
        Assert.Equal(Judgement.Irrelevant, judge.Judge(Evidence((" She", 3), (" ward", 2), (" her", 1))));
        Assert.Equal(Judgement.Relevant, judge.Judge(Evidence((" She", 1), (" ward", 2))));
        Assert.Equal(Judgement.Relevant, judge.Judge(Evidence()));
        Assert.Equal(4.0 / 6, judge.ShareOf(Evidence((" She", 3), (" ward", 2), (" her", 1))), 1e-12);
    }

    [Fact]
    public void The_table_has_every_row_for_every_seed_and_the_same_seeds_give_the_same_table()
    {
        ShiftTableResult Fill() =>
            new ShiftTable(_model, _dictionaries, Texts, Word, Options).Run(
                new MethodJudge(
                    "every third",
                    evidence => evidence.Node.Feature % 3 == 0 ? Judgement.Irrelevant : Judgement.Relevant
                ),
                [0, 3]
            );
        var (table, again) = (Fill(), Fill());
        Assert.Equal(Enum.GetValues<ShiftRow>(), table.Rows.Keys.Order());
        Assert.All(table.Rows.Values, scores => Assert.Equal(2, scores.Count));
        Assert.Equal(ShiftTableText.ToText(table), ShiftTableText.ToText(again));
        Assert.Contains("every third", ShiftTableText.ToText(table));
        var mean = table.Mean(ShiftRow.Oracle, score => score.Intended);
        Assert.Equal(table.Rows[ShiftRow.Oracle].Average(score => score.Intended), mean.Value, 1e-12);
    }

    [Fact]
    public void A_table_that_was_stopped_goes_on_to_the_same_table()
    {
        var judge = new MethodJudge("all", _ => Judgement.Irrelevant);
        var table = new ShiftTable(_model, _dictionaries, Texts, Word, Options);
        var whole = ShiftTableText.ToText(table.Run(judge, [0, 1, 2]));
        var path = Path.Combine(_folder.Path, "table.json");
        foreach (var stop in new[] { 4, 10, 17, 25 })
        {
            using var source = new CancellationTokenSource();
            var reports = new Listener(progress =>
            {
                if (progress.Done == stop)
                {
                    source.Cancel();
                }
            });
            Assert.Throws<OperationCanceledException>(() =>
                table.Run(judge, [0, 1, 2], reports, source.Token, new JobFile(path))
            );
            Assert.Equal(stop >= 10, File.Exists(path));
            if (stop >= 10)
            {
                var other = new MethodJudge("another", _ => Judgement.Relevant);
                Assert.Throws<CheckpointException>(() => table.Run(other, [0], jobs: new JobFile(path)));
            }

            Assert.Equal(whole, ShiftTableText.ToText(table.Run(judge, [0, 1, 2], jobs: new JobFile(path))));
            // What is done is not done again while its checkpoint is there.
            var idle = new Listener(_ => Assert.Fail("a row was scored again"));
            Assert.Equal(whole, ShiftTableText.ToText(table.Run(judge, [0, 1, 2], idle, jobs: new JobFile(path))));
            File.Delete(path);
        }

        File.WriteAllText(path, "[{}]");
        Assert.Throws<CheckpointException>(() => table.Run(judge, [0], jobs: new JobFile(path)));
    }

    [Fact]
    public void Texts_that_are_not_ambiguous_or_lack_a_group_are_refused()
    {
        var texts = Texts(0);
        Assert.Contains(
            "two different labels",
            Assert.Throws<PromptException>(() => (texts with { Ambiguous = texts.Balanced }).Check()).Message
        );
        Assert.Contains(
            "they need all four",
            Assert.Throws<PromptException>(() => (texts with { Test = texts.Ambiguous }).Check()).Message
        );
        Assert.Contains(
            "labels are 0 or 1",
            Assert.Throws<PromptException>(() => (texts with { Test = [new([1], 2, 0)] }).Check()).Message
        );
        var block = Assert.Throws<ArgumentException>(() =>
            new ShiftSearch(_model, _dictionaries, texts, Word, Options with { Block = 2 }).Run(new KeywordJudge([]))
        );
        Assert.Contains("the blocks 0 to 1", block.Message);
    }

    private ShiftSearch Make() => new(_model, _dictionaries, Texts(0), Word, Options);

    private static string? Word(int token) => FormattableString.Invariant($" {token}");

    private static BiasedData Texts(int seed)
    {
        var random = new Random(seed);
        LabelledPrompt[] Draw(int count, bool ambiguous) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(i =>
                    {
                        var (label, spurious) = (i % 2, ambiguous ? i % 2 : i / 2 % 2);
                        int[] tokens =
                        [
                            1 + spurious,
                            3 + label,
                            .. Enumerable.Range(0, 1 + i % 3).Select(_ => random.Next(5, 11)),
                        ];
                        return new LabelledPrompt(tokens, label, spurious);
                    }),
            ];
        return new BiasedData
        {
            Ambiguous = Draw(24, true),
            Balanced = Draw(24, false),
            Test = Draw(16, false),
            Concepts = [3, 4],
            SpuriousWords = new HashSet<int> { 1, 2 },
        };
    }
}
