using static TorchSharp.torch;

namespace Circuitry.Lens;

/// <summary>Heads as matrices between the residual stream and itself ("A Mathematical Framework for Transformer Circuits").</summary>
public static class HeadCircuits
{
    /// <param name="model">A model.</param>
    extension(TransformerModel model)
    {
        /// <summary>
        /// How a head moves what it attends to: W_V W_O, d_model x d_model by way of d_head, biases and norms left out; the caller's.
        /// </summary>
        /// <param name="layer">The block.</param>
        /// <param name="head">The head.</param>
        /// <exception cref="LensException">There is no such head.</exception>
        public FactoredMatrix ValueOutput(int layer, int head)
        {
            using var scope = NewDisposeScope();
            var (_, _, value, output) = Parts(model, layer, head);
            return new FactoredMatrix(value.clone().DetachFromDisposeScope(), output.clone().DetachFromDisposeScope());
        }

        /// <summary>
        /// How a head matches queries with keys: W_Q W_K', d_model x d_model by way of d_head, biases, norms and scale left out; the
        /// caller's. Where positions rotate, it is the match of a position with itself: elsewhere queries and keys are turned.
        /// </summary>
        /// <param name="layer">The block.</param>
        /// <param name="head">The head.</param>
        /// <exception cref="LensException">There is no such head.</exception>
        public FactoredMatrix QueryKeyAtDistanceZero(int layer, int head)
        {
            using var scope = NewDisposeScope();
            var (query, key, _, _) = Parts(model, layer, head);
            return new FactoredMatrix(
                query.clone().DetachFromDisposeScope(),
                key.t().contiguous().clone().DetachFromDisposeScope()
            );
        }

        /// <summary>
        /// How much of what an earlier head writes a later one reads, |L R| / (|L| |R|) in Frobenius norms, with L the earlier head's OV and R
        /// the later one's QK, QK' or OV. Heads of random weights have about 1 / sqrt(d_model).
        /// </summary>
        /// <param name="earlier">Block and head that write.</param>
        /// <param name="later">Block and head that read, of a later block.</param>
        /// <param name="by">The input of the later head.</param>
        /// <exception cref="LensException">There is no such head, or the later one is not in a later block.</exception>
        public double CompositionScore((int Layer, int Head) earlier, (int Layer, int Head) later, CompositionKind by)
        {
            if (earlier.Layer >= later.Layer)
            {
                throw new LensException(
                    FormattableString.Invariant(
                        $"a head of block {later.Layer} does not read what one of block {earlier.Layer} writes; name the earlier one first"
                    )
                );
            }

            using var scope = NewDisposeScope();
            using var left = model.ValueOutput(earlier.Layer, earlier.Head);
            using var right = by switch
            {
                CompositionKind.Value => model.ValueOutput(later.Layer, later.Head),
                _ => model.QueryKeyAtDistanceZero(later.Layer, later.Head),
            };
            var (a, b) =
                by == CompositionKind.Key
                    ? (right.Right.transpose(-2, -1), right.Left.transpose(-2, -1))
                    : (right.Left, right.Right);
            using var both = new FactoredMatrix(left.Left.matmul(left.Right.matmul(a)), b.clone());
            return Number(both.Norm()) / (Number(left.Norm()) * Number(right.Norm()));
        }
    }

    private static double Number(Tensor value) => TensorValues.ToArray<double>(value.to(float64).reshape(1))[0];

    /// <summary>A head's columns and rows: query, key and value [d_model, d_head] and output [d_head, d_model].</summary>
    private static (Tensor Query, Tensor Key, Tensor Value, Tensor Output) Parts(
        TransformerModel model,
        int layer,
        int head
    )
    {
        var a = model.Architecture;
        if (layer < 0 || layer >= a.Layers || head < 0 || head >= a.Heads)
        {
            throw new LensException(
                FormattableString.Invariant(
                    $"there is no head {head} in block {layer}; the model has {Counted.Of(a.Layers, "block")} of {Counted.Of(a.Heads, "head")}, numbered from 0"
                )
            );
        }

        var (w, width) = (model.Weights.Layers[layer].W_QKV, a.HeadWidth);
        var shared = head / a.HeadsPerKeyValueHead;
        Tensor Columns(int index) => w.narrow(1, (long)index * width, width);
        return (
            Columns(head),
            Columns(a.Heads + shared),
            Columns(a.Heads + a.KeyValueHeads + shared),
            model.OutputWeights(layer).select(0, head)
        );
    }
}

/// <summary>The input of a later head by which it reads what an earlier one writes.</summary>
public enum CompositionKind
{
    /// <summary>What its queries are made of.</summary>
    Query,

    /// <summary>What its keys are made of.</summary>
    Key,

    /// <summary>What its values are made of.</summary>
    Value,
}
