using static TorchSharp.torch;

namespace Circuitry.Tests.Masks;

public sealed class MaskLayoutTests
{
    private static readonly GraphUnits Units = SmallEdges.AllUnits;
    private static readonly Graph Edges = Units.Graph;

    [Fact]
    public void Every_edge_writer_or_component_has_one_gate()
    {
        Assert.Equal(Edges.EdgeCount, MaskLayout.Of(Units, MaskUnits.Edges).Count);
        Assert.Equal(Edges.Writers.Count, MaskLayout.Of(Units, MaskUnits.Writers).Count);
        Assert.Equal(
            Edges.EdgeCount + Edges.Writers.Count,
            EdgeMaskLayout.OfEdgesAndWriters(EdgeGroupUnits.Of(Units)).Count
        );
        // Per layer four queries, two keys, two values and an MLP.
        Assert.Equal(2 * (4 + 2 + 2 + 1), MaskLayout.Of(Units, MaskUnits.Components).Count);
        Assert.Equal(
            SmallNodes.AllUnits.Graph.Writers.Count,
            MaskLayout.Of(SmallNodes.AllUnits, MaskUnits.Writers).Count
        );
    }

    [Fact]
    public void Queries_keys_values_and_MLPs_weigh_the_same_in_the_density_however_many_heads_there_are()
    {
        using var scope = NewDisposeScope();
        var layout = MaskLayout.Of(Units, MaskUnits.Components);
        using var penalty = new DensityPenalty(layout, _ => 3, CPU);
        var shut = full(layout.Count, Scalars.Of(-50), dtype: float64);
        double Density(string name)
        {
            var logits = shut.clone();
            foreach (
                var gate in Enumerable
                    .Range(0, layout.Count)
                    .Where(gate => layout.Names[gate].StartsWith(name, StringComparison.Ordinal))
            )
            {
                logits[gate] = 50.0;
            }

            return penalty.Of(logits, logits, 0).item<double>();
        }

        // Eight tensors of gates in all, and lambda is 3.
        Assert.Equal(3 / 8.0, Density("m0"), 1e-9);
        Assert.Equal(3 * 3 / 8.0, Density("a1"), 1e-9);
        Assert.Equal(3 / 8.0 * (1 / 4.0), Density("a0.h2<q>"), 1e-9);
    }

    [Fact]
    public void A_shut_component_takes_its_edges_and_a_head_writes_while_one_of_its_inputs_is_open()
    {
        var layout = MaskLayout.Of(Units, MaskUnits.Components);
        double Of(string edge, params string[] shut)
        {
            var values = layout.UnitValues(
                [.. layout.Names.Select(name => shut.Contains(name) ? 0.2 : 0.7)],
                always: 1
            );
            return values[Units.IndexOf(edge)];
        }

        Assert.Equal(1, Of("input->logits"));
        Assert.Equal(0.2, Of("input->a0.h3<q>", "a0.h3<q>"));
        Assert.Equal(0.7, Of("a0.h3->m0", "a0.h3<q>", "a0.kv1<v>"));
        Assert.Equal(0.2, Of("a0.h3->m0", "a0.h3<q>", "a0.kv1<k>", "a0.kv1<v>"));
        Assert.Equal(0.2, Of("input->m1", "m1"));
        Assert.Equal(0.2, Of("m0->logits", "m0"));
    }

    [Fact]
    public void An_edge_between_writers_needs_both()
    {
        var layout = MaskLayout.Of(Units, MaskUnits.Writers);
        double Of(string edge, params string[] shut)
        {
            var values = layout.UnitValues(
                [.. layout.Names.Select(name => shut.Contains(name) ? 0.2 : 0.7)],
                always: 1
            );
            return values[Units.IndexOf(edge)];
        }

        Assert.Equal(0.7, Of("a0.h0->logits", "m0"));
        Assert.Equal(0.2, Of("a0.h0->m0", "m0"));
        Assert.Equal(0.2, Of("a0.h0->m0", "a0.h0"));
        // Two heads share the key, so that it is read for as long as one of them writes.
        Assert.Equal(0.7, Of("input->a0.kv0<k>", "a0.h0"));
        Assert.Equal(0.2, Of("input->a0.kv0<k>", "a0.h0", "a0.h1"));
    }

    [Fact]
    public void Factors_multiply_to_the_gates_of_both_ends_and_shut_what_is_no_edge()
    {
        var layout = MaskLayout.Of(Units, MaskUnits.Components);
        var random = new Random(1);
        double[] gates = [.. Enumerable.Range(0, layout.Count).Select(_ => random.NextDouble())];
        double[] all = [.. gates, 1, 0];
        var mask = new double[Edges.Readers.Count * Edges.Writers.Count];
        Array.Fill(mask, 1);
        foreach (var factor in layout.Factors())
        {
            for (var place = 0; place < mask.Length; place++)
            {
                mask[place] *= all[factor[place]];
            }
        }

        double Gate(string name) => gates[layout.Names.IndexOf(name)];
        double At(Edge edge) =>
            mask[Edges.ReaderIndex(edge.Reader) * Edges.Writers.Count + Edges.WriterIndex(edge.Writer)];
        Assert.Equal(
            Gate("m0") * Gate("a1.h1<q>"),
            At(new Edge(Writer.OfMlp(0), Edges.Readers.Single(r => r.Name == "a1.h1<q>")))
        );
        Assert.Equal(Gate("m0"), At(new Edge(Writer.OfMlp(0), Edges.Readers.Single(r => r.Name == "logits"))));
        Assert.Equal(1, At(new Edge(Writer.Input, Edges.Readers.Single(r => r.Name == "m0"))));
        Assert.Equal(0, At(new Edge(Writer.OfMlp(1), Edges.Readers.Single(r => r.Name == "a0.h0<q>"))));
    }
}
