namespace Circuitry.Models;

/// <summary>The switches that fix a transformer's computation, organ by organ.</summary>
/// <remarks>
/// One source serves the generator, which reads it at compile time, and the runtime, which compares the declaration with
/// the <c>config.json</c> next to the weights. Value-equal; holds nothing but numbers, names and enumerations. Every switch
/// has a row in <see cref="SwitchTable"/>.
/// </remarks>
public sealed record Architecture
{
    /// <summary>The name of the family, which decides the names and layouts of stored weights and nothing else.</summary>
    public required string Family { get; init; }

    /// <summary>Number of blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Width of the residual stream, d_model.</summary>
    public required int ModelWidth { get; init; }

    /// <summary>Longest sequence the model can read, n_ctx.</summary>
    public required int Context { get; init; }

    /// <summary>The embedding of tokens.</summary>
    public required EmbeddingOrgan Embedding { get; init; }

    /// <summary>The norm in front of attention, MLP and unembedding.</summary>
    public required NormOrgan Norm { get; init; }

    /// <summary>The way in which positions enter.</summary>
    public required PositionOrgan Positions { get; init; }

    /// <summary>Attention.</summary>
    public required AttentionOrgan Attention { get; init; }

    /// <summary>The MLP; null where the blocks have attention only.</summary>
    public MlpOrgan? Mlp { get; init; }

    /// <summary>The way in which the parts of a block are joined.</summary>
    public BlockOrgan Block { get; init; } = new();

    /// <summary>The logits.</summary>
    public required LogitsOrgan Logits { get; init; }

    /// <summary>Number of query heads in a block.</summary>
    public int Heads => Attention.Heads;

    /// <summary>Number of key and value heads in a block; equals <see cref="Heads"/> unless they are grouped.</summary>
    public int KeyValueHeads => Attention.KeyValueHeads;

    /// <summary>Number of query heads that share one key and value head.</summary>
    public int HeadsPerKeyValueHead => Heads / KeyValueHeads;

    /// <summary>Width of one head, d_head.</summary>
    public int HeadWidth => Attention.HeadWidth;

    /// <summary>Number of neurons in an MLP, d_mlp; 0 where the blocks have attention only.</summary>
    public int MlpWidth => Mlp?.Width ?? 0;

    /// <summary>Whether the blocks have attention only.</summary>
    public bool AttentionOnly => Mlp is null;

    /// <summary>Number of tokens the model reads, d_vocab.</summary>
    public int Vocabulary => Embedding.Vocabulary;

    /// <summary>Number of logits the model writes, d_vocab_out.</summary>
    public int OutputVocabulary => Logits.Vocabulary;

    private static readonly OrganPlace<Architecture> Here = new("", a => a, (_, changed) => changed);

    /// <summary>The switches that belong to no organ.</summary>
    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        Here.Of("Family", nameof(Family), a => a.Family, (a, v) => a with { Family = v }),
        Here.Of("Layers", nameof(Layers), a => a.Layers, (a, v) => a with { Layers = v }) with
        {
            Mib = new("n_layers", 0),
        },
        Here.Of("ModelWidth", nameof(ModelWidth), a => a.ModelWidth, (a, v) => a with { ModelWidth = v }) with
        {
            Mib = new("d_model", 3, MayLack: true),
        },
        Here.Of("Context", nameof(Context), a => a.Context, (a, v) => a with { Context = v }),
    ];

    /// <summary>An architecture whose switches are all still to be written.</summary>
    internal static Architecture Blank(string family) =>
        new()
        {
            Family = family,
            Layers = 0,
            ModelWidth = 0,
            Context = 0,
            Embedding = new() { Vocabulary = 0 },
            Norm = new() { Kind = Normalization.None },
            Positions = new() { Kind = PositionEmbedding.None },
            Attention = new()
            {
                Heads = 0,
                KeyValueHeads = 0,
                HeadWidth = 0,
                Scale = 0,
                Causal = false,
                QueryKeyValueBias = false,
                OutputBias = false,
            },
            Logits = new() { Vocabulary = 0, Bias = false },
        };
}
