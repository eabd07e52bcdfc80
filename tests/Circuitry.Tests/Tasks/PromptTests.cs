using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Bad prompts are refused by name, before anything is computed.</summary>
public sealed class PromptTests
{
    private static readonly PromptPair Pair = PromptPair.AtLastPosition([1, 2, 3], [1, 4, 3], 5, 6);

    [Fact]
    public void Prompts_without_tokens_are_refused()
    {
        Refused("no prompts", () => new Prompts([]));
        Refused(
            "prompt 1 has no tokens",
            () =>
                new Prompts([
                    [1],
                    [],
                ])
        );
    }

    [Fact]
    public void Position_ids_of_another_shape_are_refused()
    {
        Refused(
            "prompt 1 has 2 tokens but 1 position id",
            () =>
                new Prompts(
                    [
                        [1],
                        [1, 2],
                    ],
                    [
                        [0],
                        [0],
                    ]
                )
        );
        Refused(
            "2 prompts but position ids for 1",
            () =>
                new Prompts(
                    [
                        [1],
                        [1, 2],
                    ],
                    [
                        [0],
                    ]
                )
        );
        Refused(
            "1 prompt but position ids for 2",
            () =>
                new Prompts(
                    [
                        [1],
                    ],
                    [
                        [0],
                        [0],
                    ]
                )
        );
    }

    [Fact]
    public void Prompts_keep_what_they_were_given_even_if_it_changes_afterwards()
    {
        int[] tokens = [1, 2];
        var prompts = new Prompts(
            [tokens, [3]],
            [
                [1, 0],
                [0],
            ]
        );
        tokens[0] = 9;
        Assert.Equal([1, 2], prompts[0]);
        Assert.Equal([1, 0], prompts.PositionsOf(0));
        Assert.True(prompts.IsPadded);
        Assert.Equal((2, 2), (prompts.Count, prompts.Length));
        Assert.Equal((0, 1), (prompts.PaddingOf(0), prompts.PaddingOf(1)));
    }

    [Fact]
    public void A_data_set_without_pairs_is_refused() => Refused("data set is empty", () => PromptPairs.Of([]));

    [Fact]
    public void Pairs_whose_prompts_differ_in_length_are_refused() =>
        Refused(
            "pair 1: the clean prompt has 3 tokens and the corrupted one 2",
            () => PromptPairs.Of([Pair, Pair with { Corrupted = [1, 2] }])
        );

    [Fact]
    public void A_pair_without_tokens_is_refused() =>
        Refused("pair 0", () => PromptPairs.Of([Pair with { Clean = [], Corrupted = [] }]));

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void An_answer_position_outside_of_its_prompt_is_refused(int position) =>
        Refused(
            FormattableString.Invariant($"pair 1: answer position {position} is outside its 3 tokens"),
            () => PromptPairs.Of([Pair, Pair with { AnswerPositions = [position] }])
        );

    [Fact]
    public void Differing_numbers_of_answers_are_refused()
    {
        Refused("pair 0 has no answer position", () => PromptPairs.Of([Pair with { AnswerPositions = [] }]));
        Refused(
            "pair 1 has 2 answer positions and pair 0 has 1",
            () => PromptPairs.Of([Pair, Pair with { AnswerPositions = [1, 2] }])
        );
        Refused(
            "pair 0 has answer tokens for 2 of 1 answer positions",
            () =>
                PromptPairs.Of([
                    Pair with
                    {
                        Answers =
                        [
                            [1],
                            [2],
                        ],
                    },
                ])
        );
        Refused(
            "pair 0 has wrong answer tokens and pair 1 has none; all pairs need them, or none",
            () => PromptPairs.Of([Pair, Pair with { WrongAnswers = [] }])
        );
        Refused(
            "pair 1 has answer tokens and pair 0 has none; all pairs need them, or none",
            () => PromptPairs.Of([Pair with { Answers = [] }, Pair])
        );
        Refused(
            "pair 0 has an answer position without answer tokens",
            () =>
                PromptPairs.Of([
                    Pair with
                    {
                        AnswerPositions = [1, 2],
                        Answers =
                        [
                            [1],
                            [],
                        ],
                        WrongAnswers = [],
                    },
                ])
        );
    }

    [Fact]
    public void Position_ids_that_are_not_as_many_as_tokens_are_refused() =>
        Refused(
            "prompt 1 has 3 tokens but 2 position ids",
            () => PromptPairs.Of([Pair, Pair with { CorruptedPositions = [0, 1] }])
        );

