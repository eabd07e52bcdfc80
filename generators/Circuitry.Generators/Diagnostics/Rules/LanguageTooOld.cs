using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor LanguageTooOld = Error(
        "CIR043",
        "Emitted code needs C# 13",
        "What is emitted into '{0}' is C# {1}, and the project is compiled as C# {2}; set <LangVersion>latest</LangVersion> in the project, or remove its LangVersion"
    );
}
