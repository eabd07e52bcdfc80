using System.Diagnostics;

namespace Circuitry.Features.Shift;

/// <summary>Scores of a classifier on texts in which both labels are independent.</summary>
/// <param name="Intended">The share of texts whose intended label it predicts.</param>
/// <param name="Spurious">The share of texts whose unintended label it predicts; chance is one half.</param>
/// <param name="WorstGroup">The least share of right intended labels among the four combinations of both labels.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record ProbeScore(double Intended, double Spurious, double WorstGroup)
{
    /// <summary>Scores predicted labels.</summary>
    /// <param name="prompts">The texts.</param>
    /// <param name="answers">The label given to each.</param>
    /// <exception cref="ArgumentException">There are no texts, or not as many answers as texts.</exception>
    public static ProbeScore Of(IReadOnlyList<LabelledPrompt> prompts, IReadOnlyList<int> answers)
    {
        if (prompts.Count == 0 || prompts.Count != answers.Count)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"scores are of an answer for each text, one text or more; found {Counted.Of(prompts.Count, "text")} and {answers.Count} answers"
                ),
                nameof(answers)
            );
        }

        double Share(Func<LabelledPrompt, int, bool> right, Func<LabelledPrompt, bool>? of = null)
        {
            var counted = prompts.Zip(answers).Where(pair => of?.Invoke(pair.First) ?? true).ToArray();
            return (double)counted.Count(pair => right(pair.First, pair.Second)) / counted.Length;
        }

        return new ProbeScore(
            Share((prompt, answer) => answer == prompt.Label),
            Share((prompt, answer) => answer == prompt.Spurious),
            prompts
                .Select(prompt => (prompt.Label, prompt.Spurious))
                .Distinct()
                .Min(group =>
                    Share(
                        (prompt, answer) => answer == prompt.Label,
                        prompt => (prompt.Label, prompt.Spurious) == group
                    )
                )
        );
    }

    /// <summary>The three scores.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"intended {Intended:G4}, unintended {Spurious:G4}, worst group {WorstGroup:G4}");
}
