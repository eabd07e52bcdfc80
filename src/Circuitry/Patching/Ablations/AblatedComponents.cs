using static TorchSharp.torch;

namespace Circuitry;

/// <summary>The replacements of all components' activations by an ablation. Owns its tensors.</summary>
internal sealed class AblatedComponents : IDisposable
{
    private AblatedComponents(Tensor[] activations) => Activations = activations;

    /// <summary>In place of the activation of each component of a run, of the same shape.</summary>
    public IReadOnlyList<Tensor> Activations { get; }

    /// <summary>Replaces the components of a clean run. Call under no_grad.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="prompts">The prompts.</param>
    /// <param name="clean">The clean run.</param>
    /// <param name="padding">Which positions are padding, bool [batch, position, 1]; null where none is.</param>
    public static AblatedComponents Of(GraphExperiment experiment, PromptPairs prompts, FusedRun clean, Tensor? padding)
    {
        var (model, ablation) = (experiment.Transformer, experiment.Ablation);
        using var scope = NewDisposeScope();
        FusedRun? corrupted = null;
        try
        {
            return new AblatedComponents([.. clean.Components.Select(Replaced)]);
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
                corrupted = FusedRun.Of(model, clean.Components, sequence);
            }

            return corrupted;
        }

        Tensor Replaced(Component component, int index)
        {
            var own = clean.Activations[index];
            // A bias that belongs to the stream is no part of what is replaced.
            var bias =
                ablation.CancelsBiases || experiment.Biases == BiasConvention.Writer
                    ? null
                    : component.StreamBias(model);
            var replaced = ablation
                .Replace(
                    new AblatedActivation(
                        model,
                        component.Name,
                        prompts,
                        () => Flat(own),
                        () => Flat(Corrupted().Activations[index]),
                        padding
                    )
                )
                .expand_as(own.flatten(2))
                .reshape(own.shape);
            return (bias is null ? replaced : Ops.Add(replaced, bias)).DetachFromDisposeScope();

            Tensor Flat(Tensor tensor) => bias is null ? tensor.flatten(2) : Ops.Add(tensor.flatten(2), bias.neg());
        }
    }

    public void Dispose()
    {
        foreach (var tensor in Activations)
        {
            tensor.Dispose();
        }
    }
}
