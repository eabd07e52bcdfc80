namespace Circuitry.Tests;

public sealed class CircuitDotTests
{
    [Fact]
    public void A_circuit_is_drawn_by_layer_with_labels_signs_and_widths()
    {
        Assert.Equal(
            """
            digraph circuit {
              rankdir=TB;
              node [shape=box, style=rounded, fontname="Helvetica"];
              edge [fontname="Helvetica", fontsize=10];
              { rank=same; "input"; }
              { rank=same; "a0.h0"; }
              { rank=same; "m0"; }
              { rank=same; "a1.h1"; }
              { rank=same; "logits"; }
              "input" -> "a0.h0" [style=invis];
              "a0.h0" -> "m0" [style=invis];
              "m0" -> "a1.h1" [style=invis];
              "a1.h1" -> "logits" [style=invis];
              "input" -> "a0.h0" [label="v", color="#2166ac", penwidth=0.3];
              "input" -> "m0" [color="#2166ac", penwidth=0.667];
              "m0" -> "a1.h1" [label="q", color="#2166ac", penwidth=1.333];
              "a0.h0" -> "a1.h1" [label="v", color="#2166ac", penwidth=1.778];
              "m0" -> "logits" [color="#b2182b", penwidth=2.667];
              "a1.h1" -> "logits" [color="#2166ac", penwidth=4];
            }

            """,
            CircuitDot.ToText(SmallCircuits.Chain()),
            ignoreLineEndingDifferences: true
        );
    }

    [Fact]
    public void A_shared_key_head_is_a_node_of_its_own_joined_to_the_heads_that_share_it()
    {
        var text = CircuitDot.ToText(SmallCircuits.Grouped());

        Assert.Contains("\"a1.kv0\" [shape=ellipse];", text);
        Assert.Contains("\"a0.h1\" -> \"a1.kv0\" [label=\"k\",", text);
        Assert.Contains("\"a1.kv0\" -> \"a1.h0\" [style=dotted, arrowhead=none];", text);
        Assert.Contains("\"a1.kv0\" -> \"a1.h1\" [style=dotted, arrowhead=none];", text);
        Assert.DoesNotContain("\"a0.h0\"", text);
    }

    [Fact]
    public void A_circuit_of_nodes_is_drawn_with_scores_on_its_nodes()
    {
        var text = CircuitDot.ToText(SmallCircuits.Nodes(), DotDirection.LeftToRight);

        Assert.Contains("rankdir=LR;", text);
        Assert.Contains("{ rank=same; \"a0.h1\" [color=\"#b2182b\", penwidth=0.667]; }", text);
        Assert.DoesNotContain("label=", text);
    }

    [Fact]
    public void An_infinite_score_is_the_widest_pen_and_the_rest_the_thinnest()
    {
        var circuit = SmallCircuits.Of(
            new Graph(SmallArchitectures.Gpt2()),
            ("m0->logits", double.PositiveInfinity),
            ("m1->logits", 5)
        );

        var text = CircuitDot.ToText(circuit);

        Assert.Contains("\"m0\" -> \"logits\" [color=\"#2166ac\", penwidth=4];", text);
        Assert.Contains("\"m1\" -> \"logits\" [color=\"#2166ac\", penwidth=0.3];", text);
    }

    [Fact]
    public void A_circuit_is_written_to_a_file()
    {
        using var folder = new TemporaryFolder();

        CircuitDot.Write(SmallCircuits.Chain(), folder.File("sub/c.dot"), DotDirection.LeftToRight);

        Assert.Equal(
            CircuitDot.ToText(SmallCircuits.Chain(), DotDirection.LeftToRight),
            File.ReadAllText(folder.File("sub/c.dot"))
        );
    }
}
