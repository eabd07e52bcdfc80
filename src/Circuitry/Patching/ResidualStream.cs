using static TorchSharp.torch;

namespace Circuitry.Emitted;

/// <summary>
/// The residual stream that an emitted forward pass runs on. The pass reads what the readers of each stage read, computes its
/// nodes and writes what they add, in forward order; the stream decides what a reader reads.
/// </summary>
public abstract class ResidualStream
{
    private protected ResidualStream(Sequence sequence) => Sequence = sequence;

    /// <summary>The prompts, once for every variant that runs.</summary>
    public Sequence Sequence { get; }

    /// <summary>Reads what readers of one stage read, [reader or 1, variant * batch, position, d_model]; one row if all read the same.</summary>
    /// <param name="firstReader">The first reader.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="GraphException">They are not readers of one stage, or what they read is not written yet.</exception>
    public abstract Tensor Read(int firstReader, int count);

    /// <summary>Writes what the next nodes add to the stream.</summary>
    /// <param name="outputs">What the nodes add, [node, variant * batch, position, d_model].</param>
    /// <param name="bias">What their stage adds besides, whatever is kept, [d_model]; null for nothing.</param>
    /// <exception cref="GraphException">The graph has not so many nodes.</exception>
    public abstract void Write(Tensor outputs, Tensor? bias = null);

    /// <summary>Reads what the logits read at the answer positions, [variant, batch, answer, d_model].</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="GraphException">The graph has no such reader, or what it reads is not written yet.</exception>
    public abstract Tensor ReadAnswers(int reader);
}
