using System.Diagnostics;
using static TorchSharp.torch;

namespace Circuitry.Models;

/// <summary>
/// A batch of prompts prepared for a forward pass: tokens, positions, attention mask and rotations. Owns its tensors.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Sequence : IDisposable
{
    private bool _disposed;

    private Sequence() { }

    /// <summary>The prompts.</summary>
    public required Prompts Prompts { get; init; }

    /// <summary>Token ids, [batch, position], 0 where padded.</summary>
    /// <exception cref="ObjectDisposedException">The sequence is disposed.</exception>
    public required Tensor Tokens
    {
        get => Live(field);
        init;
    }

    /// <summary>Position ids, [batch, position], 0 where padded.</summary>
    /// <exception cref="ObjectDisposedException">The sequence is disposed.</exception>
    public required Tensor Positions
    {
        get => Live(field);
        init;
    }

    /// <summary>0 where a position may attend and -infinity where not, [1 or batch, query_position, key_position]; null where all may.</summary>
    /// <exception cref="ObjectDisposedException">The sequence is disposed.</exception>
    public required Tensor? Mask
    {
        get => Live(field);
        init;
    }

    /// <summary>As <see cref="Mask"/>, for layers with a window of attention; null where no layer has one.</summary>
    /// <exception cref="ObjectDisposedException">The sequence is disposed.</exception>
    public Tensor? WindowMask
    {
        get => Live(field);
        init;
    }

    /// <summary>The biases of ALiBi, [head, 1 or batch, 1, key_position]; null where scores have none.</summary>
    /// <exception cref="ObjectDisposedException">The sequence is disposed.</exception>
    public Tensor? Alibi
    {
        get => Live(field);
        init;
    }

    /// <summary>True for positions that may attend to nothing (padding), [batch, query_position, 1]; null where there are none.</summary>
    /// <exception cref="ObjectDisposedException">The sequence is disposed.</exception>
    public required Tensor? Nothing
    {
        get => Live(field);
        init;
    }

    /// <summary>Cosines of the rotations, [1 or batch, position, rotary_width]; null without rotation.</summary>
    /// <exception cref="ObjectDisposedException">The sequence is disposed.</exception>
    public required Tensor? Cosines
    {
        get => Live(field);
        init;
    }

    /// <summary>Sines of the rotations, [1 or batch, position, rotary_width]; null without rotation.</summary>
    /// <exception cref="ObjectDisposedException">The sequence is disposed.</exception>
    public required Tensor? Sines
    {
        get => Live(field);
        init;
    }

    /// <summary>The cosines of layers with a window that rotate by a base of their own, as <see cref="Cosines"/>; null where none do.</summary>
    /// <exception cref="ObjectDisposedException">The sequence is disposed.</exception>
    public Tensor? LocalCosines
    {
        get => Live(field);
        init;
    }

    /// <summary>The sines of such layers, as <see cref="Sines"/>; null where there are none.</summary>
    /// <exception cref="ObjectDisposedException">The sequence is disposed.</exception>
    public Tensor? LocalSines
    {
        get => Live(field);
        init;
    }

    /// <summary>Prepares a batch of prompts for a model.</summary>
    /// <exception cref="PromptException">A prompt is longer than the model's context, or a token or position is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public static Sequence Of(Prompts prompts, TransformerModel model)
    {
        var a = model.Architecture;
        PromptFit.Check(prompts, a);
        TorchRuntime.Start();
        using var scope = NewDisposeScope();
        int batch = prompts.Count,
            length = prompts.Length;
        var tokens = new long[batch * length];
        var positions = new long[batch * length];
        for (var i = 0; i < batch; i++)
        {
            var padding = prompts.PaddingOf(i);
            var own = prompts.PositionsOf(i);
            for (var j = padding; j < length; j++)
            {
                tokens[i * length + j] = prompts[i][j - padding];
                positions[i * length + j] = own?[j - padding] ?? j - padding;
            }
        }

        // One row serves every prompt when all have the same positions.
        var shared = !prompts.IsPadded && !prompts.HasPositions;
        var positionIds = tensor(positions, [batch, length]).to(model.Device);
        var rows = shared ? positionIds[..1] : positionIds;
        int[] lengths = [.. Enumerable.Range(0, shared ? 1 : batch).Select(LengthOf)];
        var (cosines, sines) = Tables(a.Positions.Rotary);
        var (localCosines, localSines) = Tables(
            a.Positions.Rotary is { LocalBase: > 0 } rotary ? rotary.OfWindowedLayers() : null
        );
        var sequence = new Sequence
        {
            Prompts = prompts,
            Tokens = tensor(tokens, [batch, length]).to(model.Device),
            Positions = positionIds,
            Mask = AttentionMasks.Of(prompts, a.Attention.Causal)?.to(model.NumberType, model.Device),
            WindowMask =
                a.Attention.Window == 0
                    ? null
                    : AttentionMasks
                        .Of(prompts, a.Attention.Causal, a.Attention.Window)!
                        .to(model.NumberType, model.Device),
            Alibi =
                a.Positions.Kind == PositionEmbedding.Alibi
                    ? AlibiBiases.Of(rows, a).to(model.NumberType, model.Device)
                    : null,
            Nothing = AttentionMasks.Nothing(prompts)?.to(model.Device),
            Cosines = cosines,
            Sines = sines,
            LocalCosines = localCosines,
            LocalSines = localSines,
        };
        foreach (var made in sequence.Owned)
        {
            made.DetachFromDisposeScope();
        }

        return sequence;

        // As in one prompt alone: padding counts for nothing.
        int LengthOf(int prompt) => prompts.PositionsOf(prompt)?.Max() + 1 ?? prompts[prompt].Count;

        (Tensor? Cosines, Tensor? Sines) Tables(RotaryEmbedding? rotary) =>
            rotary is null ? (null, null) : Ops.RotaryTables(rows, rotary, a.Context, lengths, model.NumberType);
    }

    /// <summary>
    /// The prompts repeated <paramref name="times"/> times as a whole. The result's tensors belong to the current dispose scope;
    /// one repetition is this sequence itself.
    /// </summary>
    public Sequence Repeat(int times) =>
        times == 1
            ? this
            : new Sequence
            {
                Prompts = Prompts,
                Tokens = Tokens.repeat(times, 1),
                Positions = Positions.repeat(times, 1),
                Mask = Rows(Mask, times),
                WindowMask = Rows(WindowMask, times),
                Alibi = Rows(Alibi, times, axis: 1),
                Nothing = Rows(Nothing, times),
                Cosines = Rows(Cosines, times),
                Sines = Rows(Sines, times),
                LocalCosines = Rows(LocalCosines, times),
                LocalSines = Rows(LocalSines, times),
            };

    /// <summary>Mask of the positions that hold tokens: 1, and 0 where padded, [batch, position, 1]; the caller's.</summary>
    internal Tensor Present(ScalarType numberType, Device device)
    {
        using var scope = NewDisposeScope();
        var present = ones([Tokens.size(0), Tokens.size(1), 1], numberType, device);
        return (
            Nothing is { } nothing ? present.masked_fill(nothing, Scalars.Zero) : present
        ).MoveToOuterDisposeScope();
    }

    private T Live<T>(T tensor)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return tensor;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Tensor[] all = _disposed ? [] : [.. Owned];
        _disposed = true;
        foreach (var owned in all)
        {
            owned.Dispose();
        }
    }

    private IEnumerable<Tensor> Owned =>
        new[]
        {
            Tokens,
            Positions,
            Mask,
            WindowMask,
            Alibi,
            Nothing,
            Cosines,
            Sines,
            LocalCosines,
            LocalSines,
        }.OfType<Tensor>();

    // A table with one row broadcasts over any number of prompts as it is.
    private static Tensor? Rows(Tensor? table, int times, int axis = 0) =>
        table is null ? null
        : table.size(axis) == 1 ? table.alias()
        : table.repeat([.. Enumerable.Range(0, (int)table.dim()).Select(one => one == axis ? (long)times : 1)]);

    /// <summary>The prompts.</summary>
    public override string ToString() => $"sequence of {Prompts}";
}
