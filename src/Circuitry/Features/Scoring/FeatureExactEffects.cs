using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// Measured indirect effects ("Sparse Feature Circuits", equation 2): for every node that what stands in for it would change,
/// the rise of the loss when it alone is replaced, at all of its positions at once.
/// </summary>
/// <param name="task">The task.</param>
/// <param name="options">How to score; null for the defaults.</param>
[Algorithm(
    "exact effects",
    "Measures how replacing each single feature and error term changes the loss (\"Sparse Feature Circuits\", equation 2)"
)]
public sealed class FeatureExactEffects(FeatureTask task, FeatureScoringOptions? options = null)
    : FeatureScoring(task, options)
{
    /// <summary>Numbers that the activations of one site in a batch of replacements may take.</summary>
    private const long Budget = 1L << 23;

    /// <inheritdoc/>
    public override string Name => "exact effects";

    private protected override int Steps => Task.Sites.Count;

    private protected override void Step(FeatureBatch batch, FeatureStates states, int step, Tensor scores)
    {
        using var none = no_grad();
        var site = Task.Sites[step];
        var (state, units) = (states[site], Task.Units);
        var clean = batch.Run(Tap.None).to(float64).sum().item<double>();
        var nodes = Changed(state);
        var most = (int)Math.Clamp(Budget / state.Input.numel(), 1, 256);
        foreach (var chunk in nodes.Chunk(most))
        {
            using var scope = NewDisposeScope();
            var moved = Ops.Add(state.Input.unsqueeze(0), Deltas(site, state, chunk));
            var losses = TensorValues.ToArray<double>(
                SiteGradients.From(batch, states, site, moved.flatten(0, 1), chunk.Length).to(float64).sum(dim: 1)
            );
            for (var i = 0; i < chunk.Length; i++)
            {
                var (position, column) = chunk[i];
                using var cell = scores[position, units.Offset(site) + column];
                using var rise = (losses[i] - clean).ToScalar();
                cell.add_(rise, Scalars.One);
            }
        }
    }

    /// <summary>The nodes of a site that are changed at all, as position (0 where not told apart) and column within the site.</summary>
    private List<(int Position, int Column)> Changed(SiteState state)
    {
        using var scope = NewDisposeScope();
        var parts = cat([state.FeatureDifference, state.ErrorDifference.abs().sum(dim: -1, keepdim: true)], -1)
            .ne(Scalars.Zero)
            .any(0);
        var split = Task.Units.SplitsPositions;
        var changed = TensorValues.ToArray<bool>(split ? parts : parts.any(0, keepdim: true));
        var columns = (int)parts.size(-1);
        return
        [
            .. Enumerable
                .Range(0, changed.Length)
                .Where(index => changed[index])
                .Select(index => (index / columns, index % columns)),
        ];
    }

    /// <summary>What replacing each node adds to the activation, [node, batch, position, d_in].</summary>
    private Tensor Deltas(FeatureSite site, SiteState state, (int Position, int Column)[] nodes)
    {
        var (dictionary, width) = (Task.Dictionaries[site], Task.Units.Width(site));
        var deltas = new Tensor[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            using var scope = NewDisposeScope();
            var (position, column) = nodes[i];
            Tensor delta;
            if (column == width)
            {
                delta = state.ErrorDifference.alias();
            }
            else
            {
                var index = tensor(new long[] { column }, int64).to(state.Input.device);
                delta = dictionary
                    .Contributions(state.FeatureDifference.index_select(-1, index), state.Input, index)
                    .squeeze(0);
            }

            if (Task.Units.SplitsPositions)
            {
                var only = zeros_like(delta);
                only.narrow(1, position, 1).copy_(delta.narrow(1, position, 1));
                delta = only;
            }

            deltas[i] = delta.MoveToOuterDisposeScope();
        }

        return stack(deltas);
    }
}
