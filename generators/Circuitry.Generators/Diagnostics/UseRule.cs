using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>
/// A check of code that uses what is emitted and does not compile, or compiles and would fail when it runs. The compiler says
/// that something is missing; a rule says why.
/// </summary>
internal abstract class UseRule
{
    /// <summary>What it reports.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>Reports what is wrong with a use.</summary>
    public abstract void Check(CheckedUse use);
}
