using System.Xml.Linq;
using Circuitry.Testing;

namespace Circuitry.Tests;

public sealed class FeatureReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_circuit_as_text_as_a_drawing_and_as_a_page()
    {
        var (circuit, evidence) = (SmallFeatureCircuits.Summed(), SmallFeatureCircuits.Evidence());
        CircuitText.Write(circuit, _folder.File("circuit.txt"));
        CircuitDot.Write(circuit, _folder.File("circuit.dot"));
        CircuitPage.Write(circuit, evidence, _folder.File("circuit.html"));
        CircuitJson.Write(circuit, _folder.File("circuit.json"));
        FeatureEvidenceJson.Write(evidence, _folder.File("evidence.json"));

        Snapshot.MatchAll(
            Directory.GetFiles(_folder.Path).ToDictionary(path => Path.GetFileName(path), File.ReadAllText)
        );
    }

    [Fact]
    public void A_circuit_whose_positions_are_split_has_a_column_for_each() =>
        Snapshot.MatchAll(
            new Dictionary<string, string>
            {
                ["circuit.dot"] = CircuitDot.ToText(SmallFeatureCircuits.Split()),
                ["circuit.html"] = CircuitPage.ToText(SmallFeatureCircuits.Split()),
            }
        );

    [Fact]
    public void Evidence_as_text() =>
        Snapshot.Match(string.Concat(SmallFeatureCircuits.Evidence().Select(FeatureEvidenceText.ToText)));

    [Fact]
    public void Tokens_and_names_are_text_to_a_page_whatever_they_hold()
    {
        var page = CircuitPage.ToText(SmallFeatureCircuits.Summed(), SmallFeatureCircuits.Evidence());

        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<across>", page);
        Assert.DoesNotContain("<b> ", page);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page);
        Assert.Contains(">b &amp;&amp; </span>", page);
        Assert.Contains(">&amp;amp;</code>", page);
        Assert.Contains("title=\"5\">&lt;</mark>", page);
        Assert.Contains("</i>a␉b␊<mark", page);
        Assert.Contains(">␊</code>", page);
    }

    [Fact]
    public void A_page_asks_for_nothing_outside_of_itself_and_its_links_lead_somewhere()
    {
        var page = CircuitPage.ToText(SmallFeatureCircuits.Summed(), SmallFeatureCircuits.Evidence());
        var body = XDocument.Parse(
            page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)]
        );

        string[] names = [.. body.Descendants().Select(element => element.Name.LocalName).Distinct()];
        Assert.Empty(names.Intersect(["script", "link", "img", "iframe", "object", "use"]));
        Assert.Empty(body.Descendants().Attributes("src"));
        Assert.DoesNotContain("url(", page);
        var ids = body.Descendants().Attributes("id").Select(id => "#" + id.Value).ToList();
        Assert.Equal(7, ids.Distinct().Count());
        Assert.All(body.Descendants().Attributes("href"), link => Assert.Contains(link.Value, ids));
    }

    [Fact]
    public void Every_node_and_edge_is_drawn_and_rows_rise_with_the_sites()
    {
        foreach (var circuit in new[] { SmallFeatureCircuits.Summed(), SmallFeatureCircuits.Split() })
        {
            var diagram = new CircuitView(circuit).Diagram;
            var drawing = new DiagramPlaces(diagram);
            var places = diagram.Nodes.ToDictionary(node => node, drawing.Of);
            Assert.Equal(
                circuit.Kept.Select(unit => unit.Index).Order(),
                diagram.Nodes.Select(node => node.Unit!.Value).Order()
            );
            Assert.Equal(circuit.Kept.Count, places.Values.Distinct().Count());
            Assert.All(places.Values, place => Assert.InRange(place.X, 96, drawing.Width));
            Assert.All(places.Values, place => Assert.InRange(place.Y, drawing.End.Y + 1, drawing.Height));
            foreach (var edge in diagram.Edges)
            {
                Assert.True(drawing.Of(edge.To).Y < drawing.Of(edge.From).Y, edge.ToString());
            }

            var byPosition = places.OrderBy(pair => pair.Value.X).Select(pair => pair.Key.Position ?? 0).ToList();
            Assert.Equal(byPosition.Order(), byPosition);
            Assert.Equal(circuit.Edges.Count, diagram.Edges.Count);
        }
    }

    [Fact]
    public void What_is_left_out_is_the_weakest_and_is_counted()
    {
        var options = new PageOptions { DrawnEdges = 2, ListedEdges = 3 };
        var page = CircuitPage.ToText(SmallFeatureCircuits.Summed(), null, options);

        Assert.Contains("The 2 strongest of 7 edges are drawn.", page);
        Assert.Contains("The 3 strongest of 7 edges are listed.", page);
        Assert.Equal(2, page.Split("class=\"edge ").Length - 1);
        Assert.Contains("<title>mlp_0/7 -&gt; resid_0/40: -0.6</title>", page);
        Assert.DoesNotContain("0.0625</title></path>", page);
    }

    [Fact]
    public void The_share_of_error_terms_is_that_of_absolute_scores()
    {
        var circuit = SmallFeatureCircuits.Summed();
        Assert.Equal(0.5625 / (0.25 + 0.125 + 0.5 + 1 + 0.75 + 1.0 / 3 + 0.0625), circuit.ErrorShare, 1e-15);
        Assert.Contains("error terms' share", CircuitText.Summary(circuit));
        var empty = SmallFeatureCircuits.Of([], []);
        Assert.Equal(double.NaN, empty.ErrorShare);
        Assert.Contains("undefined: all scores are 0", CircuitText.Summary(empty));
    }

    [Fact]
    public void A_circuit_without_nodes_or_with_scores_that_are_no_numbers_is_shown_all_the_same()
    {
        var odd = SmallFeatureCircuits.Of(
            [("hook_embed/1", double.NaN), ("hook_embed/2", double.PositiveInfinity), ("hook_embed/3", 1)],
            [("hook_embed/2", "loss", double.NaN)]
        );
        foreach (var circuit in new[] { odd, SmallFeatureCircuits.Of([], []) })
        {
            Assert.Contains("loss", CircuitPage.ToText(circuit));
            Assert.DoesNotContain("=\"NaN", CircuitDot.ToText(circuit));
            Assert.EndsWith("\n", CircuitText.Table(circuit));
        }

        var page = CircuitPage.ToText(odd);
        Assert.DoesNotContain("--s:NaN", page);
        Assert.DoesNotContain("-width=\"NaN", page);
    }

    [Fact]
    public void Units_that_are_not_listed_are_counted_and_drawn_without_a_link()
    {
        var page = CircuitPage.ToText(SmallFeatureCircuits.Summed(), null, new PageOptions { ListedUnits = 2 });

        Assert.Contains("The 2 strongest of 7 units are listed.", page);
        Assert.Equal(2, page.Split("<tr id=").Length - 1);
        Assert.Contains("href=\"#mlp_0/7\"", page);
        Assert.Contains(">embed/3: 0.25</title>", page);
        Assert.DoesNotContain("href=\"#embed/3\"", page);
    }

    [Fact]
    public void Every_verified_file_belongs_to_a_test() =>
        Assert.Empty(Snapshot.Orphans(typeof(FeatureReportTests).Assembly));
}
