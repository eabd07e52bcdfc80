using static TorchSharp.torch;

namespace Circuitry.Lens;

/// <summary>What parts of the residual stream say about the next token: the logit lens, and direct logit attribution.</summary>
public static class UnembeddingLens
{
    /// <param name="run">A run of a model.</param>
    extension(Run run)
    {
        /// <summary>
        /// The logits that the model would give after each block, [component, batch, position, d_vocab_out]: the stream there through
        /// the final norm, recomputed for it, and the unembedding. The last component is the model's own logits, to the bit.
        /// </summary>
        /// <param name="includeMiddle">Whether the stream between attention and MLP is included where blocks have one.</param>
        /// <returns>The labels of <see cref="ResidualLens"/>'s streams and their logits; the tensor is the caller's.</returns>
        /// <exception cref="ObjectDisposedException">The run or its model is disposed.</exception>
        public (IReadOnlyList<string> Labels, Tensor Logits) LogitLens(bool includeMiddle = false)
        {
            using var gradients = no_grad();
            using var residuals = run.ResidualsUpTo(null, includeMiddle);
            return (residuals.Labels, run.Model.Unembed(residuals.Values));
        }

        /// <summary>
        /// How much each component of the final stream adds to the logit of one token over that of another, [component, batch], at one
        /// position of each prompt (direct logit attribution).
        /// </summary>
        /// <param name="parts">A decomposition of the final stream, such as <c>run.Decompose()</c> or <c>run.HeadOutputs()</c>.</param>
        /// <param name="positions">The position of each prompt at which its answer is predicted, counted without padding.</param>
        /// <param name="right">The token of each prompt whose logit counts.</param>
        /// <param name="wrong">The token of each prompt whose logit is taken off; null for none.</param>
        /// <param name="norm">Whether components are divided by the final norm's divisor of the whole stream, or taken as they are.</param>
        /// <returns>
        /// The attributions; the caller's. Divided, and over all components of the final stream, they add up to the difference of the
        /// model's logits, in front of a cap, less that of the biases of norm and unembedding.
        /// </returns>
        /// <exception cref="LensException">The components are not of the final stream, or lists differ in length from the prompts.</exception>
        /// <exception cref="ObjectDisposedException">The run, its model or the decomposition is disposed.</exception>
        public Tensor LogitAttributions(
            Decomposition parts,
            IReadOnlyList<int> positions,
            IReadOnlyList<int> right,
            IReadOnlyList<int>? wrong = null,
            NormOfParts norm = NormOfParts.Divided
        )
        {
            using var gradients = no_grad();
            using var scope = NewDisposeScope();
            var model = run.Model;
            var prompts = run.Prompts;
            Require(parts, model.Architecture);
            foreach (
                var (name, count) in new[]
                {
                    ("positions", positions.Count),
                    ("right tokens", right.Count),
                    ("wrong tokens", wrong?.Count ?? right.Count),
                }
            )
            {
                if (count != prompts.Count)
                {
                    throw new LensException(
                        FormattableString.Invariant(
                            $"there are {count} {name} for {Counted.Of(prompts.Count, "prompt")}; give one of each prompt"
                        )
                    );
                }
            }

            var at = tensor(
                Enumerable.Range(0, prompts.Count).Select(i => (long)prompts.PaddingOf(i) + positions[i]).ToArray(),
                device: model.Device
            );
            var values = parts
                .Values.gather(2, at.view(1, -1, 1, 1).expand(parts.Labels.Count, -1, 1, parts.Values.size(-1)))
                .squeeze(2); // [component, batch, d_model]
            if (norm == NormOfParts.Divided && model.Architecture.Norm.IsFinal)
            {
                var divisor = run.ReadWhole(HookSite.FinalNormScale, -1); // [batch, position, 1]
                values = values / divisor.gather(1, at.view(-1, 1, 1)).squeeze(1);
            }

            var logits = model.UnembedDirections(values); // [component, batch, d_vocab_out]
            var attributions = Of(right);
            return (wrong is null ? attributions : attributions - Of(wrong)).MoveToOuterDisposeScope();

            Tensor Of(IReadOnlyList<int> tokens) =>
                logits
                    .gather(
                        2,
                        tensor(tokens.Select(token => (long)token).ToArray(), device: model.Device)
                            .view(1, -1, 1)
                            .expand(parts.Labels.Count, -1, 1)
                    )
                    .squeeze(2);
        }
    }

    private static void Require(Decomposition parts, Architecture a)
    {
        var final = HookNames.Of(HookSite.ResidualPost, a.Layers - 1);
        if (parts.SumsTo != final)
        {
            throw new LensException(
                $"the components are of {parts.SumsTo ?? "no one stream"}, and the unembedding reads {final}; decompose without a layer"
            );
        }
    }
}

/// <summary>The treatment of the final norm in direct logit attribution.</summary>
public enum NormOfParts
{
    /// <summary>Each component is divided by the divisor that the norm has for the whole stream, so that components add up.</summary>
    Divided,

    /// <summary>Components are taken as they are: by how much they would move the logits if the norm had the divisor 1.</summary>
    AsIs,
}
