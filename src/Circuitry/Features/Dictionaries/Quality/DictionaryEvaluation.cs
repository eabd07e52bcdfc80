using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// Measures dictionaries on texts, a batch at a time, so that memory does not grow with the number of texts.
/// </summary>
/// <param name="model">The model, which stays the caller's.</param>
/// <param name="dictionaries">The dictionaries, which stay the caller's.</param>
public sealed class DictionaryEvaluation(TransformerModel model, FeatureDictionaries dictionaries)
{
    /// <summary>
    /// The number of batches, from the first, on which losses are measured, at two forward passes for each dictionary; null for
    /// all. L0, variance, cosine and dead features use all batches.
    /// </summary>
    public int? LossBatches { get; init; }

    /// <summary>Measures every dictionary.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="progress">Notified after every batch.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <returns>One for each dictionary, in forward order.</returns>
    /// <exception cref="DictionaryException">A dictionary does not fit the model, or there is nothing to predict.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="LossBatches"/> is less than 1.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<DictionaryQuality> Measure(
        IEnumerable<TextBatch> texts,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        dictionaries.CheckFit(model.Architecture);
        if (LossBatches < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(LossBatches),
                LossBatches,
                "losses are measured on one batch or more; null is for all"
            );
        }

        ReconstructionTally[] tallies =
        [
            .. dictionaries.Sites.Select(site => new ReconstructionTally(dictionaries[site], model.Device)),
        ];
        var losses = new LossTally(dictionaries.Sites.Count);
        try
        {
            var done = 0;
            var meter = new ProgressMeter(
                progress,
                "dictionaries",
                texts.TryGetNonEnumeratedCount(out var count) ? count : null,
                "batches of texts"
            );
            foreach (var batch in texts)
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                using var noGradients = no_grad();
                var activations = SiteActivations.Of(model, batch.Prompts, dictionaries.Sites);
                for (var i = 0; i < tallies.Length; i++)
                {
                    tallies[i].Add(activations[i]);
                }

                if (done < (LossBatches ?? int.MaxValue))
                {
                    AddLosses(losses, batch);
                }

                done++;
                meter.Report(done);
            }

            return [.. tallies.Select((tally, i) => Quality(tally, dictionaries.Sites[i], losses, i))];
        }
        finally
        {
            Array.ForEach(tallies, tally => tally.Dispose());
        }
    }

    private void AddLosses(LossTally losses, TextBatch batch)
    {
        using var sequence = Sequence.Of(batch.Prompts, model);
        using var predicted = new PredictedTokens(batch, model.Device);
        losses.AddOwn(predicted.Loss(model, sequence, Tap.None), predicted.Count);
        for (var i = 0; i < dictionaries.Sites.Count; i++)
        {
            var site = dictionaries.Sites[i];
            var dictionary = dictionaries[site];
            losses.AddChanged(
                i,
                predicted.Loss(
                    model,
                    sequence,
                    Changed(site, value => dictionary.Decode(dictionary.Encode(value), value))
                ),
                predicted.Loss(model, sequence, Changed(site, value => value.zeros_like()))
            );
        }
    }

    private Tap Changed(FeatureSite site, Func<Tensor, Tensor> change)
    {
        var tap = new Tap(model.Architecture.Layers);
        Splice.Into(tap, site, change);
        return tap;
    }

    private DictionaryQuality Quality(ReconstructionTally tally, FeatureSite site, LossTally losses, int index)
    {
        if (losses.Tokens == 0)
        {
            throw new DictionaryException("there is no token to predict; give texts of at least two tokens");
        }

        return new DictionaryQuality
        {
            Site = site,
            Width = dictionaries[site].Width,
            Activations = tally.Count,
            L0 = tally.L0,
            ExplainedVariance = tally.ExplainedVariance,
            Cosine = tally.Cosine,
            DeadFeatures = tally.DeadFeatures,
            Loss = losses.Own,
            ReconstructedLoss = losses.Reconstructed(index),
            AblatedLoss = losses.Ablated(index),
        };
    }
}
