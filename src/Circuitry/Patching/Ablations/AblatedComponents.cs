using static TorchSharp.torch;

namespace Circuitry;

/// <summary>What an ablation puts in place of every component's activation: embeddings, heads before W_O, MLPs. Owns its tensors.</summary>
internal sealed class AblatedComponents : IDisposable
{
    private AblatedComponents(Tensor[] embeddings, Tensor[] mixed, Tensor[] mlp) =>
        (Embeddings, Mixed, Mlp) = (embeddings, mixed, mlp);

    /// <summary>In place of what each embedding writer of the graph adds, [batch, position, d_model].</summary>
    public IReadOnlyList<Tensor> Embeddings { get; }

    /// <summary>In place of each block's mixed values, [batch, position, head, d_head].</summary>
    public IReadOnlyList<Tensor> Mixed { get; }

    /// <summary>In place of what each block's MLP adds, with b_out, [batch, position, d_model]; none where there are no MLPs.</summary>
    public IReadOnlyList<Tensor> Mlp { get; }

    /// <summary>Replaces the components of a clean run. Call under no_grad.</summary>
    /// <param name="ablation">The ablation.</param>
    /// <param name="biases">What becomes of the biases of MLPs.</param>
    /// <param name="model">The model.</param>
    /// <param name="graph">The graph, whose embeddings are replaced one by one where it splits them.</param>
    /// <param name="prompts">The prompts.</param>
    /// <param name="clean">The clean run.</param>
    /// <param name="padding">Which positions are padding, bool [batch, position, 1]; null where none is.</param>
    public static AblatedComponents Of(
        Ablation ablation,
        BiasConvention biases,
        TransformerModel model,
        Graph graph,
        PromptPairs prompts,
        FusedRun clean,
        Tensor? padding
    )
    {
        using var scope = NewDisposeScope();
        FusedRun? corrupted = null;
        try
        {
            return new AblatedComponents(
                Kept(
                    clean.Embeddings.Select(
                        (own, i) => Replaced(EmbeddingSite(graph, i), own, run => run.Embeddings[i])
                    )
                ),
                Kept(
                    clean.Mixed.Select(
                        (own, layer) => Replaced(HookNames.Of(HookSite.MixedValue, layer), own, run => run.Mixed[layer])
                    )
                ),
                Kept(clean.Mlp.Select(Mlp))
            );
        }
        finally
        {
            corrupted?.Dispose();
        }

        FusedRun Corrupted()
        {
            if (corrupted is null)
            {
                using var sequence = Sequence.Of(prompts.Corrupted, model);
                corrupted = FusedRun.Of(model, graph, sequence);
            }

            return corrupted;
        }

        Tensor Replaced(string site, Tensor own, Func<FusedRun, Tensor> other, Tensor? bias = null)
        {
            Tensor Flat(Tensor tensor) => bias is null ? tensor.flatten(2) : Ops.Add(tensor.flatten(2), bias.neg());
            return ablation
                .Replace(
                    new AblatedActivation(
                        model,
                        site,
                        prompts,
                        () => Flat(own),
                        () => Flat(other(Corrupted())),
                        padding
                    )
                )
                .expand_as(own.flatten(2))
                .reshape(own.shape);
        }

        // A bias that belongs to the stream is no part of what is replaced.
        Tensor Mlp(Tensor own, int layer)
        {
            var site = HookNames.Of(HookSite.MlpOutput, layer);
            var bias =
                ablation.CancelsBiases || biases == BiasConvention.Writer ? null : model.Weights.Layers[layer].b_out;
            var replaced = Replaced(site, own, run => run.Mlp[layer], bias);
            return bias is null ? replaced : Ops.Add(replaced, bias);
        }
    }

    public void Dispose()
    {
        foreach (var tensor in Embeddings.Concat(Mixed).Concat(Mlp))
        {
            tensor.Dispose();
        }
    }

    private static string EmbeddingSite(Graph graph, int writer) =>
        !graph.SplitEmbedding ? HookNames.Of(HookSite.ResidualPre, 0)
        : writer == 0 ? HookNames.Of(HookSite.TokenEmbedding, -1)
        : HookNames.Of(HookSite.PositionalEmbedding, -1);

    private static Tensor[] Kept(IEnumerable<Tensor> tensors) => [.. tensors.Select(t => t.DetachFromDisposeScope())];
}
