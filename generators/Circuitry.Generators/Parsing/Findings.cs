using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Collects what is wrong with one declaration.</summary>
internal sealed class Findings
{
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

    public void Add(DiagnosticDescriptor descriptor, Location? location, params object[] arguments) =>
        _diagnostics.Add(Diagnostic.Create(descriptor, location, arguments));

    /// <summary>The declaration, unless something was found.</summary>
    public Parsed<T> With<T>(T? declaration)
        where T : class => new(_diagnostics.Count == 0 ? declaration : null, _diagnostics.ToImmutable());
}
