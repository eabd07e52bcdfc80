using static TorchSharp.torch;

namespace Circuitry.Datasets;

/// <summary>A set of tokens for every prompt and answer position; sets may differ in size. Owns its tensors.</summary>
public sealed class TokenSets : IDisposable
{
    private readonly Tensor _tokens; // int64 [batch, answer, token], shorter sets filled up with token 0
    private readonly Tensor? _filling; // bool [batch, answer, token]; null where all sets are of one size
    private readonly Tensor _sizes; // int64 [batch, answer]
    private bool _disposed;

    /// <summary>Takes tokens, [batch][answer][token], to a device.</summary>
    internal TokenSets(IReadOnlyList<IReadOnlyList<IReadOnlyList<int>>> tokens, Device device)
    {
        using var scope = NewDisposeScope();
        IReadOnlyList<int>[] sets = [.. tokens.SelectMany(prompt => prompt)];
        var width = sets.Max(set => set.Count);
        var filled = sets.SelectMany(set =>
            set.Select(token => (long)token).Concat(Enumerable.Repeat(0L, width - set.Count))
        );
        var filling = sets.SelectMany(set => Enumerable.Range(0, width).Select(place => place >= set.Count));
        long[] shape = [tokens.Count, sets.Length / tokens.Count];
        _tokens = tensor(filled.ToArray(), [.. shape, width]).to(device).DetachFromDisposeScope();
        _sizes = tensor(sets.Select(set => (long)set.Count).ToArray(), shape).to(device).DetachFromDisposeScope();
        _filling = sets.All(set => set.Count == width)
            ? null
            : tensor(filling.ToArray(), [.. shape, width]).to(device).DetachFromDisposeScope();
    }

    /// <summary>The sum over each set of its tokens' values.</summary>
    /// <param name="values">[..., batch, answer, d_vocab_out].</param>
    /// <returns>[..., batch, answer].</returns>
    /// <exception cref="ObjectDisposedException">The sets are disposed.</exception>
    public Tensor Sum(Tensor values)
    {
        using var scope = NewDisposeScope();
        return At(values, filling: 0).sum(dim: -1).MoveToOuterDisposeScope();
    }

    /// <summary>The mean over each set of its tokens' values.</summary>
    /// <param name="values">[..., batch, answer, d_vocab_out].</param>
    /// <returns>[..., batch, answer].</returns>
    /// <exception cref="ObjectDisposedException">The sets are disposed.</exception>
    public Tensor Mean(Tensor values)
    {
        using var scope = NewDisposeScope();
        return (At(values, filling: 0).sum(dim: -1) / _sizes).MoveToOuterDisposeScope();
    }

    /// <summary>The logarithm of the sum over each set of the exponentials of its tokens' values.</summary>
    /// <param name="values">[..., batch, answer, d_vocab_out].</param>
    /// <returns>[..., batch, answer].</returns>
    /// <exception cref="ObjectDisposedException">The sets are disposed.</exception>
    public Tensor LogSumExp(Tensor values)
    {
        using var scope = NewDisposeScope();
        return At(values, filling: double.NegativeInfinity).logsumexp(-1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        _tokens.Dispose();
        _sizes.Dispose();
        _filling?.Dispose();
    }

    /// <summary>The values of the tokens, [..., batch, answer, token].</summary>
    private Tensor At(Tensor values, double filling)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        long[] shape = [.. values.shape[..^1], _tokens.size(-1)];
        var found = values.gather(-1, _tokens.expand(shape));
        return _filling is null ? found : found.masked_fill(_filling, Scalars.Of(filling));
    }
}
