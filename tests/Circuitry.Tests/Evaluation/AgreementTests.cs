namespace Circuitry.Tests;

public sealed class AgreementTests
{
    private static readonly PromptPairs Pairs = PromptPairs.Of(
        new[] { 1, 1, 2, 2, 3 }.Select(answer => PromptPair.AtLastPosition([0, 0], [0, 1], answer, 9))
    );

    [Fact]
    public void Agreement_is_counted_where_the_model_is_right_and_where_it_errs()
    {
        var agreement = Agreement.Of(
            [
                [1],
                [1],
                [2],
                [5],
                [5],
            ],
            [
                [1],
                [2],
                [2],
                [5],
                [3],
            ],
            Pairs
        );

        Assert.Equal(3, agreement.ModelRight);
        // The circuit is right on prompts 0, 2 and, unlike the model, 4.
        Assert.Equal(3, agreement.CircuitRight);
        Assert.Equal(0.6, agreement.Overall.Value);
        Assert.Equal(2.0 / 3, agreement.WhereRight!.Value);
        Assert.Equal(0.5, agreement.WhereWrong!.Value);
        Assert.Contains("where the model errs          0.5 [0, 1] of 2 prompts\n", agreement.ToString());
    }

    [Fact]
    public void Answers_agree_only_when_they_agree_at_every_position()
    {
        var pairs = PromptPairs.Of([
            new PromptPair
            {
                Clean = [0, 0],
                Corrupted = [0, 1],
                AnswerPositions = [0, 1],
                Answers =
                [
                    [1, 2],
                    [3, 4],
                ],
            },
        ]);

        Assert.Equal(
            0,
            Agreement
                .Of(
                    [
                        [1, 3],
                    ],
                    [
                        [1, 4],
                    ],
                    pairs
                )
                .WhereRight!.Value
        );
        Assert.Equal(
            1,
            Agreement
                .Of(
                    [
                        [1, 3],
                    ],
                    [
                        [1, 4],
                    ],
                    pairs
                )
                .CircuitRight
        );
        Assert.Equal(
            1,
            Agreement
                .Of(
                    [
                        [2, 4],
                    ],
                    [
                        [2, 4],
                    ],
                    pairs
                )
                .WhereRight!.Value
        );
        Assert.True(
            double.IsNaN(
                Agreement
                    .Of(
                        [
                            [2, 4],
                        ],
                        [
                            [2, 4],
                        ],
                        pairs
                    )
                    .WhereWrong!.Value
            )
        );
    }

    [Fact]
    public void Without_right_tokens_only_agreement_itself_is_known()
    {
        var pairs = PromptPairs.Of([
            new PromptPair
            {
                Clean = [0],
                Corrupted = [1],
                AnswerPositions = [0],
            },
        ]);

        var agreement = Agreement.Of(
            [
                [7],
            ],
            [
                [7],
            ],
            pairs
        );

        Assert.Equal(1, agreement.Overall.Value);
        Assert.Null(agreement.WhereRight);
        Assert.Null(agreement.ModelRight);
        Assert.Equal("agreement  1 [1, 1] of 1 prompt\n", agreement.ToString());
    }

    [Fact]
    public void A_missing_answer_is_refused() =>
        Assert.Throws<EvaluationException>(() =>
            Agreement.Of(
                [
                    [1],
                ],
                [
                    [1],
                ],
                Pairs
            )
        );
}
