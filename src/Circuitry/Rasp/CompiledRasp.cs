using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace Circuitry.Rasp;

/// <summary>A transformer compiled from a RASP program: architecture, weights, and the meaning of each residual direction.</summary>
/// <remarks>The object owns its tensors.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class CompiledRasp : IDisposable
{
    internal CompiledRasp() { }

    /// <summary>The program.</summary>
    public required RaspProgram Program { get; init; }

    /// <summary>The architecture: no norm, bidirectional attention, ReLU, learned positions, no biases.</summary>
    public required Architecture Architecture { get; init; }

    /// <summary>The weights under their TransformerLens names (<c>blocks.0.attn.W_Q</c>), float64, in ordinal order; biases are zeros.</summary>
    public required IReadOnlyDictionary<string, Tensor> Weights { get; init; }

    /// <summary>The tokens and their ids.</summary>
    public required RaspVocabulary Vocabulary { get; init; }

    /// <summary>The name of each residual direction, [d_model]: <c>tokens:x</c>, <c>indices:0</c>, <c>one</c>, <c>length:3</c>.</summary>
    public required IReadOnlyList<string> Directions { get; init; }

    /// <summary>The value that each logit represents, [d_vocab_out]; empty where the output is one number.</summary>
    public required IReadOnlyList<object> OutputValues { get; init; }

    /// <summary>Whether the output is one number and not a logit per category.</summary>
    public bool OutputIsNumber => OutputValues.Count == 0;

    /// <summary>The token ids of a sequence with BOS in front, [token + 1].</summary>
    /// <exception cref="RaspException">The sequence is empty or too long, or a token is not in the vocabulary.</exception>
    public long[] Encode(IReadOnlyList<string> tokens) =>
        tokens.Count >= 1 && tokens.Count <= Program.MaximumLength
            ? [Vocabulary.BosId, .. tokens.Select(Vocabulary.Id)]
            : throw new RaspException(
                Program.Name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"reads 1 to {Counted.Of(Program.MaximumLength, "token")} and is given {tokens.Count}"
                )
            );

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var weight in Weights.Values)
        {
            weight.Dispose();
        }
    }

    /// <summary>The program and the size of its transformer.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Program.Name}, compiled to {Counted.Of(Architecture.Layers, "block")} of {Counted.Of(Architecture.Heads, "head")}, d_model {Architecture.ModelWidth}"
        );
}
