using static TorchSharp.torch;

namespace Circuitry.Tests.Neurons;

/// <summary>
/// A model run with some neurons ablated, literally: what each site holds is looked up number by number by the name of its neuron.
/// </summary>
internal static class LiteralNeurons
{
    /// <summary>The logits at the answer positions, [batch, answer, d_vocab_out].</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="kept">How much is kept of the neuron of a name.</param>
    public static Tensor Logits(GraphExperiment experiment, Func<string, double> kept)
    {
        var (model, prompts) = (experiment.Transformer, experiment.Prompts);
        var a = model.Architecture;
        using var clean = experiment.Run(prompts.Clean);
        using var corrupted = experiment.Run(prompts.Corrupted);
        using var scope = NewDisposeScope();
        var tap = new Tap(a.Layers);
        if (experiment.Graph.SplitEmbedding)
        {
            Patch(HookSite.TokenEmbedding, -1, _ => "tok");
            Patch(HookSite.PositionalEmbedding, -1, _ => "pos");
        }
        else
        {
            Patch(HookSite.ResidualPre, 0, _ => "input");
        }

        for (var layer = 0; layer < a.Layers; layer++)
        {
            var block = layer;
            Patch(
                HookSite.MixedValue,
                block,
                i => FormattableString.Invariant($"a{block}.h{i / a.HeadWidth}.v{i % a.HeadWidth}")
            );
            if (!a.AttentionOnly)
            {
                Patch(HookSite.MlpPost, block, i => FormattableString.Invariant($"m{block}.n{i}"));
            }
        }

        using var sequence = Sequence.Of(prompts.Clean, model);
        var residual = model.FinalResidual(sequence, tap);
        return model
            .Unembed(experiment.Runs.AtAnswers(residual.unsqueeze(0).contiguous()))
            .squeeze(0)
            .MoveToOuterDisposeScope();

        void Patch(HookSite site, int layer, Func<int, string> nameOf)
        {
            var whole = clean.ReadWhole(site, layer).flatten(2);
            var other = corrupted.ReadWhole(site, layer).flatten(2);
            var replaced = experiment.Ablation switch
            {
                ZeroAblation => zeros_like(whole),
                MeanAblation => AlignedMean
                    .Of(other.unsqueeze(0), prompts, corrupted.Sequence.Nothing)[0]
                    .expand_as(whole),
                _ => other,
            };
            var shares = zeros_like(whole);
            for (var prompt = 0; prompt < whole.size(0); prompt++)
            {
                var labels = prompts.Pairs[prompt].PositionGroups;
                for (var position = prompts.Clean.PaddingOf(prompt); position < whole.size(1); position++)
                {
                    var group =
                        experiment.Graph.PositionGroups.Count > 0
                            ? $"[{labels![position - prompts.Clean.PaddingOf(prompt)]}]"
                            : "";
                    for (var i = 0; i < whole.size(2); i++)
                    {
                        shares[prompt, position, i] = kept(nameOf(i) + group);
                    }
                }
            }

            tap.Patch(
                site,
                layer,
                value => Ops.Add(replaced, shares * Ops.Add(value.flatten(2), replaced.neg())).view(value.shape)
            );
        }
    }
}
