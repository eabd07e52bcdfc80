using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators;

/// <summary>Finds the algorithm that an expression asks of a declared experiment, and why the experiment refuses it.</summary>
internal static class ExperimentMethods
{
    /// <summary>An algorithm that an experiment refuses.</summary>
    /// <param name="Method">The algorithm.</param>
    /// <param name="At">The name that asks for it.</param>
    /// <param name="Experiment">The experiment class.</param>
    /// <param name="Reason">Why, and what to do.</param>
    /// <param name="Vanishes">Whether the reason is the metric's gradient.</param>
    /// <param name="Instead">Algorithms that are called alike and that the experiment has.</param>
    public sealed record Refused(
        DiscoveryMethod Method,
        SyntaxNode At,
        INamedTypeSymbol Experiment,
        string Reason,
        bool Vanishes,
        IReadOnlyList<DiscoveryMethod> Instead
    );

    // These take the same options, so that one name can stand for another.
    private static readonly DiscoveryMethod[] Scorings =
    [
        DiscoveryMethod.CleanCorrupted,
        DiscoveryMethod.ExactEffects,
        DiscoveryMethod.EdgeAttributionPatching,
    ];

    /// <summary>Whether a class is one of the algorithms.</summary>
    public static bool IsAlgorithm(ITypeSymbol? type) => AlgorithmOf(type) is not null;

    /// <summary>The refused algorithm; null if none is refused.</summary>
    public static Refused? Of(CheckedUse use) =>
        use.Syntax switch
        {
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var first }, ..] } made
                when AlgorithmOf(use.TypeOf(made)) is { } method => Of(
                method,
                made is ObjectCreationExpressionSyntax named ? named.Type : made,
                use.TypeOf(first)
            ),
            _ when use.MissingMember is var (access, type) && Named(access.Name) is { } method => Of(
                method,
                access.Name,
                type
            ),
            _ => null,
        };

    private static Refused? Of(DiscoveryMethod method, SyntaxNode at, ITypeSymbol? type)
    {
        if (
            type is not INamedTypeSymbol experiment
            || Attributes.Find(experiment, ExperimentParser.MetadataName) is null
            || ExperimentParts.Of(experiment) is not { } parts
            || parts.All.Any(Attributes.IsBroken)
            || AblationParser.Of(parts.Corruption) is not { } ablation
            || parts.Granularity.ConstructorArguments is not [{ Value: int granularity }]
        )
        {
            return null;
        }

        var divergence = ExperimentParser.IsDivergence(ExperimentParser.TypeArgumentOf(parts.Metric));
        return Refusal(method, divergence) is { } reason
            ? new Refused(
                method,
                at,
                experiment,
                reason,
                Vanishes: divergence && Refusal(method, false) is null,
                [.. Scorings.Where(other => Scorings.Contains(method) && Refusal(other, divergence) is null)]
            )
            : null;

        string? Refusal(DiscoveryMethod asked, bool distance) =>
            MethodRules.Refusal(asked, (Granularity)granularity, ablation.Name, ablation.EndsInCorruptedRun, distance);
    }

    private static DiscoveryMethod? Named(SimpleNameSyntax name) =>
        Enum.TryParse<DiscoveryMethod>(name.Identifier.ValueText, out var method)
        && Enum.IsDefined(typeof(DiscoveryMethod), method)
            ? method
            : null;

    private static DiscoveryMethod? AlgorithmOf(ITypeSymbol? type) =>
        Rooms.IsWithin(type?.ContainingNamespace)
            ? type!.Name switch
            {
                nameof(DiscoveryMethod.EdgeAttributionPatching) => DiscoveryMethod.EdgeAttributionPatching,
                nameof(DiscoveryMethod.IntegratedGradients) => DiscoveryMethod.IntegratedGradients,
                nameof(DiscoveryMethod.CleanCorrupted) => DiscoveryMethod.CleanCorrupted,
                nameof(DiscoveryMethod.ExactEffects) => DiscoveryMethod.ExactEffects,
                nameof(DiscoveryMethod.HeadImportance) => DiscoveryMethod.HeadImportance,
                nameof(DiscoveryMethod.SubnetworkProbing) => DiscoveryMethod.SubnetworkProbing,
                nameof(DiscoveryMethod.EdgePruning) => DiscoveryMethod.EdgePruning,
                "AcdcSearch" => DiscoveryMethod.Acdc,
                _ => null,
            }
            : null;
}
