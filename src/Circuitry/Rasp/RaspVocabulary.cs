using System.Diagnostics;

namespace Circuitry.Rasp;

/// <summary>The tokens of a compiled program: its own in their order, then BOS, then PAD.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class RaspVocabulary
{
    /// <summary>The token in front of every sequence.</summary>
    public const string Bos = "BOS";

    /// <summary>The token that fills shorter sequences on the left, where it must be masked.</summary>
    public const string Pad = "PAD";

    private readonly Dictionary<string, long> ids;

    internal RaspVocabulary(IReadOnlyList<string> tokens)
    {
        if (tokens.Count == 0)
        {
            throw new RaspException("vocabulary", "is empty; at least one token is needed");
        }

        Tokens = [.. tokens, Bos, Pad];
        ids = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var token in Tokens)
        {
            if (!ids.TryAdd(token, ids.Count))
            {
                throw new RaspException(
                    "vocabulary",
                    $"holds '{token}' twice; tokens must differ from each other, from {Bos} and from {Pad}"
                );
            }
        }
    }

    /// <summary>The tokens; a token's id is its place.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>The id of BOS.</summary>
    public long BosId => ids[Bos];

    /// <summary>The id of PAD.</summary>
    public long PadId => ids[Pad];

    /// <summary>The id of a token.</summary>
    /// <exception cref="RaspException">The token is not in the vocabulary.</exception>
    public long Id(string token) =>
        ids.TryGetValue(token, out var id)
            ? id
            : throw new RaspException($"token '{token}'", $"is not among {string.Join(", ", Tokens)}");

    /// <summary>The tokens in the order of their ids.</summary>
    public override string ToString() => string.Join(", ", Tokens);
}
