using static TorchSharp.torch;

namespace Circuitry;

/// <summary>One vector for each context, by which contexts are alike.</summary>
/// <param name="model">The model, which stays the caller's.</param>
/// <param name="dictionaries">The dictionaries, which stay the caller's.</param>
/// <param name="options">What vectors hold.</param>
internal sealed class ContextVectors(TransformerModel model, FeatureDictionaries dictionaries, VectorOptions options)
{
    /// <summary>Contexts that are run together.</summary>
    private const int Chunk = 32;

    private readonly IReadOnlyList<FeatureSite> _sites = options.Sites ?? dictionaries.Sites;

    /// <summary>The vectors, of length 1, float32 on the processor, [context, column]; the caller's.</summary>
    /// <param name="contexts">The contexts.</param>
    /// <param name="progress">Told how many contexts are done.</param>
    /// <param name="cancellation">Stops it between two batches.</param>
    public Tensor Of(IReadOnlyList<CorpusContext> contexts, IProgress<int>? progress, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var columns = _sites.Sum(site => dictionaries[site].Width);
        using var projection =
            columns > options.Columns ? RandomProjection.Make(columns, options.Columns, options.Seed) : null;
        var rows = new List<Tensor>();
        var done = 0;
        foreach (var chunk in contexts.Chunk(Chunk))
        {
            cancellation.ThrowIfCancellationRequested();
            rows.Add(Rows(chunk, projection));
            done += chunk.Length;
            progress?.Report(done);
        }

        return cat(rows, 0).MoveToOuterDisposeScope();
    }

    private Tensor Rows(CorpusContext[] contexts, RandomProjection? projection)
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
        var parts = new List<Tensor>();
        for (var index = 0; index < task.Batches; index++)
        {
            using var batch = task.Batch(index);
            using var standIns = StandIns.Of(task, Ablation.Zero);
            using var states = FeatureStates.Of(task, batch, standIns);
            parts.Add(options.Kind == VectorKind.Effects ? Effects(task, batch, states) : Activations(states));
        }

        using var gradients = no_grad();
        var wide = cat(parts, 0).to(float32).cpu();
        var narrow = projection?.Apply(wide) ?? wide;
        // A context on which no feature is active stays at 0.
        var lengths = Ops.Sum(Ops.Square(narrow), 1, keepDim: true).sqrt().clamp_min(Scalars.Of(1e-12));
        return narrow.div(lengths).MoveToOuterDisposeScope();
    }

    /// <summary>The effects of every feature, summed over positions, [context, column].</summary>
    private Tensor Effects(FeatureTask task, FeatureBatch batch, FeatureStates states)
    {
        using var scope = NewDisposeScope();
        var gradients = SiteGradients.AtClean(task, batch, states);
        using var none = no_grad();
        return cat(
                [
                    .. _sites.Select(site =>
                    {
                        var state = states[site];
                        var each = dictionaries[site].DecoderGradient(gradients[site], state.Input);
                        return Ops.Sum(each * state.FeatureDifference, 1);
                    }),
                ],
                1
            )
            .MoveToOuterDisposeScope();
    }

    /// <summary>The activations of every feature, [context, column].</summary>
    private Tensor Activations(FeatureStates states)
    {
        using var scope = NewDisposeScope();
        using var none = no_grad();
        var present = Ops.Sum(states.Present, 1); // [context, 1]
        return cat(
                [
                    .. _sites.Select(site =>
                    {
                        var features = states[site].Features;
                        return options.Kind == VectorKind.LastActivations
                            ? features.select(1, features.size(1) - 1)
                            : Ops.Sum(features * states.Present, 1).div(present);
                    }),
                ],
                1
            )
            .MoveToOuterDisposeScope();
    }
}
