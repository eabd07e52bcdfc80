using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>The architectures of the models that a project declares or refers to, read from its files.</summary>
internal sealed class Architectures(ImmutableArray<AdditionalText> files)
{
    // A project without declarations must not pay for reading files.
    private readonly Lazy<EquatableArray<ConfigFile>> _configs = new(
        () =>
            new([
                .. files
                    .Where(file => ConfigFileParser.IsCandidate(file.Path))
                    .Select(file => ConfigFileParser.Parse(file, CancellationToken.None)),
            ]),
        LazyThreadSafetyMode.ExecutionAndPublication
    );

    private readonly Lazy<EquatableArray<DictionaryFile>> _dictionaries = new(
        () =>
            new([
                .. files
                    .Where(file => DictionaryFileParser.IsCandidate(file.Path))
                    .Select(file => DictionaryFileParser.Parse(file, CancellationToken.None)),
            ]),
        LazyThreadSafetyMode.ExecutionAndPublication
    );

    /// <summary>The dictionaries that an experiment names, or the problem with them.</summary>
    public EquatableArray<DeclaredDictionary>? Dictionaries(
        string manifest,
        Architecture architecture,
        out ConfigProblem? problem
    ) => DictionaryResolver.Resolve(manifest, _dictionaries.Value, architecture, out problem);

    /// <summary>The architecture, or the problem with it.</summary>
    public Architecture? Resolve(ArchitectureSource source, out ConfigProblem? problem) =>
        ConfigResolver.Resolve(
            source,
            source.Config is null ? EquatableArray<ConfigFile>.Empty : _configs.Value,
            out problem
        );

    /// <summary>The architecture of a class with [Transformer]; null if it is not known.</summary>
    public Architecture? Of(INamedTypeSymbol model, CancellationToken cancellation) =>
        TransformerParser.ParseCompiled(model, cancellation).Declaration is { } source ? Resolve(source, out _) : null;
}
