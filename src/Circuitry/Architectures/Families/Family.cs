namespace Circuitry.Models;

/// <summary>A family of models in two halves: how its config.json is read, and under which names its weights are stored.</summary>
internal sealed record Family
{
    /// <summary>The placeholder of a prefix that some programs write in front of names.</summary>
    public const string Prefix = "{prefix}";

    /// <summary>The number of the block in the name of a tensor.</summary>
    public const string Layer = "{layer}";

    /// <summary>The number of the head in the name of a tensor that every head has for itself.</summary>
    public const string Head = "{head}";

    /// <summary>The name, which architectures carry.</summary>
    public required string Name { get; init; }

    /// <summary>The models that it is known by, for the documentation.</summary>
    public string Models { get; init; } = "";

    /// <summary>The configurations whose weights are stored alike.</summary>
    public required IReadOnlyList<FamilyConfiguration> Configurations { get; init; }

    /// <summary>The names of stored tensors.</summary>
    public required IReadOnlyList<TensorRow> Tensors { get; init; }

    /// <summary>Names of tensors that files carry and that say nothing the architecture does not.</summary>
    public IReadOnlyList<string> Buffers { get; init; } = [];

    /// <summary>The beginnings of names that belong to other parts of a larger model, such as what sees pictures.</summary>
    public IReadOnlyList<string> Foreign { get; init; } = [];

    /// <summary>The values of <see cref="Prefix"/>.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [""];

    /// <summary>The switches that a configuration does not say: its tensors do, or the declaration next to it.</summary>
    public IReadOnlyList<string> Unsaid { get; init; } = [];

    /// <summary>Whether biases that an architecture lacks may be stored as zeros.</summary>
    public bool MayStoreZeros { get; init; }

    /// <summary>Whether a tied unembedding that is stored all the same counts, and need not equal the embedding.</summary>
    public bool MayPartTied { get; init; }

    /// <summary>Whether an architecture is of the family rather than of one that stores the same names; null where nothing tells.</summary>
    public Func<Architecture, bool>? Likes { get; init; }

    /// <summary>The rows of a weight, in the order in which they count.</summary>
    public IReadOnlyList<TensorRow> Find(Weight weight, Architecture a) =>
        [.. Tensors.Where(row => row.Weight == weight && row.When?.Invoke(a) != false)];

    /// <summary>The names of the embedding, by which files of the family are known.</summary>
    public IReadOnlyList<string> EmbeddingNames =>
        [
            .. Tensors.FirstOrDefault(row => row.Weight == Weight.W_E) is { } row
                ? Prefixes.Select(prefix => row.Name.Replace(Prefix, prefix))
                : [],
        ];

    /// <summary>The weights of an architecture for which the family has no name.</summary>
    public IEnumerable<Weight> Lacking(Architecture a) =>
        WeightTable
            .Of(a)
            .Select(row => row.Weight)
            .Where(weight => Find(weight, a).Count == 0 && Find(WeightTable.WholeOf(weight), a).Count == 0)
            .Where(weight => !(weight == Weight.W_U && a.Embedding.Tied));
}

/// <summary>A kind of config.json of a family.</summary>
/// <param name="Architecture">What <c>architectures</c> calls it; null where only the type counts.</param>
/// <param name="ModelType">What <c>model_type</c> calls it; null where it has no type.</param>
/// <param name="Read">Reads its fields.</param>
internal sealed record FamilyConfiguration(
    string? Architecture,
    string? ModelType,
    Func<ConfigFields, Architecture> Read
);
