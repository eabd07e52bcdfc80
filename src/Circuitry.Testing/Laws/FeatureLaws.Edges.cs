using Xunit;
using static Circuitry.Testing.Closeness;
using static TorchSharp.torch;

namespace Circuitry.Testing;

public abstract partial class FeatureLaws<TExperiment>
{
    /// <summary>
    /// The weight of an edge is how fast the downstream unit moves with the upstream one, all other sites held, times how fast the loss
    /// rises with the downstream one; where there is no edge, it is zero.
    /// </summary>
    [SkippableFact]
    public void Edges_are_products_of_two_slopes()
    {
        using var experiment = Make();
        using var scope = NewDisposeScope();
        var task = Subject(experiment);
        RequireSlopes(task);
        using var literal = Require(task);
        var scores = Attribution(task).Run();
        var circuit = new FeatureCircuitSearch(
            task,
            new FeatureCircuitOptions { Nodes = task.Units.Count, Rule = null }
        ).Discover(scores);
        var weights = circuit.Edges.ToDictionary(edge => (edge.From, edge.To), edge => edge.Weight);
        var edges = Chosen(task, circuit.Edges);
        Near(
            [.. edges.Select(edge => literal.Weight(task.Units[edge.From], Node(task, edge.To)))],
            [.. edges.Select(edge => weights.GetValueOrDefault(edge))],
            SlopeTolerance,
            "weights"
        );
    }

    /// <summary>The strongest edge of some pairs of sites, and for each of them two units that may have none.</summary>
    private (int From, int? To)[] Chosen(AnswerTask task, IReadOnlyList<CircuitEdge> edges)
    {
        var random = new Random(1);
        CircuitEdge[][] families =
        [
            .. edges
                .GroupBy(edge => (task.Units[edge.From].Site, Node(task, edge.To)?.Site))
                .Select(family => family.OrderByDescending(edge => Math.Abs(edge.Weight)).ToArray()),
        ];
        var step = Math.Max(1, 2 * families.Length / SlowEdges);
        return
        [
            .. families
                .Where((_, index) => index % step == 0)
                .SelectMany(family => new[] { (family[0].From, family[0].To), Upstream(random.Next(), random.Next()) }),
        ];

        (int, int?) Upstream(int one, int other)
        {
            var (from, to) = (one % task.Units.Count, other % task.Units.Count);
            var order = task.Units[from].Site.CompareTo(task.Units[to].Site);
            return order < 0 ? (from, to)
                : order > 0 ? (to, from)
                : (from, null);
        }
    }

    private static FeatureNode? Node(AnswerTask task, int? unit) => unit is { } one ? task.Units[one] : null;
}
