using System.Diagnostics;

namespace Circuitry.Features.Shift;

/// <summary>
/// The data of a SHIFT experiment ("Sparse Feature Circuits", section 4): texts in which two labels coincide, and texts in which
/// they are independent.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record BiasedData
{
    /// <summary>Training texts in which the intended and the unintended label are the same; the classifier sees no others.</summary>
    public required IReadOnlyList<LabelledPrompt> Ambiguous { get; init; }

    /// <summary>Training texts in which the labels are independent; for the oracle and the skylines alone.</summary>
    public required IReadOnlyList<LabelledPrompt> Balanced { get; init; }

    /// <summary>Held-out texts in which the labels are independent.</summary>
    public required IReadOnlyList<LabelledPrompt> Test { get; init; }

    /// <summary>The words of only the intended label, as token ids, for the concept bottleneck; repeats are dropped.</summary>
    public required IReadOnlyList<int> Concepts
    {
        get;
        init => field = [.. value.Distinct()];
    }

    /// <summary>Words of the unintended label, as token ids, for the baseline that deletes them.</summary>
    public required IReadOnlySet<int> SpuriousWords { get; init; }

    /// <summary>Checks the texts.</summary>
    /// <exception cref="PromptException">A set or a text is empty, a label is not 0 or 1, labels of ambiguous texts differ, or a group of the others is empty.</exception>
    public void Check()
    {
        foreach (var (name, prompts) in new[] { ("ambiguous", Ambiguous), ("balanced", Balanced), ("test", Test) })
        {
            foreach (var prompt in prompts)
            {
                if (prompt.Label is not (0 or 1) || prompt.Spurious is not (0 or 1))
                {
                    throw new PromptException(
                        FormattableString.Invariant(
                            $"a text of the {name} ones has the labels {prompt.Label} and {prompt.Spurious}; labels are 0 or 1"
                        )
                    );
                }

                // Data that was never made has no list at all.
                if (prompt.Tokens is not { Count: > 0 })
                {
                    throw new PromptException($"a text of the {name} ones has no tokens; leave it out");
                }
            }

            var groups = prompts.Select(prompt => (prompt.Label, prompt.Spurious)).Distinct().Count();
            if (groups < (name == "ambiguous" ? 2 : 4))
            {
                throw new PromptException(
                    FormattableString.Invariant(
                        $"the {name} texts have {groups} of the combinations of both labels; they need {(name == "ambiguous" ? "both labels" : "all four")}"
                    )
                );
            }
        }

        if (Ambiguous.Any(prompt => prompt.Label != prompt.Spurious))
        {
            throw new PromptException(
                "an ambiguous text has two different labels; in those texts the unintended label must be the intended one"
            );
        }
    }

    /// <summary>Checks what the table's baselines need in addition to the texts.</summary>
    /// <exception cref="PromptException">There are no concepts, or a text has no word but those of the unintended label.</exception>
    internal void CheckBaselines()
    {
        if (Concepts.Count == 0)
        {
            throw new PromptException(
                "there are no concepts, and the concept bottleneck reads nothing else; give words of the intended label"
            );
        }

        if (Ambiguous.Concat(Test).Any(prompt => prompt.Tokens.All(SpuriousWords.Contains)))
        {
            throw new PromptException(
                "a text has no words but those of the unintended label, so that nothing is left of it where they are deleted; leave the text out"
            );
        }
    }

    /// <summary>The numbers of texts.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Ambiguous.Count} ambiguous, {Balanced.Count} balanced and {Test.Count} test texts"
        );
}
