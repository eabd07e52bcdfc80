using static System.FormattableString;

namespace Circuitry.Features;

/// <summary>The texts of a model's tokens; a vocabulary may have ids, such as padding to a round number, that are no tokens.</summary>
internal sealed class TokenTexts(int vocabulary, Func<int, string?> textOf)
{
    private readonly Lazy<string?[]> _texts = new(() => [.. Enumerable.Range(0, vocabulary).Select(textOf)]);

    public bool Has(int token) => _texts.Value[token] is not null;

    public string this[int token] => _texts.Value[token] ?? Invariant($"[{token}]");
}
