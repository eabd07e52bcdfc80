using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>Trains the induction model from a seed, by gradient descent on sequences drawn as it goes.</summary>
public static class InductionTraining
{
    private const int HeldOutSize = 256;

    /// <summary>Trains; the same options give the same weights on the same machine.</summary>
    /// <param name="options">Options; null for those of the weights that ship.</param>
    /// <param name="progress">Notified after every step.</param>
    /// <param name="cancellation">Stops the training at the next step, and saves a checkpoint if there is a path for it.</param>
    /// <returns>The weights, which the caller owns.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are no steps, or no sequences in a step.</exception>
    /// <exception cref="CheckpointException">The checkpoint belongs to another training, is damaged, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static TransformerWeights Train(
        InductionTrainingOptions? options = null,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MeasureEvery, 1);
        var weights = TransformerWeights.Random(InductionModel.Declared, options.Seed, device: options.Device);
        try
        {
            Train(InductionModel.From(weights), options, progress, cancellation);
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    /// <summary>The share of predictable positions of sequences not trained on that a model answers right.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sequences">Number of sequences.</param>
    /// <param name="seed">The seed of the training from which they are held out.</param>
    public static double Accuracy(TransformerModel model, int sequences = HeldOutSize, int seed = 0) =>
        HeldOut(model.Architecture, sequences, seed).Accuracy(model);

    private static void Train(
        InductionModel model,
        InductionTrainingOptions options,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var random = new InductionSequences(model.Architecture.Vocabulary, options.Seed);
        var heldOut = HeldOut(model.Architecture, HeldOutSize, options.Seed);
        Tensor[] parameters = [.. model.Weights.Tensors];
        Array.ForEach(parameters, parameter => parameter.requires_grad = true);
        // Embeddings keep their size. Behind a norm only proportions count: were all to shrink, heads would shrink for free.
        var decays = model.Weights.Layers.SelectMany(layer => new[] { layer.W_QKV, layer.W_O });
        using var adam = new Adam(parameters, decays, options.WeightDecay);
        (string, Tensor)[] state =
        [
            .. parameters.Select((parameter, i) => (FormattableString.Invariant($"parameter.{i}"), parameter)),
            .. adam.State,
        ];
        var checkpoint = options.Checkpoint is { } path
            ? new StepCheckpoint(path, options.Fingerprint, options.CheckpointInterval)
            : null;
        var start = checkpoint?.Load(state) ?? 0;
        adam.StepsDone = start;
        // Sequences are drawn one after the other: those of finished steps are redrawn.
        for (var drawn = 0; drawn < start * options.Batch; drawn++)
        {
            random.Next(model.Architecture.Context);
        }

        double? accuracy = null;
        var meter = new ProgressMeter(progress, "induction training", options.Steps, start: start);
        for (var step = start + 1; step <= options.Steps; step++)
        {
            if (cancellation.IsCancellationRequested)
            {
                checkpoint?.Save(state, step - 1);
                cancellation.ThrowIfCancellationRequested();
            }

            checkpoint?.SaveIfDue(state, step - 1);
            using var scope = NewDisposeScope();
            var loss = InductionBatch.Draw(random, options.Batch, model.Architecture.Context).Loss(model);
            adam.Step(Ops.CheckedGradients(loss, parameters), RateAt(step, options));
            ShrinkHeads(model.Weights, HeadDecayAt(step, options));
            if (step % options.MeasureEvery == 0 || step == options.Steps)
            {
                accuracy = heldOut.Accuracy(model);
            }

            var reading = new Reading("loss", loss.item<float>());
            meter.Report(step, accuracy is { } share ? [reading, new("accuracy", share)] : [reading]);
        }

        if (start < options.Steps)
        {
            checkpoint?.SaveFinished(state, options.Steps);
        }

        Array.ForEach(parameters, parameter => parameter.requires_grad = false);
    }

    // The complement is never the seed of the training itself.
    private static InductionBatch HeldOut(Architecture architecture, int sequences, int seed) =>
        InductionBatch.Draw(new InductionSequences(architecture.Vocabulary, ~seed), sequences, architecture.Context);

    /// <summary>The rate rises over the first twentieth, stays, and falls to zero over the last two fifths.</summary>
    private static double RateAt(int step, InductionTrainingOptions options)
    {
        var done = (double)step / options.Steps;
        return options.Rate * Math.Min(1, Math.Min(done / 0.05, (1 - done) / 0.4));
    }

    /// <summary>Heads compete once they have learnt something to compete for: none decays over the first fifth.</summary>
    private static double HeadDecayAt(int step, InductionTrainingOptions options) =>
        step <= options.Steps / 5 ? 0 : RateAt(step, options) * options.HeadDecay;

    /// <summary>Takes an amount off the norm of every head's output matrix, and makes zero what is smaller than it.</summary>
    /// <remarks>
    /// The proximal step of a group lasso ("Model selection and estimation in regression with grouped variables", Yuan and
    /// Lin 2006) whose groups are heads. Left alone, all heads of a layer learn the same job and share it; under this, a job
    /// that one head can do costs least when one head does it.
    /// </remarks>
    private static void ShrinkHeads(TransformerWeights weights, double amount)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        using Scalar take = (-amount).ToScalar();
        foreach (var layer in weights.Layers)
        {
            var heads = layer.W_O.view(weights.Architecture.Heads, -1); // [head, d_head * d_model]
            var norms = heads.norm(1, keepdim: true);
            var left = norms.add(take, Scalars.One).clamp_(Scalars.Zero);
            heads.mul_(left.div_(norms.clamp_(Scalars.Of(1e-12))));
        }
    }
}
