using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Some prompts, and the loss that features are judged by on them. Owns its tensors, not the model.</summary>
public abstract class FeatureBatch : IDisposable
{
    /// <summary>Takes ownership of the sequences.</summary>
    /// <param name="model">The model.</param>
    /// <param name="clean">The clean prompts.</param>
    /// <param name="corrupted">The corrupted prompts; null where there are none.</param>
    protected FeatureBatch(TransformerModel model, Sequence clean, Sequence? corrupted) =>
        (Model, Clean, Corrupted) = (model, clean, corrupted);

    /// <summary>The model.</summary>
    public TransformerModel Model { get; }

    /// <summary>The clean prompts.</summary>
    public Sequence Clean { get; }

    /// <summary>The corrupted prompts; null where there are none.</summary>
    public Sequence? Corrupted { get; }

    /// <summary>The pairs that the prompts are of; null where they are single texts.</summary>
    internal virtual PromptPairs? Pairs => null;

    /// <summary>Number of prompts.</summary>
    public int Count => Clean.Prompts.Count;

    /// <summary>Number of positions.</summary>
    public int Length => Clean.Prompts.Length;

    /// <summary>Number of blocks in front of the loss.</summary>
    public abstract int Blocks { get; }

    /// <summary>The loss of every prompt, [times, batch]; differentiable.</summary>
    /// <param name="residual">The stream behind the last of <see cref="Blocks"/>, [times * batch, position, d_model].</param>
    /// <param name="times">How often the prompts are repeated.</param>
    public abstract Tensor Loss(Tensor residual, int times);

    /// <summary>The corrupted prompts, where features are taken from them.</summary>
    /// <exception cref="PromptException">There are none.</exception>
    internal Sequence RequireCorrupted() =>
        Corrupted
        ?? throw new PromptException(
            "there are no corrupted prompts to take features from; replace what is removed by zero or by its mean"
        );

    /// <summary>Which positions hold tokens: 1, and 0 where padded, [batch, position, 1]; the caller's.</summary>
    internal Tensor Present() => Clean.Present(Model.NumberType, Model.Device);

    /// <summary>Runs the clean prompts to the loss, [times, batch].</summary>
    /// <param name="tap">What to do on the way.</param>
    /// <param name="times">How often the prompts are repeated, as rows of the batch.</param>
    /// <param name="from">The first block to run.</param>
    /// <param name="residual">The stream in front of it, [times * batch, position, d_model]; null to start at the tokens.</param>
    internal Tensor Run(Tap tap, int times = 1, int from = 0, Tensor? residual = null)
    {
        using var scope = NewDisposeScope();
        return Loss(Stream(tap, Clean.Repeat(times), from, Blocks, residual), times).MoveToOuterDisposeScope();
    }

    /// <summary>The stream in front of a block, [times * batch, position, d_model].</summary>
    internal Tensor Stream(Tap tap, Sequence sequence, int from, int to, Tensor? residual)
    {
        using var scope = NewDisposeScope();
        var stream = residual ?? Model.Embed(sequence, tap);
        for (var layer = from; layer < to; layer++)
        {
            stream = Model.Block(layer, stream, sequence, tap);
        }

        return stream.alias().MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
        Clean.Dispose();
        Corrupted?.Dispose();
        GC.SuppressFinalize(this);
    }
}
