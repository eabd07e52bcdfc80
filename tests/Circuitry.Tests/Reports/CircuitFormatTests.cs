namespace Circuitry.Tests;

/// <summary>A format is one class, and one of a project's own is listed, written and refused as those that come with Circuitry.</summary>
public sealed class CircuitFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static IReadOnlyList<Circuit> Circuits =>
        [
            SmallCircuits.Chain(),
            SmallCircuits.Grouped(),
            SmallCircuits.Nodes(),
            SmallCircuits.Neurons(),
            SmallFeatureCircuits.Summed(),
            SmallFeatureCircuits.Split(),
            SmallFeatureCircuits.Of([], []),
        ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Those_that_come_with_Circuitry_are_listed_by_name() =>
        Assert.Equal(
            [
                "dot: circuit.dot",
                "html: circuit.html",
                "json: circuit.json",
                "mib: circuit.mib.json",
                "text: circuit.txt",
            ],
            CircuitFormat.Shipped.Select(format => $"{format}: {format.FileName}")
        );

    [Fact]
    public void One_of_the_project_that_declares_an_experiment_is_listed_among_them()
    {
        using var experiment = SmallExperiments.Load("serial edges");

        var formats = CircuitFormat.Of(experiment);

        Assert.Equal(["dot", "html", "json", "mib", "tally", "text"], formats.Select(format => format.Name));
        Assert.IsType<TallyFormat>(formats[4]);
        Assert.Equal(
            formats.Select(format => format.Name),
            CircuitFormat.Of(GetType().Assembly).Select(format => format.Name)
        );
        Assert.Equal(CircuitFormat.Shipped, CircuitFormat.Of(typeof(Circuit).Assembly));
    }

    [Fact]
    public void Every_format_writes_whatever_units_it_does_not_refuse_and_twice_the_same()
    {
        foreach (var circuit in Circuits)
        {
            foreach (var format in CircuitFormat.Of(GetType().Assembly))
            {
                if (format.Refusal(circuit.Units) is { } reason)
                {
                    var refusal = Assert.Throws<CircuitFormatException>(() => format.ToText(new CircuitView(circuit)));
                    Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
                    continue;
                }

                var path = _folder.File($"new/{format.FileName}");
                format.WriteFile(new CircuitView(circuit), path);
                var text = File.ReadAllText(path);
                Assert.EndsWith(
                    "\n",
                    text == "" ? "\n"
                        : format.Name == "mib" ? text + "\n"
                        : text,
                    StringComparison.Ordinal
                );
                Assert.DoesNotContain('\r', text);
                Assert.Equal(text, format.ToText(new CircuitView(circuit)));
            }
        }
    }

    [Fact]
    public void A_format_reads_units_edges_and_rows_without_asking_what_the_units_are() =>
        Assert.Equal(
            [
                "6 units, 6 edges, 4 rows to logits, strongest a1.h1->logits\n",
                "4 units, 4 edges, 3 rows to logits, strongest a1.h0->logits\n",
                "3 units, 0 edges, 3 rows to logits, strongest input\n",
                "4 units, 0 edges, 3 rows to logits, strongest input\n",
                "7 units, 7 edges, 5 rows to loss, strongest mlp_0/7\n",
                "5 units, 4 edges, 3 rows to loss, strongest resid_1/2@4\n",
                "0 units, 0 edges, 0 rows to loss, strongest none\n",
            ],
            Circuits.Select(circuit => new TallyFormat().ToText(new CircuitView(circuit)))
        );

    [Fact]
    public void A_file_that_cannot_be_written_is_named_and_what_cannot_be_held_writes_nothing()
    {
        Directory.CreateDirectory(_folder.File("taken"));
        var view = new CircuitView(SmallCircuits.Nodes());

        var error = Assert.Throws<CircuitFileException>(() => new TallyFormat().WriteFile(view, _folder.File("taken")));
        Assert.Throws<CircuitFormatException>(() => new MibFormat().WriteFile(view, _folder.File("c.mib.json")));

        Assert.Equal(_folder.File("taken"), error.File);
        Assert.False(File.Exists(_folder.File("c.mib.json")));
    }

    [Fact]
    public void One_that_cannot_be_made_and_one_that_takes_anothers_place_are_refused_by_name()
    {
        var bound = Assert.Throws<CircuitFormatException>(() => CircuitFormat.Make(typeof(Bound)));
        var name = Assert.Throws<CircuitFormatException>(() => CircuitFormat.Of([new Other("DOT", ".other")]));
        var extension = Assert.Throws<CircuitFormatException>(() => CircuitFormat.Of([new Other("other", ".txt")]));

        Assert.Contains("CircuitFormatTests+Bound is a format without a public constructor", bound.Message);
        Assert.Contains("Circuitry.Reports.CircuitDot", name.Message);
        Assert.Contains("are both formats of '.txt'", extension.Message);
    }

    private sealed class Bound(int number) : CircuitFormat
    {
        public override string Name => $"bound to {number}";

        public override string Extension => ".bound";

        public override string Contents => "nothing";

        public override void Write(CircuitView view, TextWriter output) { }
    }

    private sealed class Other(string name, string extension) : CircuitFormat
    {
        public override string Name => name;

        public override string Extension => extension;

        public override string Contents => "nothing";

        public override void Write(CircuitView view, TextWriter output) { }
    }
}
