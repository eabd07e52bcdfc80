using System.Globalization;
using System.Text;
using Xunit.Abstractions;

namespace Circuitry.Generators.Tests;

/// <summary>Any two switches of an architecture go together, or are refused by what is wrong with them.</summary>
public sealed class SwitchPairTests(ITestOutputHelper output)
{
    private const int InOneProject = 12;
    private const int RefusalsTried = 60;

    private static readonly Lazy<SwitchPairs> Pairs = new(() => new SwitchPairs());

    [Fact]
    public void Every_pair_of_values_is_declared_or_refused()
    {
        var pairs = Pairs.Value;
        var refused = pairs.Reasons.Values.Sum();
        output.WriteLine(
            $"{pairs.All} pairs of values of {SwitchPairs.Names.Count} switches, in {pairs.Rows.Count} declarations; {refused} refused:"
        );
        foreach (var (reason, count) in pairs.Reasons)
        {
            output.WriteLine($"{count} {reason}");
        }

        Assert.Empty(pairs.Open);
        Assert.InRange(refused, 1, pairs.All / 4);
    }

    [Fact]
    public void What_is_accepted_is_emitted_and_compiles_with_experiments_on_edges_nodes_and_neurons()
    {
        foreach (var chunk in Pairs.Value.Rows.Chunk(InOneProject))
        {
            var source = new StringBuilder(Experiments.Pairs);
            foreach (var (row, number) in chunk.Select((row, number) => (row, number)))
            {
                source.Append(
                    CultureInfo.InvariantCulture,
                    $"{SwitchPairs.Attribute(row)} public sealed partial class Model{number};\n"
                );
                source.Append(
                    CultureInfo.InvariantCulture,
                    $"[Experiment, Model<Model{number}>, Dataset<Pairs>(Size = 7), Corruption(Ablation.Mean), Metric<KlDivergence>]\n"
                );
                var granularity = new[] { "Edge", "Node", "Neuron" }[number % 3];
                source.Append(
                    CultureInfo.InvariantCulture,
                    $"[Granularity(Granularity.{granularity})] public sealed partial class Study{number};\n"
                );
            }

            Project.Of(source.ToString()).Generate().CompilesWithoutErrors(files: 4 * chunk.Length);
        }
    }

    [Fact]
    public async Task What_is_refused_has_a_diagnostic_that_says_of_what_and_why()
    {
        var refused = Pairs.Value.Refused;
        foreach (var row in refused.Where((_, i) => i % Math.Max(1, refused.Count / RefusalsTried) == 0))
        {
            var sizes = new SortedDictionary<string, object>(row.ToDictionary(), StringComparer.Ordinal);
            foreach (
                var (name, value) in new[]
                {
                    ("Layers", 2),
                    ("Heads", 4),
                    ("ModelWidth", 8),
                    ("Context", 9),
                    ("Vocabulary", 5),
                }
            )
            {
                sizes.TryAdd(name, value);
            }

            var source = $"{SwitchPairs.Attribute(sizes)} public sealed partial class Toy;";
            var found = await Project.Of(source).AnalyzeAsync();

            // What contradicts itself only with what it needs may do without that.
            Assert.All(
                found,
                diagnostic =>
                {
                    Assert.Equal("CIR010", diagnostic.Id);
                    // The switch or what it is of, and what is wrong with it.
                    Assert.Matches("cannot be turned into a model: .+: (is|are) .+", diagnostic.GetMessage());
                }
            );
        }
    }
}
