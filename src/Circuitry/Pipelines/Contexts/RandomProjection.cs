using static TorchSharp.torch;

namespace Circuitry.Pipelines;

/// <summary>
/// A sparse random projection (Kane and Nelson 2014): every column is added to, or taken from, a few others by chance. Cosines
/// stay what they are but for an error of about one over the square root of the number of columns.
/// </summary>
internal sealed class RandomProjection : IDisposable
{
    private const int Nonzeros = 8;

    private readonly int _columns;
    private readonly Tensor[] _targets;
    private readonly Tensor[] _signs;

    private RandomProjection(int columns, Tensor[] targets, Tensor[] signs) =>
        (_columns, _targets, _signs) = (columns, targets, signs);

    /// <summary>Draws a projection.</summary>
    /// <param name="from">Number of columns of the input.</param>
    /// <param name="to">Number of columns of the result.</param>
    /// <param name="seed">Seed.</param>
    public static RandomProjection Make(int from, int to, int seed)
    {
        var random = new Random(seed);
        var targets = new Tensor[Nonzeros];
        var signs = new Tensor[Nonzeros];
        for (var i = 0; i < Nonzeros; i++)
        {
            targets[i] = tensor(Drawn(from, () => (long)random.Next(to))).DetachFromDisposeScope();
            signs[i] = tensor(Drawn(from, () => random.Next(2) * 2f - 1f)).DetachFromDisposeScope();
        }

        return new RandomProjection(to, targets, signs);
    }

    /// <summary>Projects rows, float32 on the processor, [row, from]: [row, to], the caller's.</summary>
    public Tensor Apply(Tensor rows)
    {
        using var scope = NewDisposeScope();
        var projected = zeros([rows.size(0), _columns], float32);
        for (var i = 0; i < Nonzeros; i++)
        {
            projected.index_add_(1, _targets[i], rows * _signs[i], Scalars.One);
        }

        return projected.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var drawn in _targets.Concat(_signs))
        {
            drawn.Dispose();
        }
    }

    private static T[] Drawn<T>(int count, Func<T> draw) => [.. Enumerable.Range(0, count).Select(_ => draw())];
}
