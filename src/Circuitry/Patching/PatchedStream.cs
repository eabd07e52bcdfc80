using static TorchSharp.torch;

namespace Circuitry.Emitted;

/// <summary>
/// The residual stream of a patched run: each reader reads its ablated input plus, over its kept edges, what writers write
/// now minus their replacements. Emitted patched forwards read and write it in forward order.
/// </summary>
/// <remarks>
/// Several masks run at once, as rows of the batch, masks outermost. Masks may hold any number between 0 and 1 and may
/// require gradients.
/// </remarks>
public sealed class PatchedStream : ResidualStream
{
    private readonly ReferenceRuns _runs;
    private readonly Tensor _mask;
    private readonly List<Tensor> _differences = [];
    private readonly Tensor? _stack;
    private readonly int _masks;
    private int _written;

    /// <summary>Starts a patched run. Tensors made on the way belong to the current dispose scope.</summary>
    /// <param name="runs">The reference runs.</param>
    /// <param name="mask">What of each edge is kept, [mask, reader, writer].</param>
    /// <exception cref="GraphException">The mask is of another graph: it has other numbers of readers and writers.</exception>
    /// <exception cref="ObjectDisposedException">The reference runs are disposed.</exception>
    public PatchedStream(ReferenceRuns runs, Tensor mask)
        : base(runs.Sequence.Repeat(CheckedMasks(runs.Graph, mask)))
    {
        _runs = runs;
        _mask = mask;
        _masks = (int)mask.size(0);
        var outputs = runs.CleanOutputs;
        if (!is_grad_enabled())
        {
            // Written in place: nothing is copied again for every reader.
            var (writers, elements) = (outputs.size(0), outputs.numel() / outputs.size(0));
            _stack = empty([_masks, writers, elements], outputs.dtype, outputs.device);
        }
    }

    /// <inheritdoc/>
    public override Tensor Read(int firstReader, int count)
    {
        var stage = _runs.Graph.StageOfReader(firstReader);
        StreamChecks.Read(stage, firstReader, count, _written);
        var width = _runs.Graph.Architecture.ModelWidth;
        long[] shape = [_masks, count, _runs.Batch, _runs.Length, width];
        using var all = Differences();
        var input = _runs.Fold.Of(stage, Sum);
        return input.transpose(0, 1).reshape(count, _masks * _runs.Batch, _runs.Length, width);

        Tensor Sum(StreamPart part)
        {
            // [mask, reader, writer] x [mask, writer, batch * position * d_model]
            var weights = _mask.narrow(1, firstReader, count).narrow(2, part.FirstWriter, part.WriterCount);
            using var differences = all.narrow(1, part.FirstWriter, part.WriterCount);
            return weights.bmm(differences).view(shape).add_(_runs.AblatedSum(part, stage), Scalars.One);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Biases are in the ablated inputs already, and cancel in outputs minus their replacements.</remarks>
    public override void Write(Tensor outputs, Tensor? bias = null)
    {
        using var written = _runs.Split(outputs); // [writer, mask * batch, position, d_model]
        var count = written.size(0);
        StreamChecks.Write(_runs.Graph, _written + count);
        var width = written.size(-1);
        var now = written.view(count, _masks, _runs.Batch, _runs.Length, width).transpose(0, 1);
        var standIn = _runs.AblatedOutputs.narrow(0, _written, count);
        if (_stack is not null)
        {
            using var slot = _stack.narrow(1, _written, count).view(now.shape);
            slot.copy_(now).sub_(standIn);
        }
        else
        {
            _differences.Add((now - standIn).reshape(_masks, count, _runs.Batch * _runs.Length * width));
        }

        _written += (int)count;
    }

    /// <summary>The outputs of writers minus their replacements, [mask, writer, batch * position * d_model].</summary>
    private Tensor Differences()
    {
        if (_stack is not null)
        {
            return _stack.alias();
        }

        // Readers of one stage share the concatenation.
        var all = cat(_differences, 1);
        _differences.Clear();
        _differences.Add(all);
        return all.alias();
    }

    /// <inheritdoc/>
    public override Tensor ReadAnswers(int reader)
    {
        var stream = Read(reader, 1);
        return _runs.AtAnswers(stream.view(_masks, _runs.Batch, _runs.Length, stream.size(-1)));
    }

    private static int CheckedMasks(Graph graph, Tensor mask)
    {
        if (mask.ndim != 3 || mask.size(1) != graph.Readers.Count || mask.size(2) != graph.Writers.Count)
        {
            throw new GraphException(
                FormattableString.Invariant(
                    $"the mask has the shape [{string.Join(", ", mask.shape)}]; the graph has {graph.Readers.Count} readers and {graph.Writers.Count} writers, whose masks are [mask, {graph.Readers.Count}, {graph.Writers.Count}]"
                )
            );
        }

        return (int)mask.size(0);
    }
}
