using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators;

/// <summary>Finds the algorithm that an expression asks of a declared experiment, and why the experiment refuses it.</summary>
internal static class ExperimentMethods
{
    /// <summary>An algorithm that an experiment refuses.</summary>
    /// <param name="Algorithm">The algorithm.</param>
    /// <param name="At">The name that asks for it.</param>
    /// <param name="Experiment">The experiment class.</param>
    /// <param name="Reason">Why, and what to do.</param>
    /// <param name="Vanishes">Whether the reason is the metric's gradient.</param>
    /// <param name="Instead">Algorithms that are called alike and that the experiment has.</param>
    public sealed record Refused(
        AlgorithmSpec Algorithm,
        SyntaxNode At,
        INamedTypeSymbol Experiment,
        string Reason,
        bool Vanishes,
        IReadOnlyList<string> Instead
    );

    /// <summary>Whether a class is one of the algorithms.</summary>
    public static bool IsAlgorithm(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class } && AlgorithmParser.AttributeOf(type) is not null;

    /// <summary>The refused algorithm; null if none is refused.</summary>
    public static Refused? Of(CheckedUse use) =>
        use.Syntax switch
        {
            BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var first }, ..] } made
                when AlgorithmOf(use.TypeOf(made)) is { } algorithm => Of(
                use,
                algorithm,
                made is ObjectCreationExpressionSyntax named ? named.Type : made,
                use.TypeOf(first)
            ),
            _ when use.MissingMember is var (access, type) && Named(use, access.Name) is { } algorithm => Of(
                use,
                algorithm,
                access.Name,
                type
            ),
            _ => null,
        };

    private static Refused? Of(CheckedUse use, AlgorithmSpec algorithm, SyntaxNode at, ITypeSymbol? type)
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
        return Refusal(algorithm, divergence) is { } reason
            ? new Refused(
                algorithm,
                at,
                experiment,
                reason,
                Vanishes: divergence && Refusal(algorithm, false) is null,
                [.. AlgorithmList.Of(use.Semantics.Compilation).Where(IsInstead).Select(other => other.Driver)]
            )
            : null;

        string? Refusal(AlgorithmSpec asked, bool distance) =>
            asked.Refusal((Granularity)granularity, ablation, distance);

        // Algorithms that take the same can stand for one another.
        bool IsInstead(AlgorithmSpec other) =>
            other.Driver != algorithm.Driver
            && algorithm.Number is null
            && other.Parameters.Equals(algorithm.Parameters)
            && Refusal(other, divergence) is null;
    }

    private static AlgorithmSpec? Named(CheckedUse use, SimpleNameSyntax name) =>
        AlgorithmList
            .Of(use.Semantics.Compilation)
            .FirstOrDefault(algorithm => algorithm.Driver == name.Identifier.ValueText);

    private static AlgorithmSpec? AlgorithmOf(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Class } made ? AlgorithmParser.Of(made, isOwn: false) : null;
}
