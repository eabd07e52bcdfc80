using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>The diagnostic of a name that a command line and a folder cannot have.</summary>
internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor UnfitName = Error(
        "CIR047",
        "The name of an experiment must be one for a command line and a folder",
        "'{0}' cannot be the name of '{1}' on the command line; use lower-case letters, digits and hyphens between them, such as gpt2-ioi"
    );
}
