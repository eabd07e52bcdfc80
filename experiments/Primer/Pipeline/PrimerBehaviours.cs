namespace Circuitry.Experiments;

/// <summary>The behaviour that predicts each token of a text of Primer's grammar, as far as the grammar determines it.</summary>
/// <remarks>
/// Decided by the kind of text and by the class of the token that comes, without the model. Tokens without a specific behaviour
/// are the wording that texts of a kind have in common.
/// </remarks>
internal sealed class PrimerBehaviours(TextTokenizer tokenizer)
{
    private static readonly HashSet<string> Names = [.. Lexicon.Names];
    private static readonly HashSet<string> Arguments = [.. Lexicon.Arguments];
    private static readonly HashSet<string> Centuries = [.. Lexicon.Centuries];
    private static readonly HashSet<string> Verbs = [.. Lexicon.Verbs.SelectMany(forms => forms)];

    private static readonly HashSet<string> Gendered =
    [
        .. Gender.All.SelectMany(gender =>
            new[]
            {
                gender.Subject,
                gender.Object,
                gender.Possessive,
                gender.Adult,
                gender.Child,
                gender.Spouse,
                Gender.Capital(gender.Subject),
                Gender.Capital(gender.Possessive),
            }
        ),
    ];

    private static readonly HashSet<string> Professional =
    [
        .. Profession.All.SelectMany(profession =>
            profession.Deeds.SelectMany(Lexicon.Words).Concat(profession.Workplaces).Append(profession.Name)
        ),
    ];

    /// <summary>A text as the pipeline reads it.</summary>
    public CorpusText Of(PrimerText text) =>
        new()
        {
            Tokens = text.Tokens,
            Kind = text.Kind.ToString(),
            Behaviours = [.. text.Tokens.Select(token => Of(text.Kind, tokenizer.TokenText(token).Trim()))],
        };

    private static string Of(TextKind kind, string word) =>
        kind switch
        {
            TextKind.Repetition => "repetition",
            TextKind.Giving when Names.Contains(word) => "indirect object",
            TextKind.Span when Centuries.Contains(word) => "century",
            TextKind.Function when Arguments.Contains(word) => "argument in order",
            TextKind.Agreement when Verbs.Contains(word) => "agreement",
            TextKind.Biography when Professional.Contains(word) => "profession",
            TextKind.Tag or TextKind.Biography or TextKind.Scene when Gendered.Contains(word) => "gender",
            _ => $"wording of {kind}",
        };
}
