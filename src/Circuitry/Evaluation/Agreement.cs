using static System.FormattableString;
using static TorchSharp.torch;

namespace Circuitry.Evaluation;

/// <summary>
/// How often a circuit answers what the model answers, where the model is right and where it errs. A circuit that explains
/// the model makes its mistakes too.
/// </summary>
/// <remarks>
/// An answer is the most likely token of the whole vocabulary at each answer position; two answers agree when they agree at
/// all positions, and one is right when at every position it is among the right tokens.
/// </remarks>
public sealed record Agreement
{
    /// <summary>Number of prompts.</summary>
    public required int Prompts { get; init; }

    /// <summary>Number of answers that the model has right; null when the prompts name no right tokens.</summary>
    public required int? ModelRight { get; init; }

    /// <summary>Number of answers that the circuit has right; null when the prompts name no right tokens.</summary>
    public required int? CircuitRight { get; init; }

    /// <summary>The share of prompts on which circuit and model agree.</summary>
    public required Estimate Overall { get; init; }

    /// <summary>The share of agreement where the model is right; null when the prompts name no right tokens, NaN when it never is.</summary>
    public required Estimate? WhereRight { get; init; }

    /// <summary>The share of agreement where the model errs; null when the prompts name no right tokens, NaN when it never does.</summary>
    public required Estimate? WhereWrong { get; init; }

    /// <summary>Runs a circuit of an experiment and compares its answers with the model's.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="kept">The circuit.</param>
    /// <param name="bootstrap">How intervals are made; null for <see cref="Bootstrap.Default"/>.</param>
    /// <exception cref="UnitsException">The units are others than the experiment's.</exception>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    public static Agreement Of(GraphExperiment experiment, UnitSet kept, Bootstrap? bootstrap = null)
    {
        using var circuit = experiment.Logits(kept);
        return Of(Answers(experiment.Target.CleanLogits), Answers(circuit), experiment.Prompts, bootstrap);
    }

    /// <summary>Compares answers.</summary>
    /// <param name="model">The model's, [prompt][answer].</param>
    /// <param name="circuit">The circuit's, [prompt][answer].</param>
    /// <param name="pairs">The prompts.</param>
    /// <param name="bootstrap">How intervals are made; null for <see cref="Bootstrap.Default"/>.</param>
    /// <exception cref="EvaluationException">There are not as many answers as prompts, or as answer positions of a prompt.</exception>
    public static Agreement Of(
        IReadOnlyList<IReadOnlyList<long>> model,
        IReadOnlyList<IReadOnlyList<long>> circuit,
        PromptPairs pairs,
        Bootstrap? bootstrap = null
    )
    {
        if (model.Count != pairs.Count || circuit.Count != pairs.Count)
        {
            throw new EvaluationException(
                Invariant(
                    $"{model.Count} answers of the model and {circuit.Count} of the circuit for {Counted.Of(pairs.Count, "prompt")}; give one of each for every prompt"
                )
            );
        }

        foreach (var answers in model.Concat(circuit))
        {
            if (answers.Count != pairs.AnswerCount)
            {
                throw new EvaluationException(
                    Invariant(
                        $"{answers.Count} answers to a prompt with {pairs.AnswerCount} answer positions; give one for each position"
                    )
                );
            }
        }

        bootstrap ??= Bootstrap.Default;
        bool[] agree = [.. model.Zip(circuit, (a, b) => a.SequenceEqual(b))];
        bool[]? right = pairs.Pairs[0].Answers.Count == 0 ? null : Right(model, pairs);
        return new Agreement
        {
            Prompts = pairs.Count,
            ModelRight = right?.Count(value => value),
            CircuitRight = right is null ? null : Right(circuit, pairs).Count(value => value),
            Overall = Share(_ => true),
            WhereRight = right is null ? null : Share(prompt => right[prompt]),
            WhereWrong = right is null ? null : Share(prompt => !right[prompt]),
        };

        Estimate Share(Func<int, bool> counts) =>
            bootstrap.Estimate(
                pairs.Count,
                prompts =>
                {
                    var among = prompts.Count(counts);
                    return among == 0
                        ? double.NaN
                        : (double)prompts.Count(prompt => counts(prompt) && agree[prompt]) / among;
                }
            );
    }

    /// <inheritdoc/>
    public override string ToString() =>
        ReportText.Lines([
            ("agreement", Invariant($"{Overall} of {Counted.Of(Prompts, "prompt")}")),
            .. ModelRight is not { } right
                ? []
                : new[]
                {
                    ("where the model is right", Invariant($"{WhereRight} of {Counted.Of(right, "prompt")}")),
                    ("where the model errs", Invariant($"{WhereWrong} of {Counted.Of(Prompts - right, "prompt")}")),
                    ("right answers of the circuit", Invariant($"{CircuitRight}")),
                },
        ]);

    private static bool[] Right(IReadOnlyList<IReadOnlyList<long>> answers, PromptPairs pairs) =>
        [
            .. answers.Zip(
                pairs.Pairs,
                (answer, pair) => answer.Zip(pair.Answers, (token, right) => right.Contains((int)token)).All(at => at)
            ),
        ];

    /// <summary>The most likely token at every answer position, [prompt][answer], of logits [batch, answer, d_vocab_out].</summary>
    private static long[][] Answers(Tensor logits)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var tokens = logits.argmax(-1);
        return [.. TensorValues.ToArray<long>(tokens).Chunk((int)tokens.size(1))];
    }
}
