using static System.FormattableString;
using static TorchSharp.torch;

namespace Circuitry.Lens;

/// <summary>The residual stream of a run, as it grows and taken apart (TransformerLens's <c>accumulated_resid</c>, <c>decompose_resid</c> and <c>stack_head_results</c>).</summary>
public static class ResidualLens
{
    /// <param name="run">A run of a model.</param>
    extension(Run run)
    {
        /// <summary>
        /// The stream in front of every block up to one, that one's included: <c>0_pre</c> to <c>L_pre</c>, or to <c>final_post</c> behind
        /// the last, one more than there are blocks.
        /// </summary>
        /// <param name="layer">The last block whose input is included; null for all, and the stream behind the last.</param>
        /// <param name="includeMiddle">Whether the stream between attention and MLP is included (<c>l_mid</c>) where blocks have one.</param>
        /// <returns>[component, batch, position, d_model]; the caller's.</returns>
        /// <exception cref="LensException">There is no such block.</exception>
        /// <exception cref="ObjectDisposedException">The run or its model is disposed.</exception>
        public Decomposition ResidualsUpTo(int? layer = null, bool includeMiddle = false)
        {
            using var scope = NewDisposeScope();
            var a = run.Model.Architecture;
            var last = Checked(a, layer);
            var (labels, values) = (new List<string>(), new List<Tensor>());
            var middle = includeMiddle && HookSites.Exists(HookSite.ResidualMid, a);
            for (var l = 0; l < last; l++)
            {
                Add(Invariant($"{l}_pre"), run.ReadWhole(HookSite.ResidualPre, l));
                if (middle)
                {
                    Add(Invariant($"{l}_mid"), run.ReadWhole(HookSite.ResidualMid, l));
                }
            }

            Add(
                last == a.Layers ? "final_post" : Invariant($"{last}_pre"),
                last == a.Layers
                    ? run.ReadWhole(HookSite.ResidualPost, last - 1)
                    : run.ReadWhole(HookSite.ResidualPre, last)
            );
            return new Decomposition(labels, stack(values).DetachFromDisposeScope(), null);

            void Add(string label, Tensor value)
            {
                labels.Add(label);
                values.Add(value);
            }
        }

        /// <summary>What embeddings, attention and MLPs have added to the stream in front of a block; the components add up to it.</summary>
        /// <param name="layer">The block; null for the stream behind the last.</param>
        /// <returns><c>embed</c>, <c>pos_embed</c> where positions are learned, <c>l_attn_out</c> and <c>l_mlp_out</c>; biases are in what adds them.</returns>
        /// <exception cref="LensException">There is no such block, or blocks do more than add to the stream.</exception>
        /// <exception cref="ObjectDisposedException">The run or its model is disposed.</exception>
        public Decomposition Decompose(int? layer = null)
        {
            using var scope = NewDisposeScope();
            var a = run.Model.Architecture;
            var last = Checked(a, layer);
            RequireSums(run);
            var (labels, values) = Embeddings(run);
            for (var l = 0; l < last; l++)
            {
                foreach (var site in HookSites.AddedByBlock(a)!)
                {
                    labels.Add(Invariant($"{l}_{(site == HookSite.MlpOutput ? "mlp" : "attn")}_out"));
                    values.Add(run.ReadWhole(site, l));
                }
            }

            return new Decomposition(labels, stack(values).DetachFromDisposeScope(), NameOf(a, last));
        }

        /// <summary>
        /// What each head adds to the stream in front of a block, <c>L0H0</c> to the last, and in <c>remainder</c> all that is not heads':
        /// embeddings, MLPs and biases. The components add up to the stream.
        /// </summary>
        /// <param name="layer">The block; null for the stream behind the last.</param>
        /// <exception cref="LensException">
        /// There is no such block, blocks do more than add to the stream, or a norm stands behind attention, so that no head adds by itself.
        /// </exception>
        /// <exception cref="ObjectDisposedException">The run or its model is disposed.</exception>
        public Decomposition HeadOutputs(int? layer = null)
        {
            using var scope = NewDisposeScope();
            var a = run.Model.Architecture;
            var last = Checked(a, layer);
            RequireSums(run);
            if (a.Norm.IsAfter)
            {
                throw new LensException(
                    $"{run.Model} has a norm behind attention, through which its heads go together; decompose by {nameof(Decompose)}, or read hook_result"
                );
            }

            var labels = new List<string>();
            var values = new List<Tensor>();
            for (var l = 0; l < last; l++)
            {
                var outputs = run.ReadWhole(HookSite.HeadOutput, l); // [batch, position, head, d_model]
                for (var h = 0; h < a.Heads; h++)
                {
                    labels.Add(Invariant($"L{l}H{h}"));
                    values.Add(outputs.select(2, h));
                }
            }

            var whole =
                last == a.Layers
                    ? run.ReadWhole(HookSite.ResidualPost, last - 1)
                    : run.ReadWhole(HookSite.ResidualPre, last);
            labels.Add("remainder");
            values.Add(values.Count == 0 ? whole : whole - Ops.Sum(stack(values), 0));
            return new Decomposition(labels, stack(values).DetachFromDisposeScope(), NameOf(a, last));
        }
    }

    private static (List<string> Labels, List<Tensor> Values) Embeddings(Run run)
    {
        var (labels, values) = (
            new List<string> { "embed" },
            new List<Tensor> { run.ReadWhole(HookSite.TokenEmbedding, -1) }
        );
        if (HookSites.Exists(HookSite.PositionalEmbedding, run.Model.Architecture))
        {
            labels.Add("pos_embed");
            values.Add(run.ReadWhole(HookSite.PositionalEmbedding, -1));
        }

        return (labels, values);
    }

    private static string NameOf(Architecture a, int layer) =>
        layer == a.Layers ? HookNames.Of(HookSite.ResidualPost, layer - 1) : HookNames.Of(HookSite.ResidualPre, layer);

    private static int Checked(Architecture a, int? layer) =>
        layer is null ? a.Layers
        : layer >= 0 && layer <= a.Layers ? layer.Value
        : throw new LensException(
            Invariant($"there is no block {layer}; the model has {Counted.Of(a.Layers, "block")}, numbered from 0")
        );

    private static void RequireSums(Run run)
    {
        if (HookSites.AddedByBlock(run.Model.Architecture) is null)
        {
            throw new LensException(
                $"the blocks of {run.Model} norm the stream or replace it, so that it is no sum; {nameof(ResidualsUpTo)} shows it as it grows"
            );
        }
    }
}
