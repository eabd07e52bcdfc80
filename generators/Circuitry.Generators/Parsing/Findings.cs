using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Collects what is wrong with one declaration.</summary>
internal sealed class Findings
{
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
    private bool _stopped;

    /// <summary>Notes what makes the declaration useless.</summary>
    public void Add(DiagnosticDescriptor descriptor, Location? location, params object[] arguments) =>
        Add(descriptor, location, ImmutableDictionary<string, string?>.Empty, arguments);

    /// <summary>Notes what makes the declaration useless, with what a code fix must know.</summary>
    public void Add(
        DiagnosticDescriptor descriptor,
        Location? location,
        ImmutableDictionary<string, string?> properties,
        params object[] arguments
    )
    {
        _stopped = true;
        _diagnostics.Add(Diagnostic.Create(descriptor, location, properties, arguments));
    }

    /// <summary>Notes what leaves the declaration as it is.</summary>
    public void Remark(DiagnosticDescriptor descriptor, Location? location, params object[] arguments) =>
        _diagnostics.Add(Diagnostic.Create(descriptor, location, arguments));

    /// <summary>The declaration, unless something makes it useless.</summary>
    public Parsed<T> With<T>(T? declaration)
        where T : class => new(_stopped ? null : declaration, _diagnostics.ToImmutable());
}