    [Fact]
    public void A_pair_without_position_ids_beside_one_that_has_them_counts_up()
    {
        var pairs = PromptPairs.Of([Pair, Pair with { CorruptedPositions = [0, 2, 1] }]);
        Assert.Equal([0, 1, 2], pairs.Corrupted.PositionsOf(0));
        Assert.Equal([0, 2, 1], pairs.Corrupted.PositionsOf(1));
        Assert.False(pairs.Clean.HasPositions);
    }

    [Fact]
    public void The_hash_tells_any_two_data_sets_apart()
    {
        PromptPair[] variants =
        [
            Pair,
            Pair with
            {
                Clean = [1, 2, 4],
            },
            Pair with
            {
                Corrupted = [1, 5, 3],
            },
            Pair with
            {
                AnswerPositions = [1],
            },
            Pair with
            {
                Answers =
                [
                    [4],
                ],
            },
            Pair with
            {
                WrongAnswers = [],
            },
            Pair with
            {
                CorruptedPositions = [0, 2, 1],
            },
        ];
        var hashes = variants.Select(pair => PromptPairs.Of([pair]).Hash).ToList();
        Assert.Equal(variants.Length, hashes.Distinct().Count());
        Assert.Equal(hashes[0], PromptPairs.Of([Pair]).Hash);
        Assert.Matches("^[0-9a-f]{64}$", hashes[0]);
    }

    [Fact]
    public void A_sequence_is_not_made_of_prompts_that_do_not_fit_the_model()
    {
        using var model = SmallModels.Make<Serial>();
        Refused(
            "prompt 1 has 10 tokens; the model's context is 9",
            () =>
                Sequence.Of(
                    new Prompts([
                        [1],
                        [.. Enumerable.Range(0, 10)],
                    ]),
                    model
                )
        );
        Refused(
            "prompt 0 has token 11 at position 1; the vocabulary has 11 tokens, 0 to 10",
            () =>
                Sequence.Of(
                    new Prompts([
                        [0, 11],
                    ]),
                    model
                )
        );
        Refused(
            "prompt 0 has token -1 at position 0",
            () =>
                Sequence.Of(
                    new Prompts([
                        [-1],
                    ]),
                    model
                )
        );
        Refused(
            "prompt 0 has position id 9 at position 1; the model's context is 9",
            () =>
                Sequence.Of(
                    new Prompts(
                        [
                            [0, 1],
                        ],
                        [
                            [0, 9],
                        ]
                    ),
                    model
                )
        );
        Refused(
            "prompt 0 has position id -1",
            () =>
                Sequence.Of(
                    new Prompts(
                        [
                            [0, 1],
                        ],
                        [
                            [-1, 0],
                        ]
                    ),
                    model
                )
        );
        Refused(
            "prompt 0 has token 11",
            () =>
                model.Run(
                    new Prompts([
                        [11],
                    ])
                )
        );
    }

    [Fact]
    public void An_experiment_refuses_prompts_that_do_not_fit_when_it_is_made()
    {
        using var model = SmallModels.Make<AttentionOnly>();
        Refused("clean prompt 0 has 10 tokens", Made(Pair with { Clean = new int[10], Corrupted = new int[10] }));
        Refused("clean prompt 0 has token 11 at position 2", Made(Pair with { Clean = [1, 2, 11] }));
        Refused("corrupted prompt 0 has token 12 at position 0", Made(Pair with { Corrupted = [12, 2, 1] }));
        Refused("corrupted prompt 0 has position id 9", Made(Pair with { CorruptedPositions = [0, 1, 9] }));
        Refused("metric logit difference needs answer tokens", Made(Pair with { Answers = [] }));
        Refused("metric logit difference needs wrong answer tokens", Made(Pair with { WrongAnswers = [] }));
        Refused(
            "pair 0 has an answer position without answer tokens",
            Made(
                Pair with
                {
                    Answers =
                    [
                        [],
                    ],
                }
            )
        );
        Refused(
            "pair 0: the answer token 7 is outside the model's 7 logits",
            Made(
                Pair with
                {
                    Answers =
                    [
                        [7],
                    ],
                }
            )
        );
        Refused(
            "pair 0: the wrong answer token -1 is outside",
            Made(
                Pair with
                {
                    WrongAnswers =
                    [
                        [-1],
                    ],
                }
            )
        );
        // What the metric does not look at does not matter.
        using var edges = AttentionOnlyEdges.From(
            SmallModels.Make<AttentionOnly>(),
            PromptPairs.Of([
                Pair with
                {
                    Answers =
                    [
                        [99],
                    ],
                },
            ])
        );
        Assert.True(double.IsFinite(edges.Measure(EdgeSet.None(edges.Graph))));

        Func<object> Made(PromptPair pair) => () => AttentionOnlyDifference.From(model, PromptPairs.Of([pair]));
    }

