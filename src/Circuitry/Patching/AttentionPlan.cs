using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// The heads of a block that are recomputed, and the readers they are recomputed from. A role (query, key, value) none of whose readers changes is
/// projected once and shared by all variants.
/// </summary>
internal sealed class AttentionPlan : StagePlan
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
        int ReaderOf(ReaderKind kind, int head) => graph.ReaderOfHead(stage, kind, head);
        _query = new Role(ReaderKind.Query, [.. heads.Select(head => ReaderOf(ReaderKind.Query, head))]);
        _key = new Role(ReaderKind.Key, [.. groups.Select(group => ReaderOf(ReaderKind.Key, group))]);
        _value = new Role(ReaderKind.Value, [.. groups.Select(group => ReaderOf(ReaderKind.Value, group))]);
        var changes = affected.ToHashSet();
        foreach (var role in Roles)
        {
            role.Changes = role.Readers.Any(changes.Contains);
        }

        int[] readers = [.. Roles.Where(role => role.Changes).SelectMany(role => role.Readers).Distinct().Order()];
        Readers = readers;
        foreach (var role in Roles.Where(role => role.Changes))
        {
            int[] rows = [.. role.Readers.Select(reader => Array.IndexOf(readers, reader))];
            // Roles that take every row in order need no copy.
            role.Rows = rows.SequenceEqual(Enumerable.Range(0, readers.Length)) ? null : Indices(rows);
        }

        Project(forward);

        Tensor Indices(int[] indices) => tensor([.. indices.Select(index => (long)index)], int64).to(device);
    }

    public override IReadOnlyList<int> Readers { get; }

    public override bool IsPositionwise => false;

    private Role[] Roles => [_query, _key, _value];

    public override Tensor Evaluate(TransformerModel model, Tensor inputs, Sequence sequence, int variants)
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

    /// <summary>Projects the roles that no variant changes.</summary>
    private void Project(IncrementalForward forward)
    {
        var (graph, runs, differences) = (forward.Graph, forward.Runs, forward.Differences);
        foreach (var role in Roles.Where(role => !role.Changes))
        {
            var stage = graph.StageOfReader(role.Readers[0]);
            double[] kept =
            [
                .. role.Readers.SelectMany(reader =>
                    Enumerable
                        .Range(0, stage.WritersBefore)
                        .Select(writer => forward.Kept[graph.EdgeIndex(writer, reader)] ? 1.0 : 0.0)
                ),
            ];
            var weights = tensor(kept, [role.Readers.Length, stage.WritersBefore])
                .to(differences.dtype, differences.device);
            var input = forward.Inputs(stage, weights).view(role.Readers.Length, runs.Batch, runs.Length, -1);
            role.Projected = Project(forward.Model, role, input);
        }
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
