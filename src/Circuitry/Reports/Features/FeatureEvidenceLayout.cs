using static System.FormattableString;

namespace Circuitry.Reports;

/// <summary>The fields of a file of evidence, in its order.</summary>
internal sealed record FeatureEvidenceLayout
{
    public required string Format { get; init; }

    public required int Version { get; init; }

    public required IReadOnlyList<NodeEvidenceLayout> Nodes { get; init; }
}

/// <summary>The evidence of one node in a file.</summary>
internal sealed record NodeEvidenceLayout
{
    public required string Name { get; init; }

    public required double Effect { get; init; }

    public required long Tokens { get; init; }

    public required double Density { get; init; }

    public required double Mean { get; init; }

    public IReadOnlyList<TokenLogitLayout>? Promoted { get; init; }

    public IReadOnlyList<TokenLogitLayout>? Suppressed { get; init; }

    public required IReadOnlyList<FeatureContextLayout> Contexts { get; init; }

    public static NodeEvidenceLayout Of(FeatureEvidence evidence) =>
        new()
        {
            Name = evidence.Node.Name,
            Effect = evidence.Effect,
            Tokens = evidence.Tokens,
            Density = evidence.Density,
            Mean = evidence.Mean,
            Promoted = evidence.Logits is null ? null : [.. evidence.Logits.Promoted.Select(TokenLogitLayout.Of)],
            Suppressed = evidence.Logits is null ? null : [.. evidence.Logits.Suppressed.Select(TokenLogitLayout.Of)],
            Contexts =
            [
                .. evidence.Contexts.Select(context => new FeatureContextLayout
                {
                    Index = context.Index,
                    Tokens = context.Tokens,
                    Activations = context.Activations,
                }),
            ],
        };

    /// <summary>The evidence.</summary>
    /// <exception cref="CircuitFileException">The name is no node's, or the parts do not fit together.</exception>
    public FeatureEvidence ToEvidence(string path)
    {
        FileNumber.CheckCount(path, $"tokens of node '{Name}'", Tokens);
        FileNumber.CheckShare(path, $"density of node '{Name}'", Density);
        if (Promoted is null != Suppressed is null)
        {
            throw Refusal(path, "promoted and suppressed tokens, or neither", "one of the two");
        }

        if (Tokens < 0 || !(Density is >= 0 and <= 1))
        {
            throw Refusal(
                path,
                "a number of tokens and a share of them from 0 to 1",
                Invariant($"{Counted.Of(Tokens, "token")} and a density of {Density}")
            );
        }

        foreach (var context in Contexts)
        {
            if (
                context.Activations.Count != context.Tokens.Count
                || context.Index < 0
                || context.Index >= context.Tokens.Count
            )
            {
                throw Refusal(
                    path,
                    "an activation for each token of a context, and an index of one of them",
                    Invariant(
                        $"{Counted.Of(context.Tokens.Count, "token")}, {Counted.Of(context.Activations.Count, "activation")} and index {context.Index}"
                    )
                );
            }
        }

        return new FeatureEvidence
        {
            Node = FeatureNames.Node(path, "node", Name),
            Effect = Effect,
            Tokens = Tokens,
            Density = Density,
            Mean = Mean,
            Logits = Promoted is null
                ? null
                : new FeatureLogits(
                    [.. Promoted.Select(token => token.ToLogit())],
                    [.. Suppressed!.Select(token => token.ToLogit())]
                ),
            Contexts =
            [
                .. Contexts.Select(context => new FeatureContext
                {
                    Index = context.Index,
                    Tokens = context.Tokens,
                    Activations = context.Activations,
                }),
            ],
        };
    }

    public CircuitFileException Refusal(string path, string expected, string found) =>
        new(path, $"node '{Name}'", expected, found, "Mend the file or collect the evidence again.");
}

/// <summary>A token and its logit in a file.</summary>
internal readonly record struct TokenLogitLayout
{
    public required string Token { get; init; }

    public required double Logit { get; init; }

    public static TokenLogitLayout Of(TokenLogit token) => new() { Token = token.Text, Logit = token.Logit };

    public TokenLogit ToLogit() => new(Token, Logit);
}

/// <summary>A context in a file.</summary>
internal readonly record struct FeatureContextLayout
{
    public required int Index { get; init; }

    public required IReadOnlyList<string> Tokens { get; init; }

    public required IReadOnlyList<double> Activations { get; init; }
}
