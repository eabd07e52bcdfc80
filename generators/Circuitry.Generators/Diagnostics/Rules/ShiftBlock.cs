using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor ShiftBlock = Error(
        "CIR061",
        "A probe must read a block that the model has",
        "The probe of '{0}' is to read the stream behind block {1}; the model has {2} blocks, counted from 0"
    );
}
