using System.Diagnostics;

namespace Circuitry;

/// <summary>A batch of token sequences. Shorter ones are padded on the left, and padding is masked everywhere.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Prompts
{
    private readonly int[][] _tokens;
    private readonly int[][]? _positions;

    /// <summary>Makes a batch.</summary>
    /// <param name="tokens">Token ids, one array per prompt, [batch][position].</param>
    /// <param name="positions">
    /// Position ids in the same shape, where they are not 0, 1, 2, ...: permuted positions are a kind of corruption.
    /// </param>
    /// <exception cref="PromptException">There are no prompts, one is empty, or the position ids have another shape.</exception>
    public Prompts(IEnumerable<IReadOnlyList<int>> tokens, IEnumerable<IReadOnlyList<int>>? positions = null)
    {
        _tokens = [.. tokens.Select(prompt => prompt.ToArray())];
        _positions = positions is null ? null : [.. positions.Select(prompt => prompt.ToArray())];
        if (_tokens.Length == 0)
        {
            throw new PromptException("there are no prompts; a batch needs at least one");
        }

        if (_positions is not null && _positions.Length != _tokens.Length)
        {
            throw new PromptException(
                FormattableString.Invariant(
                    $"the batch has {Counted.Of(_tokens.Length, "prompt")} but position ids for {_positions.Length}"
                )
            );
        }

        for (var i = 0; i < _tokens.Length; i++)
        {
            if (_tokens[i].Length == 0)
            {
                throw new PromptException(FormattableString.Invariant($"prompt {i} has no tokens"));
            }

            if (_positions is not null && _positions[i].Length != _tokens[i].Length)
            {
                throw new PromptException(
                    FormattableString.Invariant(
                        $"prompt {i} has {Counted.Of(_tokens[i].Length, "token")} but {Counted.Of(_positions[i].Length, "position id")}"
                    )
                );
            }
        }

        Length = _tokens.Max(prompt => prompt.Length);
    }

    /// <summary>Number of prompts.</summary>
    public int Count => _tokens.Length;

    /// <summary>Number of positions of the longest prompt.</summary>
    public int Length { get; }

    /// <summary>Whether some prompt is shorter than the longest.</summary>
    public bool IsPadded => _tokens.Any(prompt => prompt.Length < Length);

    /// <summary>The tokens of one prompt, without padding.</summary>
    public IReadOnlyList<int> this[int prompt] => _tokens[prompt];

    /// <summary>The position ids of one prompt, without padding; null where they are 0, 1, 2, ...</summary>
    public IReadOnlyList<int>? PositionsOf(int prompt) => _positions?[prompt];

    /// <summary>Whether any prompt has position ids other than 0, 1, 2, ...</summary>
    public bool HasPositions => _positions is not null;

    /// <summary>Number of padding positions in front of a prompt.</summary>
    public int PaddingOf(int prompt) => Length - _tokens[prompt].Length;

    /// <summary>The number of prompts and their length.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Counted.Of(Count, "prompt")} of {(IsPadded ? "up to " : "")}{Counted.Of(Length, "token")}"
        );
}
