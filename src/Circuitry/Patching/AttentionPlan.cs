using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// Which heads of a block are recomputed, from which readers. A role (query, key, value) none of whose readers changes is
/// projected once and shared by all variants.
/// </summary>
internal sealed class AttentionPlan
{
    private readonly int _layer;
    private readonly Tensor _heads;
    private readonly Tensor _groups;
    private readonly Tensor? _groupOfHead;
    private readonly Role _query;
    private readonly Role _key;
    private readonly Role _value;

    public AttentionPlan(IncrementalForward forward, Stage stage, int[] writers, IReadOnlyList<int> affected)
    {
        var (graph, a) = (forward.Graph, forward.Graph.Architecture);
        var device = forward.Differences.device;
        _layer = stage.Layer;
        int[] heads = [.. writers.Select(writer => (writer - stage.FirstWriter) / graph.WritersPerNode).Distinct()];
        int[] groups = [.. heads.Select(head => head / a.HeadsPerKeyValueHead).Distinct()];
        _heads = Indices(heads);
        _groups = Indices(groups);
        _groupOfHead =
            a.HeadsPerKeyValueHead == 1
                ? null
                : Indices([.. heads.Select(head => Array.IndexOf(groups, head / a.HeadsPerKeyValueHead))]);
        int ReaderOf(ReaderKind kind, int head) =>
            graph.SplitQueryKeyValue
                ? kind switch
                {
                    ReaderKind.Query => stage.FirstReader + head,
                    ReaderKind.Key => stage.FirstReader + a.Heads + head,
                    _ => stage.FirstReader + a.Heads + a.KeyValueHeads + head,
                }
                : stage.FirstReader + (kind == ReaderKind.Query ? head / a.HeadsPerKeyValueHead : head);
        _query = new Role(ReaderKind.Query, [.. heads.Select(head => ReaderOf(ReaderKind.Query, head))]);
        _key = new Role(ReaderKind.Key, [.. groups.Select(group => ReaderOf(ReaderKind.Key, group))]);
        _value = new Role(ReaderKind.Value, [.. groups.Select(group => ReaderOf(ReaderKind.Value, group))]);
        var changes = affected.ToHashSet();
        foreach (var role in Roles)
        {
            role.Changes = role.Readers.Any(changes.Contains);
        }

        Readers = [.. Roles.Where(role => role.Changes).SelectMany(role => role.Readers).Distinct().Order()];
        foreach (var role in Roles.Where(role => role.Changes))
        {
            int[] rows = [.. role.Readers.Select(reader => Array.IndexOf(Readers, reader))];
            // Roles that take every row in order need no copy.
            role.Rows = rows.SequenceEqual(Enumerable.Range(0, Readers.Length)) ? null : Indices(rows);
        }

        Tensor Indices(int[] indices) => tensor([.. indices.Select(index => (long)index)], int64).to(device);
    }

    /// <summary>The readers whose inputs are computed for every variant, by index.</summary>
    public int[] Readers { get; }

    private Role[] Roles => [_query, _key, _value];

    /// <summary>Projects the roles that no variant changes.</summary>
    public void Prepare(IncrementalForward forward, EdgeSet kept, Tensor differences, long elements)
    {
        var (graph, runs) = (forward.Graph, forward.Runs);
        foreach (var role in Roles.Where(role => !role.Changes))
        {
            var before = graph.WritersBefore(role.Readers[0]);
            double[] mask =
            [
                .. role.Readers.SelectMany(reader =>
                    Enumerable.Range(0, before).Select(writer => kept[graph.EdgeIndex(writer, reader)] ? 1.0 : 0.0)
                ),
            ];
            var weights = tensor(mask, [role.Readers.Length, before]).to(differences.dtype, differences.device);
            var stage = graph.StageOfReader(role.Readers[0]);
            var input = runs.AblatedInput(stage)
                .view(1, elements)
                .addmm(weights, differences.narrow(0, 0, before).view(-1, elements), 1, 1)
                .view(role.Readers.Length, runs.Batch, runs.Length, -1);
            role.Projected = Project(forward.Model, role, input);
        }
    }

    /// <summary>What the heads write, [head, variant * batch, position, d_model].</summary>
    public Tensor Attend(TransformerModel model, Tensor inputs, Sequence sequence, int variants)
    {
        var query = Of(_query);
        var key = Of(_key);
        var value = Of(_value);
        if (_groupOfHead is not null)
        {
            key = key.index_select(0, _groupOfHead);
            value = value.index_select(0, _groupOfHead);
        }

        return model.Attend(_layer, _heads, query, key, value, sequence);

        Tensor Of(Role role) =>
            role.Projected is { } shared
                ? shared.repeat(1, variants, 1, 1)
                : Project(model, role, role.Rows is null ? inputs : inputs.index_select(0, role.Rows));
    }

    private Tensor Project(TransformerModel model, Role role, Tensor input) =>
        role.Kind switch
        {
            ReaderKind.Query => model.Query(_layer, _heads, input),
            ReaderKind.Key => model.Key(_layer, _groups, input),
            _ => model.Value(_layer, _groups, input),
        };

    private sealed record Role(ReaderKind Kind, int[] Readers)
    {
        /// <summary>Whether some variant changes what one of its readers reads.</summary>
        public bool Changes { get; set; }

        /// <summary>Where its readers stand among those computed; null when they are all of them in order.</summary>
        public Tensor? Rows { get; set; }

        /// <summary>The projection that all variants share, [head, batch, position, d_head].</summary>
        public Tensor? Projected { get; set; }
    }
}
