using static TorchSharp.torch;

namespace Circuitry.App;

/// <summary>A model's logits at the answer positions of prompts, and what they say of the answers.</summary>
/// <param name="Pairs">The pairs.</param>
/// <param name="Metric">The mean of the metric over the pairs, measured against the clean run.</param>
/// <param name="Top">The token with the highest logit at the last answer position of each prompt, with its probability.</param>
/// <param name="Right">The log probability of the right tokens together, a mean over answer positions, of each prompt; empty without answers.</param>
/// <param name="Wrong">As <paramref name="Right"/>, of the wrong tokens; empty without them.</param>
/// <param name="TopIsRight">Whether the token with the highest logit is a right one at every answer position, of each prompt; empty without answers.</param>
internal sealed record AnsweredPrompts(
    PromptPairs Pairs,
    double Metric,
    IReadOnlyList<(int Token, double Probability)> Top,
    IReadOnlyList<double> Right,
    IReadOnlyList<double> Wrong,
    IReadOnlyList<bool> TopIsRight
)
{
    /// <summary>The share of prompts on which the model's first choice is a right answer; null without answers.</summary>
    public double? Accuracy => TopIsRight.Count == 0 ? null : TopIsRight.Average(right => right ? 1.0 : 0.0);

    /// <summary>The share of prompts on which right answers are likelier than wrong ones; null without both.</summary>
    public double? Preference =>
        Wrong.Count == 0 ? null : Right.Zip(Wrong, (right, wrong) => right > wrong ? 1.0 : 0.0).Average();

    /// <summary>Runs a model on the clean and on the corrupted prompts.</summary>
    /// <exception cref="MetricException">The metric or a logit is not a number.</exception>
    public static (AnsweredPrompts Clean, AnsweredPrompts Corrupted) Of(
        TransformerModel model,
        PromptPairs pairs,
        Metric metric
    )
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var clean = Logits(model, pairs.Clean, pairs);
        var target = Target.Of(pairs, metric, clean);
        return (Of(pairs, metric, clean, target), Of(pairs, metric, Logits(model, pairs.Corrupted, pairs), target));
    }

    private static AnsweredPrompts Of(PromptPairs pairs, Metric metric, Tensor logits, Target target)
    {
        var log = logits.to(float64).log_softmax(-1);
        var (values, tokens) = log.max(-1);
        var (chosen, likely) = (TensorValues.ToArray<long>(tokens), TensorValues.ToArray<double>(values));
        var answers = pairs.AnswerCount;
        return new(
            pairs,
            MetricValues.OfPrompts(metric, metric.Measure(logits, target)).Average(),
            [
                .. Enumerable
                    .Range(1, pairs.Count)
                    .Select(end => ((int)chosen[end * answers - 1], Math.Exp(likely[end * answers - 1]))),
            ],
            Logs(pair => pair.Answers),
            Logs(pair => pair.WrongAnswers),
            pairs.Pairs[0].Answers.Count == 0
                ? []
                :
                [
                    .. pairs.Pairs.Select(
                        (pair, i) =>
                            Enumerable
                                .Range(0, answers)
                                .All(at => pair.Answers[at].Contains((int)chosen[i * answers + at]))
                    ),
                ]
        );

        double[] Logs(Func<PromptPair, IReadOnlyList<IReadOnlyList<int>>> of) =>
            of(pairs.Pairs[0]).Count == 0
                ? []
                :
                [
                    .. pairs.Pairs.Select(
                        (pair, i) => Enumerable.Range(0, answers).Average(at => Log(i, at, of(pair)[at]))
                    ),
                ];

        double Log(int prompt, int at, IReadOnlyList<int> set)
        {
            using var inner = NewDisposeScope();
            long[] ids = [.. set.Select(token => (long)token)];
            return log[prompt, at].index_select(0, tensor(ids, device: log.device)).logsumexp(0).item<double>();
        }
    }

    /// <summary>The logits at the answer positions, [batch, answer, d_vocab_out].</summary>
    private static Tensor Logits(TransformerModel model, Prompts prompts, PromptPairs pairs)
    {
        using var scope = NewDisposeScope();
        using var sequence = Sequence.Of(prompts, model);
        var residual = model.FinalResidual(sequence, Tap.None);
        long[] at =
        [
            .. pairs.Pairs.SelectMany(
                (pair, i) => pair.AnswerPositions.Select(p => (long)i * prompts.Length + prompts.PaddingOf(i) + p)
            ),
        ];
        var width = residual.size(-1);
        var answered = residual
            .reshape(-1, width)
            .index_select(0, tensor(at, device: model.Device))
            .view(1, pairs.Count, pairs.AnswerCount, width);
        return model.Unembed(answered).squeeze(0).MoveToOuterDisposeScope();
    }
}
