using System.Globalization;

namespace Circuitry.Tests;

public sealed class CircuitTextTests
{
    [Fact]
    public void The_table_has_the_strongest_score_of_either_sign_first()
    {
        Assert.Equal(
            """
            unit             score
            a1.h1->logits    0.75
            m0->logits       -0.5
            a0.h0->a1.h1<v>  0.333333
            m0->a1.h1<q>     0.25
            input->m0        0.125
            input->a0.h0<v>  1E-07

            """,
            CircuitText.Table(SmallCircuits.Chain()),
            ignoreLineEndingDifferences: true
        );
    }

    [Fact]
    public void Equal_scores_stand_in_the_order_of_the_graph()
    {
        var circuit = SmallCircuits.Of(
            new Graph(SmallArchitectures.Gpt2()),
            ("m1->logits", 1),
            ("input->m0", -1),
            ("input->a0.h1<k>", 1)
        );

        Assert.Equal(
            ["input->a0.h1<k>", "input->m0", "m1->logits"],
            CircuitText.ByEffect(circuit).Select(unit => unit.Name)
        );
    }

    [Fact]
    public void The_tree_goes_back_from_the_logits_and_expands_each_writer_once()
    {
        Assert.Equal(
            """
            logits
              a1.h1  0.75
                a1.h1<q>
                  m0  0.25
                    input  0.125
                a1.h1<v>
                  a0.h0  0.333333
                    a0.h0<v>
                      input  1E-07
              m0  -0.5  (above)

            """,
            CircuitText.Tree(SmallCircuits.Chain()),
            ignoreLineEndingDifferences: true
        );
    }

    [Fact]
    public void The_tree_expands_a_shared_key_head_once()
    {
        Assert.Equal(
            """
            logits
              a1.h0  2
                a1.kv0<k>
                  a0.h1  0.5
                    a0.kv0<v>
                      input  0.25
              a1.h1  1
                a1.kv0<k>  (above)

            """,
            CircuitText.Tree(SmallCircuits.Grouped()),
            ignoreLineEndingDifferences: true
        );
    }

    [Fact]
    public void The_tree_shows_merged_inputs_without_a_level_of_their_own()
    {
        var circuit = SmallCircuits.Of(
            new Graph(SmallArchitectures.Gpt2(), splitQueryKeyValue: false),
            ("a1.h0->logits", 1),
            ("input->a1.h0", 2)
        );

        Assert.Equal("logits\n  a1.h0  1\n    input  2\n", CircuitText.Tree(circuit));
    }

    [Fact]
    public void The_tree_does_not_hide_edges_without_a_path_to_the_logits()
    {
        var circuit = SmallCircuits.Of(new Graph(SmallArchitectures.Gpt2()), ("m1->logits", 1), ("input->a1.h0<q>", 2));

        Assert.Equal("logits\n  m1  1\nno path to the logits\n  input->a1.h0<q>  2\n", CircuitText.Tree(circuit));
    }

    [Fact]
    public void The_tree_of_an_empty_circuit_is_the_logits()
    {
        Assert.Equal("logits\n", CircuitText.Tree(SmallCircuits.Of(new Graph(SmallArchitectures.Gpt2()))));
    }

    [Fact]
    public void The_tree_of_a_circuit_of_nodes_lists_them_below_the_logits()
    {
        Assert.Equal("logits\n  input  3\n  m1  1\n  a0.h1  -0.5\n", CircuitText.Tree(SmallCircuits.Nodes()));
    }

    [Fact]
    public void The_summary_of_neurons_names_them()
    {
        Assert.Contains("granularity                   neurons\n", CircuitText.Summary(SmallCircuits.Neurons()));
        Assert.Equal(
            "logits\n  input  3\n  m1.n4  2\n  m1.n2  1\n  a0.h1.v0  -0.5\n",
            CircuitText.Tree(SmallCircuits.Neurons())
        );
    }

    [Fact]
    public void The_summary_says_what_was_declared_kept_and_measured()
    {
        Assert.Equal(
            """
            experiment                    Sample
            model                         Small
            data set                      Names, 12 pairs, seed 3
            ablation                      Interchange
            metric                        KlDivergence
            granularity                   edges, query, key and value split
            found by                      ACDC (rule Signed, threshold 0.1)
            prompts                       12 pairs
            kept                          6 of 46 edges
            KL divergence, full model     0
            KL divergence, circuit        0.1
            KL divergence, empty circuit  0.333333
            faithfulness                  0.7

            """,
            CircuitText.Summary(SmallCircuits.Chain()),
            ignoreLineEndingDifferences: true
        );
    }

    [Fact]
    public void Numbers_do_not_follow_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("")
            {
                NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = "," },
            };

            Assert.Equal("0.333333", CircuitText.Number(1.0 / 3));
            Assert.DoesNotContain(
                "0,",
                CircuitText.Summary(SmallCircuits.Chain()) + CircuitText.Table(SmallCircuits.Chain())
            );
            Assert.DoesNotContain("0,", CircuitDot.ToText(SmallCircuits.Chain()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
