using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>
/// A check of code that uses emitted members and does not compile, or would fail when it runs. The compiler says that something
/// is missing; a rule says why.
/// </summary>
internal abstract class UseRule
{
    /// <summary>The diagnostic that the rule reports.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>Reports the error of a use.</summary>
    public abstract void Check(CheckedUse use);
}
