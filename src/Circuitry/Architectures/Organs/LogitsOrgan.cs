namespace Circuitry.Models;

/// <summary>The logits.</summary>
public sealed record LogitsOrgan
{
    /// <summary>Number of logits the model writes, d_vocab_out.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Whether the logits have a bias.</summary>
    public required bool Bias { get; init; }

    /// <summary>The logits are multiplied by this.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Logits x become cap * tanh(x / cap); 0 for none.</summary>
    public double Cap { get; init; }

    private static readonly OrganPlace<LogitsOrgan> Here = new(
        nameof(Architecture.Logits),
        a => a.Logits,
        (a, organ) => a with { Logits = organ }
    );

    internal static IReadOnlyList<Switch> Stored { get; } =
    [
        Here.Of("OutputVocabulary", nameof(Vocabulary), o => o.Vocabulary, (o, v) => o with { Vocabulary = v }) with
        {
            Absent = a => a.Vocabulary,
            ZeroIsAbsent = true,
        },
        Here.Of("UnembedBias", nameof(Bias), o => o.Bias, (o, v) => o with { Bias = v }) with
        {
            Absent = _ => true,
        },
        Here.Of("LogitScale", nameof(Scale), o => o.Scale, (o, v) => o with { Scale = v }) with
        {
            Rare = true,
            Absent = _ => 1.0,
        },
        Here.Of("LogitCap", nameof(Cap), o => o.Cap, (o, v) => o with { Cap = v }) with
        {
            Rare = true,
            Absent = _ => 0.0,
        },
    ];
}
