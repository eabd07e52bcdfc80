using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>Scores of a model on a task, each a share of all answers from 0 to 1.</summary>
public sealed record PrimerScore
{
    /// <summary>The share of answers at which the likeliest of the right and wrong tokens is a right one.</summary>
    public required double Choice { get; init; }

    /// <summary>The share of answers at which all right tokens together are likelier than all wrong ones.</summary>
    public required double Mass { get; init; }

    /// <summary>The share of answers at which the likeliest token of the whole vocabulary is a right one.</summary>
    public required double First { get; init; }

    /// <summary>Number of answers.</summary>
    public required int Answers { get; init; }

    /// <summary>Scores a model on the clean prompts.</summary>
    public static PrimerScore Of(TransformerModel model, IReadOnlyList<PromptPair> pairs)
    {
        using var noGradients = no_grad();
        int choice = 0,
            mass = 0,
            first = 0,
            answers = 0;
        foreach (var pair in pairs.Chunk(100).SelectMany(chunk => chunk.Zip(Probabilities(model, chunk))))
        {
            var (prompt, probabilities) = pair;
            for (var i = 0; i < prompt.AnswerPositions.Count; i++)
            {
                var at = probabilities[i];
                float[] right = [.. prompt.Answers[i].Select(token => at[token])];
                float[] wrong = [.. prompt.WrongAnswers[i].Select(token => at[token])];
                choice += right.Max() > wrong.Max() ? 1 : 0;
                mass += right.Sum() > wrong.Sum() ? 1 : 0;
                first += right.Max() >= at.Max() ? 1 : 0;
                answers++;
            }
        }

        return new PrimerScore
        {
            Choice = (double)choice / answers,
            Mass = (double)mass / answers,
            First = (double)first / answers,
            Answers = answers,
        };
    }

    /// <summary>Probabilities at the answers of each prompt, [batch][answer][d_vocab].</summary>
    private static float[][][] Probabilities(TransformerModel model, PromptPair[] pairs)
    {
        using var scope = NewDisposeScope();
        var prompts = new Prompts(pairs.Select(pair => pair.Clean));
        using var sequence = Sequence.Of(prompts, model);
        var probabilities = model.Forward(sequence).softmax(-1).cpu();
        return
        [
            .. pairs.Select(
                (pair, row) =>
                    pair
                        .AnswerPositions.Select(position =>
                            probabilities[row, prompts.PaddingOf(row) + position].data<float>().ToArray()
                        )
                        .ToArray()
            ),
        ];
    }
}
