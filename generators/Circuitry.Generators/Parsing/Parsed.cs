using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>What a parser made of a class: the generator takes the declaration, the analyzer the diagnostics.</summary>
/// <param name="Declaration">The declaration; null if something is wrong with it.</param>
/// <param name="Diagnostics">What is wrong.</param>
internal readonly record struct Parsed<T>(T? Declaration, ImmutableArray<Diagnostic> Diagnostics)
    where T : class;
