using static TorchSharp.torch;

namespace Circuitry.Pipelines;

/// <summary>Computes a vector for each context, by which contexts are compared.</summary>
/// <param name="model">The model, which stays the caller's.</param>
/// <param name="dictionaries">The dictionaries, which stay the caller's.</param>
/// <param name="options">The contents of the vectors.</param>
internal sealed class ContextVectors(TransformerModel model, FeatureDictionaries dictionaries, VectorOptions options)
{
    /// <summary>Contexts that are run together.</summary>
    private const int Chunk = 32;

    private readonly IReadOnlyList<FeatureSite> _sites = options.Sites ?? dictionaries.Sites;

    /// <summary>The vectors, of length 1, float32 on the processor, [context, column]; the caller's.</summary>
    /// <param name="contexts">The contexts.</param>
    /// <param name="progress">Notified after every batch.</param>
    /// <param name="cancellation">Stops it between two batches.</param>
    public Tensor Of(
        IReadOnlyList<CorpusContext> contexts,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        using var scope = NewDisposeScope();
        var columns = _sites.Sum(site => dictionaries[site].Width);
        using var projection =
            columns > options.Columns ? RandomProjection.Make(columns, options.Columns, options.Seed) : null;
        var rows = new List<Tensor>();
        var done = 0;
        var meter = new ProgressMeter(progress, "vectors", contexts.Count, "contexts");
        foreach (var chunk in contexts.Chunk(Chunk))
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add(Rows(chunk, projection));
            done += chunk.Length;
            meter.Report(done);
        }

        var vectors = rows.Count > 0 ? cat(rows, 0) : zeros([0, Math.Min(columns, options.Columns)], float32);
        return vectors.MoveToOuterDisposeScope();
    }

    private Tensor Rows(CorpusContext[] contexts, RandomProjection? projection)
    {
        using var scope = NewDisposeScope();
        var found = options.Kind == VectorKind.Effects ? Effects(contexts) : Activations(contexts);
        using var gradients = no_grad();
        var wide = found.to(float32).cpu();
        var narrow = projection?.Apply(wide) ?? wide;
        // A context on which no feature is active stays at 0.
        var lengths = Ops.Sum(Ops.Square(narrow), 1, keepDim: true).sqrt().clamp_min(Scalars.Of(1e-12));
        return narrow.div(lengths).MoveToOuterDisposeScope();
    }

    /// <summary>The effects of every feature, summed over positions, [context, column].</summary>
    private Tensor Effects(CorpusContext[] contexts)
    {
        using var scope = NewDisposeScope();
        var task = new AnswerTask(
            model,
            dictionaries,
            PromptPairs.Of(contexts.Select(context => context.ToPair())),
            new AnswerLoss(),
            Ablation.Zero,
            splitPositions: false
        );
        using var standIns = StandIns.Of(task, Ablation.Zero);
        var parts = new List<Tensor>();
        for (var index = 0; index < task.Batches; index++)
        {
            using var batch = task.Batch(index);
            using var states = FeatureStates.Of(task, batch, standIns);
            var gradients = SiteGradients.AtClean(task, batch, states);
            using var none = no_grad();
            parts.Add(cat([.. _sites.Select(site => Effects(site, states[site], gradients[site]))], 1));
        }

        return cat(parts, 0).MoveToOuterDisposeScope();
    }

    private Tensor Effects(FeatureSite site, SiteState state, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var each = dictionaries[site].DecoderGradient(gradient, state.Input) * state.FeatureDifference;
        return Ops.Sum(each, 1).MoveToOuterDisposeScope();
    }

    /// <summary>The activations of every feature, [context, column].</summary>
    private Tensor Activations(CorpusContext[] contexts)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var prompts = new Prompts(contexts.Select(context => context.Tokens));
        using var sequence = Sequence.Of(prompts, model);
        var parts = new Dictionary<FeatureSite, Tensor>();
        var tap = new Tap(model.Architecture.Layers);
        foreach (var site in _sites)
        {
            // Out of the block's own scope, which ends before all parts are there.
            Splice.Read(
                tap,
                site,
                input => parts[site] = Pooled(dictionaries[site], input, sequence).DetachFromDisposeScope()
            );
        }

        model.Residual(sequence, tap, _sites.Max(site => site.Layer) + 1);

        var whole = cat([.. _sites.Select(site => parts[site])], 1);
        foreach (var part in parts.Values)
        {
            part.Dispose();
        }

        return whole.MoveToOuterDisposeScope();
    }

    private Tensor Pooled(FeatureDictionary dictionary, Tensor input, Sequence sequence)
    {
        using var scope = NewDisposeScope();
        if (options.Kind == VectorKind.LastActivations)
        {
            return dictionary
                .Encode(input.select(1, input.size(1) - 1).unsqueeze(1))
                .squeeze(1)
                .MoveToOuterDisposeScope();
        }

        var features = dictionary.Encode(input);
        if (sequence.Nothing is not { } nothing)
        {
            return features.mean([1]).MoveToOuterDisposeScope();
        }

        var present = Ops.Sum(nothing.logical_not().to(features.dtype), 1); // [context, 1]
        return Ops.Sum(features.masked_fill(nothing, Scalars.Zero), 1).div(present).MoveToOuterDisposeScope();
    }
}
