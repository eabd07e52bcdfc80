using Circuitry.Rasp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class StructuralCircuitTests
{
    [Fact]
    public void Reverse_counts_the_length_in_block_0_and_gathers_in_block_3()
    {
        using var model = RaspPrograms.Reverse.Compile();
        Assert.Equal(
            [
                ("a0.h0", "m0"),
                ("a3.h0", "logits"),
                ("m0", "m1"),
                ("m1", "m2"),
                ("m2", "a3.h0<q>"),
                ("pos", "a3.h0<k>"),
                ("pos", "m1"),
                ("tok", "a0.h0<k>"),
                ("tok", "a0.h0<q>"),
                ("tok", "a0.h0<v>"),
                ("tok", "a3.h0<k>"),
                ("tok", "a3.h0<q>"),
                ("tok", "a3.h0<v>"),
                ("tok", "m0"),
                ("tok", "m1"),
            ],
            StructuralCircuit.Of(model)
        );
    }

    [Fact]
    public void Proportion_averages_what_the_first_MLP_finds()
    {
        using var model = RaspPrograms.Proportion.Compile();
        Assert.Equal(
            [
                ("a1.h0", "logits"),
                ("m0", "a1.h0<v>"),
                ("pos", "a1.h0<k>"),
                ("pos", "a1.h0<q>"),
                ("tok", "a1.h0<k>"),
                ("tok", "a1.h0<q>"),
                ("tok", "m0"),
            ],
            StructuralCircuit.Of(model)
        );
    }

    [Fact]
    public void Tokens_and_positions_can_be_one_writer()
    {
        using var model = RaspPrograms.Proportion.Compile();
        Assert.Equal(
            [("a1.h0", "logits"), ("input", "a1.h0<k>"), ("input", "a1.h0<q>"), ("input", "m0"), ("m0", "a1.h0<v>")],
            StructuralCircuit.Of(model, splitEmbedding: false)
        );
    }

    [Fact]
    public void What_does_not_lead_to_the_output_is_left_out()
    {
        using var model = RaspPrograms.Reverse.Compile();
        using (NewDisposeScope())
        {
            // Block 1 no longer reads the length, so that nothing does.
            for (var i = 0; i < model.Directions.Count; i++)
            {
                if (model.Directions[i].StartsWith("length:", StringComparison.Ordinal))
                {
                    model.Weights["blocks.1.mlp.W_in"][i].zero_();
                }
            }
        }

        var edges = StructuralCircuit.Of(model);
        Assert.DoesNotContain(
            edges,
            edge => edge.Writer is "a0.h0" or "m0" || edge.Reader.StartsWith("a0.", StringComparison.Ordinal)
        );
        Assert.Equal(15 - 6, edges.Count);
    }

    [Fact]
    public void A_head_whose_keys_read_nothing_has_no_query_edges()
    {
        using var model = RaspPrograms.Proportion.Compile();
        using (NewDisposeScope())
        {
            model.Weights["blocks.1.attn.W_K"].zero_();
        }

        Assert.Equal([("a1.h0", "logits"), ("m0", "a1.h0<v>"), ("tok", "m0")], StructuralCircuit.Of(model));
    }
}