    [Fact]
    public void Pairs_need_a_group_for_every_position_or_none_at_all()
    {
        Refused(
            "pair 0 has groups for 2 positions and 3 tokens",
            () => PromptPairs.Of([Pair with { PositionGroups = ["name", "rest"] }])
        );
        Refused(
            "pair 1 has groups of positions and pair 0 has none",
            () => PromptPairs.Of([Pair, Pair with { PositionGroups = ["name", "rest", "rest"] }])
        );
    }

    [Fact]
    public void An_experiment_that_splits_positions_needs_pairs_with_its_groups()
    {
        using var model = SmallModels.Make<Serial>(1);
        string[] labels = ["even", "rest", "answers"];
        Refused(
            "positions are split into even, answers, rest, and the prompt pairs do not say which position is in which",
            () => SerialEdgesByGroup.From(model, PromptPairs.Of([Pair]))
        );
        Refused(
            "pair 1: position 2 is in the group 'middle'; the graph's groups are even, answers, rest",
            () =>
                SerialEdgesByGroup.From(
                    model,
                    PromptPairs.Of([
                        Pair with
                        {
                            PositionGroups = labels,
                        },
                        Pair with
                        {
                            PositionGroups = ["even", "rest", "middle"],
                        },
                    ])
                )
        );
        using var experiment = SerialEdgesByGroup.From(
            model,
            PromptPairs.Of([Pair with { PositionGroups = ["even", "rest", "even"] }])
        );
        // A group without a position writes nothing.
        var graph = experiment.Graph;
        var effects = new ExactEffects(experiment).Score();
        Assert.All(
            Enumerable.Range(0, graph.EdgeCount).Where(edge => graph.EdgeAt(edge).Writer.Positions == "answers"),
            edge => Assert.Equal(0, effects.Values[edge], 1e-12)
        );
        Assert.True(effects.Values.Max() > 1e-6);
    }

    [Fact]
    public void A_data_set_that_does_not_fit_shows_before_weights_are_read()
    {
        // There are no weights in this place, and nobody comes to see it.
        using var empty = new TemporaryFolder();
        Refused("corrupted prompt 1 has token 99", () => UnfitEdges.Load(empty.Path));
        Refused("needs wrong answer tokens", () => UnansweredEdges.Load(empty.Path));
        Refused("do not say which position is in which", () => UngroupedEdges.Load(empty.Path));
        Assert.Throws<WeightsException>(() => SerialEdges.Load(empty.Path));
    }

    [Theory]
    [MemberData(nameof(SmallExperiments.Architectures), MemberType = typeof(SmallExperiments))]
    public void Padding_attends_to_nothing_and_nothing_attends_to_it(string name)
    {
        using var scope = NewDisposeScope();
        using var experiment = SmallExperiments.Load(name);
        using var run = experiment.Run(
            new Prompts([
                [1, 2, 3, 4, 5],
                [6, 7, 8],
            ])
        );
        for (var layer = 0; layer < experiment.Transformer.Architecture.Layers; layer++)
        {
            var pattern = run.ReadWhole(HookSite.AttentionPattern, layer)[1];
            Numbers.Same(zeros_like(pattern[.., ..2]), pattern[.., ..2], 0);
            Numbers.Same(zeros_like(pattern[.., .., ..2]), pattern[.., .., ..2], 0);
            var sums = pattern[.., 2..].sum(-1);
            Numbers.Same(ones_like(sums), sums);
        }
    }

    [Theory]
    [MemberData(nameof(SmallExperiments.Everything), MemberType = typeof(SmallExperiments))]
    public void A_padded_row_equals_the_row_alone(string name)
    {
        using var scope = NewDisposeScope();
        using var experiment = SmallExperiments.Load(name);
        Assert.True(experiment.Prompts.Clean.IsPadded);
        var random = new Random(5);
        int[] units = [.. Enumerable.Range(0, experiment.Units.Count).Where(_ => random.NextDouble() < 0.6)];
        var together = experiment.Logits(UnitSet.Of(experiment.Units, units));
        for (var i = 0; i < experiment.Prompts.Count; i++)
        {
            using var alone = SmallExperiments.Load(name, PromptPairs.Of([experiment.Prompts.Pairs[i]]));
            Numbers.Same(alone.Logits(UnitSet.Of(alone.Units, units)), together[i..(i + 1)], 1e-10);
        }
    }

    private static void Refused(string culprit, Func<object> make) =>
        Assert.Contains(culprit, Assert.Throws<PromptException>(make).Message, StringComparison.Ordinal);
}
