namespace Circuitry.Reports;

/// <summary>An edge between units in a file.</summary>
internal readonly record struct EdgeLayout
{
    /// <summary>The name of the end of the last edges, the loss, which is no unit.</summary>
    private const string Loss = "loss";

    public required string From { get; init; }

    public required string To { get; init; }

    public required double Weight { get; init; }

    public static EdgeLayout Of(Units units, CircuitEdge edge) =>
        new()
        {
            From = units.NameOf(edge.From),
            To = edge.To is { } to ? units.NameOf(to) : Loss,
            Weight = edge.Weight,
        };

    /// <summary>The edge.</summary>
    /// <param name="path">The file.</param>
    /// <param name="all">All units.</param>
    /// <param name="kept">The kept ones.</param>
    /// <exception cref="CircuitFileException">An end is not kept, the weight is not a number, or the edge runs backwards.</exception>
    public CircuitEdge ToEdge(string path, Units all, IReadOnlySet<int> kept)
    {
        var from = End(path, all, kept, From);
        int? to = To == Loss ? null : End(path, all, kept, To);
        FileNumber.CheckNumber(path, $"weight of edge '{From} -> {To}'", Weight);
        return to is { } end && !all.IsUpstream(from, end)
            ? throw Refusal(path, "an edge that leads downstream", "one that does not")
            : new CircuitEdge(from, to, Weight);
    }

    public CircuitFileException Refusal(string path, string expected, string found) =>
        new(path, $"edge '{From} -> {To}'", expected, found, "Mend the file or run the experiment again.");

    private int End(string path, Units all, IReadOnlySet<int> kept, string name) =>
        all.Find(name) is { } unit && kept.Contains(unit)
            ? unit
            : throw Refusal(path, "edges between units that the circuit keeps", $"'{name}', which is none");
}
