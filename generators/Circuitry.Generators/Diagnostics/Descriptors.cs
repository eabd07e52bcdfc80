using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Everything that can be wrong with a declaration. An id is never used again for something else.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor ClassNotPartial = Error(
        "CIR001",
        "A declared class must be partial",
        "'{0}' must be declared 'partial', so that its other part can be emitted"
    );

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "CIR002",
        "A type around a declared class must be partial",
        "'{0}' must be declared 'partial', because '{1}' inside it has an emitted part"
    );

    public static readonly DiagnosticDescriptor UnsuitableClass = Error(
        "CIR003",
        "A declared class must be an ordinary class",
        "'{0}' {1}"
    );

    public static readonly DiagnosticDescriptor IncompleteExperiment = Error(
        "CIR004",
        "An experiment must say what it studies",
        "The experiment '{0}' lacks {1}; add it"
    );

    public static readonly DiagnosticDescriptor NotATransformer = Error(
        "CIR005",
        "An experiment's model must be declared",
        "The experiment '{0}' names '{1}' as its model, which is not a class with [Transformer]; add the attribute to it or name one that has it"
    );

    public static readonly DiagnosticDescriptor ConfigMissing = Error(
        "CIR006",
        "A named config.json must be among the AdditionalFiles",
        "'{0}' is not among the AdditionalFiles: {1}; add <AdditionalFiles Include=\"...\" /> to the project"
    );

    public static readonly DiagnosticDescriptor ConfigAmbiguous = Error(
        "CIR007",
        "A named config.json must be one file",
        "'{0}' is the end of several AdditionalFiles: {1}; name more of the path"
    );

    public static readonly DiagnosticDescriptor ConfigMalformed = Error(
        "CIR008",
        "A config.json must be JSON",
        "'{0}' cannot be read as JSON: {1}"
    );

    public static readonly DiagnosticDescriptor UnknownFamily = Error(
        "CIR009",
        "A model must be of a known family",
        "'{0}' describes no known model: {1}; spell the architecture out in [Transformer] if it has one of Circuitry's"
    );

    public static readonly DiagnosticDescriptor Unsupported = Error(
        "CIR010",
        "An architecture must be complete, implemented, and of sizes that fit",
        "{0} cannot be turned into a model: {1}"
    );

    public static readonly DiagnosticDescriptor ConfigAndSizes = Error(
        "CIR011",
        "An architecture is read from a file or spelt out, not both",
        "'{0}' reads its architecture from '{1}' and spells out {2}; remove one of them"
    );

    public static readonly DiagnosticDescriptor MissingSizes = Error(
        "CIR012",
        "A spelt-out architecture must give all sizes",
        "'{0}' spells its architecture out without {1}; add what is missing or name a config.json"
    );

    public static readonly DiagnosticDescriptor ReservedName = Error(
        "CIR013",
        "A declared class must not have the name of one of its members",
        "'{0}' is also the name of a member that is emitted into the class; choose another name for the class"
    );

    public static readonly DiagnosticDescriptor PositionsWithoutGroups = Error(
        "CIR014",
        "Positions can be split only where the data set groups them",
        "The experiment '{0}' splits positions, and its data set '{1}' does not say into which groups; implement IPositionGrouped there or remove SplitPositions"
    );

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(
            id,
            title,
            message,
            "Circuitry",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: $"docs/diagnostics/{id}.md"
        );
}
