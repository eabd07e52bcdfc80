namespace Circuitry.Datasets;

/// <summary>Reads the prompt files of "Sparse Feature Circuits": JSON lines of prefixes and the verb that follows each.</summary>
public static class SparseFeatureCircuitsPrompts
{
    /// <summary>Reads <c>clean_prefix</c>, <c>patch_prefix</c>, <c>clean_answer</c> and <c>patch_answer</c> of every line.</summary>
    /// <exception cref="PromptException">The file cannot be read or a line lacks one of them.</exception>
    public static IReadOnlyList<TextPair> Read(string path) =>
        PromptFile.Pairs(
            path,
            PromptFile.Rows(path, PromptLayout.SparseFeatureCircuits),
            row => new TextPair
            {
                Clean = row.TextOf("clean_prefix"),
                Corrupted = row.TextOf("patch_prefix"),
                Answers = [row.TextOf("clean_answer")],
                WrongAnswers = [row.TextOf("patch_answer")],
            }
        );
}
