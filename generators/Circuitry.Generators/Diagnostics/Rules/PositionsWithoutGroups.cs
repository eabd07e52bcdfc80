using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor PositionsWithoutGroups = Error(
        "CIR014",
        "Positions can be split only where the data set groups them",
        "The experiment '{0}' splits positions, and its data set '{1}' does not say into which groups; implement IPositionGrouped there or remove SplitPositions"
    );
}
