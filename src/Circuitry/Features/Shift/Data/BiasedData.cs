namespace Circuitry;

/// <summary>What SHIFT is tried on ("Sparse Feature Circuits", section 4): texts in which two labels coincide, and texts in which they do not.</summary>
public sealed record BiasedData
{
    /// <summary>Training texts in which the intended and the unintended label are the same; all that a classifier is given.</summary>
    public required IReadOnlyList<LabelledPrompt> Ambiguous { get; init; }

    /// <summary>Training texts in which the labels are independent; for the oracle and the skylines alone.</summary>
    public required IReadOnlyList<LabelledPrompt> Balanced { get; init; }

    /// <summary>Held-out texts in which the labels are independent.</summary>
    public required IReadOnlyList<LabelledPrompt> Test { get; init; }

    /// <summary>The set of words of the intended label alone, as token ids, for the concept bottleneck; repeats are dropped.</summary>
    public required IReadOnlyList<int> Concepts
    {
        get;
        init => field = [.. value.Distinct()];
    }

    /// <summary>Words of the unintended label, as token ids, for the baseline that deletes them.</summary>
    public required IReadOnlySet<int> SpuriousWords { get; init; }

    /// <summary>Checks the texts.</summary>
    /// <exception cref="PromptException">A set is empty, a label is not 0 or 1, labels of ambiguous texts differ, or a group of the others is empty.</exception>
    public void Check()
    {
        foreach (var (name, prompts) in new[] { ("ambiguous", Ambiguous), ("balanced", Balanced), ("test", Test) })
        {
            if (
                prompts.FirstOrDefault(prompt => prompt.Label is not (0 or 1) || prompt.Spurious is not (0 or 1)) is
                { Tokens: not null } odd
            )
            {
                throw new PromptException(
                    FormattableString.Invariant(
                        $"an {name} text has the labels {odd.Label} and {odd.Spurious}; labels are 0 or 1"
                    )
                );
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
}
