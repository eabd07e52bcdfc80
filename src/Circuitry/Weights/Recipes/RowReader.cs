using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>Reads the tensor of one row of a family into the canonical shape of its weight.</summary>
internal sealed class RowReader(string prefix, StoredTensors stored)
{
    private readonly Architecture _a = stored.Architecture;

    /// <summary>The stored name of a row.</summary>
    public string NameOf(TensorRow row, int layer, int head = 0) => Filled(row.Name, layer, head);

    /// <summary>A name with everything put in that depends on the file, the block and the head.</summary>
    public string Filled(string name, int layer, int head = 0) =>
        name.Replace(Family.Prefix, prefix, StringComparison.Ordinal)
            .Replace(Family.Layer, FormattableString.Invariant($"{layer}"), StringComparison.Ordinal)
            .Replace(Family.Head, FormattableString.Invariant($"{head}"), StringComparison.Ordinal);

    /// <summary>Whether everything that a row without blocks names is stored.</summary>
    public bool IsStored(TensorRow row) => IsStored(row, 0);

    /// <summary>The row of a weight that a file follows: the first that is stored in its shape, else in another, else the last plain one.</summary>
    /// <param name="rows">The rows of the weight, at least one.</param>
    /// <param name="shape">The canonical shape.</param>
    /// <param name="layer">The block.</param>
    public TensorRow Chosen(IReadOnlyList<TensorRow> rows, long[] shape, int layer) =>
        rows.FirstOrDefault(row => IsStored(row, layer) && Fits(row, shape, layer))
        ?? rows.FirstOrDefault(row => IsStored(row, layer))
        ?? rows.FirstOrDefault(row => row.Through is null)
        ?? rows[0];

    /// <summary>The weight in its canonical shape.</summary>
    /// <param name="row">The row.</param>
    /// <param name="shape">The canonical shape.</param>
    /// <param name="layer">The block.</param>
    public Tensor Read(TensorRow row, long[] shape, int layer)
    {
        using var scope = NewDisposeScope();
        var taken = Canonical(row, Taken(row, shape, layer), shape);
        // Norms compute in float32, and 1 + w in half precision would lose w.
        taken = WeightTable.Of(row.Weight).IsNorm ? Ops.Widened(taken) : taken;
        return (row.AddsOne ? Ops.Add(taken, 1) : taken).MoveToOuterDisposeScope();
    }

    /// <summary>The shape in which a row stores a weight.</summary>
    public long[] StoredShape(TensorRow row, long[] shape)
    {
        var lies = Lies(row, shape);
        lies[0] = (lies[0] * row.Parts) + row.Skip;
        return lies;
    }

    // The shape of the part of the stored tensor that the weight is.
    private long[] Lies(TensorRow row, long[] shape)
    {
        var width = _a.HeadWidth;
        return row.Layout switch
        {
            _ when row.IsPerHead => [width],
            StoredLayout.Shared => [width],
            StoredLayout.Interleaved or StoredLayout.Transposed => [.. shape.Reverse()],
            StoredLayout.ByHead when row.Weight == Weight.W_O => [shape[0] / width, width, shape[1]],
            StoredLayout.ByHead when shape.Length == 1 => [shape[0] / width, width],
            StoredLayout.ByHead => [shape[1] / width, shape[0], width],
            _ => [.. shape],
        };
    }

    private Tensor Taken(TensorRow row, long[] shape, int layer)
    {
        if (row.Through is { } through)
        {
            return Projected(row, through, shape, layer);
        }

        if (row.IsPerHead)
        {
            var heads = (int)(shape[0] / _a.HeadWidth);
            return cat([
                .. Enumerable.Range(0, heads).Select(head => stored.Take(NameOf(row, layer, head), _a.HeadWidth)),
            ]);
        }

        var whole = stored.Take(NameOf(row, layer), StoredShape(row, shape));
        var rows = Lies(row, shape)[0];
        return rows == whole.size(0) ? whole : whole.narrow(0, row.Skip + (rows * row.Part), rows).clone();
    }

    // In float64, and rounded once: the product is what the model has.
    private Tensor Projected(TensorRow row, string through, long[] shape, int layer)
    {
        var lies = Lies(row, shape);
        var name = NameOf(row, layer);
        var width = stored.ShapeOf(name) is { Count: 2 } found ? found[1] : lies[1];
        var left = stored.Take(name, lies[0], width);
        var right = stored.Take(Filled(through, layer), row.ThroughTransposed ? [lies[1], width] : [width, lies[1]]);
        return left.to(ScalarType.Float64)
            .matmul((row.ThroughTransposed ? right.t() : right).to(ScalarType.Float64))
            .to(left.dtype);
    }

    private Tensor Canonical(TensorRow row, Tensor taken, long[] shape) =>
        row.Layout switch
        {
            _ when row.IsPerHead => taken,
            StoredLayout.Shared => taken.repeat(shape[0] / _a.HeadWidth),
            StoredLayout.Interleaved when taken.dim() == 1 => Layout.Grouped(taken, _a.KeyValueHeads, _a.HeadWidth),
            StoredLayout.Interleaved => Layout.Transpose(Layout.Grouped(taken, _a.KeyValueHeads, _a.HeadWidth)),
            StoredLayout.Transposed => Layout.Transpose(taken),
            StoredLayout.ByHead when taken.dim() == 2 => Layout.Flatten(taken),
            StoredLayout.ByHead when row.Weight == Weight.W_O => Layout.HeadsToRows(taken),
            StoredLayout.ByHead => Layout.HeadsToColumns(taken),
            _ => taken,
        };

    private bool IsStored(TensorRow row, int layer) =>
        stored.Has(NameOf(row, layer)) && (row.Through is not { } through || stored.Has(Filled(through, layer)));

    private bool Fits(TensorRow row, long[] shape, int layer) =>
        row.Through is not null || stored.ShapeOf(NameOf(row, layer))!.SequenceEqual(StoredShape(row, shape));
}
