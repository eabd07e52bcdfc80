namespace Circuitry.Models;

/// <summary>The attention of a block.</summary>
public sealed record AttentionOrgan
{
    /// <summary>Number of query heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Number of key and value heads; equals <see cref="Heads"/> unless they are grouped.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Width of one head, d_head.</summary>
    public required int HeadWidth { get; init; }

    /// <summary>Scores are divided by this.</summary>
    public required double Scale { get; init; }

    /// <summary>Whether the scores of layer l are divided by l + 1 as well.</summary>
    public bool ScaleByInverseLayer { get; init; }

    /// <summary>Whether a position attends to earlier positions only.</summary>
    public required bool Causal { get; init; }

    /// <summary>Whether queries, keys and values have biases.</summary>
    public required bool QueryKeyValueBias { get; init; }

    /// <summary>Whether attention adds a bias, b_O, to the stream.</summary>
    public required bool OutputBias { get; init; }

    /// <summary>Scores s become cap * tanh(s / cap) in front of the mask; 0 for none.</summary>
    public double ScoreCap { get; init; }

    /// <summary>A position of a windowed layer attends to this many positions, itself and those just before it; 0 for no window.</summary>
    public int Window { get; init; }

    /// <summary>The layers that have the window, as <see cref="LayerSet"/> writes them.</summary>
    public string WindowLayers { get; init; } = LayerSet.All;

    /// <summary>Queries, keys and values are clipped to between minus this and this as they are projected; 0 for no clipping.</summary>
    public double QueryKeyValueClip { get; init; }

    /// <summary>The norms of queries and keys; null where there are none.</summary>
    public QueryKeyNormOrgan? QueryKeyNorm { get; init; }

    /// <summary>Whether a layer has the window.</summary>
    public bool IsWindowed(int layer) => Window > 0 && LayerSet.Contains(WindowLayers, layer);

    private static readonly OrganPlace<AttentionOrgan> Here = new(
        nameof(Architecture.Attention),
        a => a.Attention,
        (a, organ) => a with { Attention = organ }
    );

    private static readonly OrganPlace<AttentionOrgan> HereWindowed = Here with
    {
        Get = a => a.Attention.Window == 0 ? null : a.Attention,
        Lacking = "without AttentionWindow there is no window",
    };

    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        Here.Of("Heads", nameof(Heads), o => o.Heads, (o, v) => o with { Heads = v }) with
        {
            Mib = new("n_heads", 1),
        },
        Here.Of(
            "KeyValueHeads",
            nameof(KeyValueHeads),
            o => o.KeyValueHeads,
            (o, v) => o with { KeyValueHeads = v }
        ) with
        {
            Absent = a => a.Heads,
            ZeroIsAbsent = true,
        },
        Here.Of("HeadWidth", nameof(HeadWidth), o => o.HeadWidth, (o, v) => o with { HeadWidth = v }) with
        {
            Absent = a => EvenWidth(a.ModelWidth, a.Heads),
            ZeroIsAbsent = true,
        },
        Here.Of("AttentionScale", nameof(Scale), o => o.Scale, (o, v) => o with { Scale = v }) with
        {
            Absent = a => Math.Sqrt(a.HeadWidth),
            ZeroIsAbsent = true,
        },
        Here.Of(
            "ScaleByInverseLayer",
            nameof(ScaleByInverseLayer),
            o => o.ScaleByInverseLayer,
            (o, v) => o with { ScaleByInverseLayer = v }
        ) with
        {
            Absent = _ => false,
        },
        Here.Of("Causal", nameof(Causal), o => o.Causal, (o, v) => o with { Causal = v }) with
        {
            Absent = _ => true,
        },
        Here.Of(
            "QueryKeyValueBias",
            nameof(QueryKeyValueBias),
            o => o.QueryKeyValueBias,
            (o, v) => o with { QueryKeyValueBias = v }
        ) with
        {
            Absent = _ => true,
        },
        Here.Of("AttentionOutputBias", nameof(OutputBias), o => o.OutputBias, (o, v) => o with { OutputBias = v }) with
        {
            Absent = _ => true,
        },
        Here.Of("ScoreCap", nameof(ScoreCap), o => o.ScoreCap, (o, v) => o with { ScoreCap = v }) with
        {
            Rare = true,
            Absent = _ => 0.0,
        },
        Here.Of("AttentionWindow", nameof(Window), o => o.Window, Windowed) with
        {
            Rare = true,
            Absent = _ => 0,
        },
        HereWindowed.Of(
            "WindowLayers",
            nameof(WindowLayers),
            o => o.WindowLayers,
            (o, v) => o with { WindowLayers = v }
        ) with
        {
            Rare = true,
            Absent = _ => LayerSet.All,
        },
        Here.Of(
            "QueryKeyValueClip",
            nameof(QueryKeyValueClip),
            o => o.QueryKeyValueClip,
            (o, v) => o with { QueryKeyValueClip = v }
        ) with
        {
            Rare = true,
            Absent = _ => 0.0,
        },
    ];

    private static AttentionOrgan Windowed(AttentionOrgan o, int window) =>
        o with
        {
            Window = window,
            WindowLayers = window == 0 ? LayerSet.All : o.WindowLayers,
        };

    private static int EvenWidth(int width, int heads) =>
        heads <= 0 ? width // refused by the check that follows
        : width % heads == 0 ? width / heads
        : throw new ArchitectureException(
            "Heads",
            FormattableString.Invariant(
                $"ModelWidth = {width} is not divisible by Heads = {heads}; give HeadWidth if that is meant"
            )
        );
}
