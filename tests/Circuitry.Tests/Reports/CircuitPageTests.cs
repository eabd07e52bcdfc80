using System.Xml.Linq;

namespace Circuitry.Tests;

/// <summary>Pages of circuits of edges and nodes, which are drawn as those of features are.</summary>
public sealed class CircuitPageTests
{
    public static TheoryData<string> Circuits => ["chain", "grouped", "nodes", "neurons"];

    [Theory]
    [MemberData(nameof(Circuits))]
    public void Every_unit_is_listed_and_drawn_and_every_link_leads_to_a_row(string name)
    {
        var circuit = Named(name);
        var body = Body(CircuitPage.ToText(circuit));

        var ids = body.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(circuit.Kept.Select(unit => unit.Name).Order(), ids.Order());
        Assert.All(
            body.Descendants().Attributes("href"),
            link => Assert.Contains(link.Value, ids.Select(id => "#" + id))
        );
        var titles = body.Descendants().Where(at => at.Name.LocalName == "title").Select(title => title.Value).ToList();
        Assert.All(circuit.Kept, unit => Assert.Contains($"{unit.Name}: {CircuitText.Number(unit.Score)}", titles));
        Assert.Contains("logits", Texts(body, "text"));
        Assert.Contains("Rows are layers", body.Value, StringComparison.Ordinal);
        Assert.Equal(["unit", "score"], Texts(body, "th"));
        Assert.DoesNotContain("Edges", Texts(body, "h2"));
    }

    [Fact]
    public void An_input_that_heads_share_is_an_ellipse_joined_to_them()
    {
        var body = Body(CircuitPage.ToText(SmallCircuits.Grouped()));

        // That of the second layer with both of its heads, that of the first with the one that is drawn.
        Assert.Equal(2, body.Descendants().Count(at => at.Name.LocalName == "ellipse"));
        Assert.Equal(3, body.Descendants().Count(at => at.Name.LocalName == "line"));
    }

    [Fact]
    public void A_label_that_is_long_has_room()
    {
        var circuit = SmallCircuits.Of(
            new Graph(SmallArchitectures.Gpt2(), positionGroups: ["the_name_of_the_subject", "rest"]),
            ("input[the_name_of_the_subject]->m0", 1)
        );
        var drawing = new DiagramPlaces(new CircuitView(circuit).Diagram);

        Assert.InRange(drawing.Cell, 7 * "input[the_name_of_the_subject]".Length, 400);
        Assert.Equal(74, new DiagramPlaces(new CircuitView(SmallCircuits.Chain()).Diagram).Cell);
    }

    private static Circuit Named(string name) =>
        name switch
        {
            "chain" => SmallCircuits.Chain(),
            "grouped" => SmallCircuits.Grouped(),
            "neurons" => SmallCircuits.Neurons(),
            _ => SmallCircuits.Nodes(),
        };

    private static IEnumerable<string> Texts(XElement body, string tag) =>
        body.Descendants().Where(at => at.Name.LocalName == tag).Select(at => at.Value);

    private static XElement Body(string page) =>
        XDocument
            .Parse(
                page[
                    page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)
                ]
            )
            .Root!;
}
