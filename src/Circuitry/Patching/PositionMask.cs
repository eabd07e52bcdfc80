using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// The positions of prompts by group, which split a node's output into that of its writers, one for each
/// group. Padding is in none. Owns its tensors.
/// </summary>
internal sealed class PositionMask : IDisposable
{
    private readonly Tensor _groups;
    private readonly Tensor[] _rows;

    private PositionMask(Tensor groups, Tensor[] rows)
    {
        _groups = groups;
        _rows = rows;
    }

    /// <summary>The groups of a graph in prompts; null where the graph has all positions together.</summary>
    /// <exception cref="PromptException">The prompts have no groups, or others.</exception>
    public static PositionMask? Of(Graph graph, PromptPairs pairs, TransformerModel model)
    {
        if (graph.PositionGroups.Count == 0)
        {
            return null;
        }

        PromptFit.CheckPositionGroups(pairs, graph.PositionGroups);
        int groups = graph.PositionGroups.Count,
            batch = pairs.Count,
            length = pairs.Clean.Length;
        var indices = graph.PositionGroups.Index().ToDictionary(g => g.Item, g => g.Index, StringComparer.Ordinal);
        var inGroup = new double[groups * batch * length];
        var rows = Enumerable.Range(0, groups).Select(_ => new List<long>()).ToArray();
        for (var prompt = 0; prompt < batch; prompt++)
        {
            var (labels, padding) = (pairs.Pairs[prompt].PositionGroups!, pairs.Clean.PaddingOf(prompt));
            for (var position = 0; position < labels.Count; position++)
            {
                var (group, row) = (indices[labels[position]], prompt * length + padding + position);
                inGroup[group * batch * length + row] = 1;
                rows[group].Add(row);
            }
        }

        using var scope = NewDisposeScope();
        return new PositionMask(
            tensor(inGroup, [groups, batch, length, 1]).to(model.NumberType, model.Device).DetachFromDisposeScope(),
            [.. rows.Select(own => tensor(own.ToArray(), int64).to(model.Device).DetachFromDisposeScope())]
        );
    }

    /// <summary>The rows of [batch * position] that are in a group, int64 [row]; this object's.</summary>
    public Tensor Rows(int group) => _rows[group];

    /// <summary>1 in a group and 0 elsewhere, [group, batch, position, 1]; this object's.</summary>
    public Tensor All => _groups;

    /// <summary>1 in a group and 0 elsewhere, [batch, position, 1].</summary>
    public Tensor In(int group) => _groups[group];

    /// <summary>Splits nodes' outputs, [node, variant * batch, position, d_model], by writer, [writer, variant * batch, position, d_model].</summary>
    public Tensor Split(Tensor outputs)
    {
        using var scope = NewDisposeScope();
        long groups = _groups.size(0),
            batch = _groups.size(1),
            length = _groups.size(2),
            nodes = outputs.size(0),
            width = outputs.size(-1);
        var split = outputs.view(nodes, 1, -1, batch, length, width) * _groups.view(1, groups, 1, batch, length, 1);
        return split.view(nodes * groups, -1, length, width).MoveToOuterDisposeScope();
    }

    /// <summary>An output, [variant * batch, position, width], at the positions of a group, and zero elsewhere.</summary>
    public Tensor Part(int group, Tensor output)
    {
        using var scope = NewDisposeScope();
        var own = In(group);
        return (output.reshape(-1, own.size(0), own.size(1), output.size(-1)) * own)
            .view_as(output)
            .MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _groups.Dispose();
        foreach (var rows in _rows)
        {
            rows.Dispose();
        }
    }
}
