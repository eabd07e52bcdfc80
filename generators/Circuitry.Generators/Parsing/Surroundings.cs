using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Circuitry.Generators;

/// <summary>Checks that emitted code would be understood where a class stands: its language, and the names of the runtime.</summary>
internal static class Surroundings
{
    // Parameters of a collection's type, in the drivers of an experiment.
    private const LanguageVersion Needed = LanguageVersion.CSharp13;

    private const string Tensors = "TorchSharp";

    private static readonly string[] Roots = ["Circuitry", "TorchSharp", "System"];

    // The same for all declarations of a compilation.
    private static readonly ConditionalWeakTable<Compilation, Facts> Known = new();

    public static void Check(INamedTypeSymbol type, AttributeData attribute, Findings findings)
    {
        var location = type.Locations.FirstOrDefault();
        if (
            location?.SourceTree?.Options is CSharpParseOptions options
            && options.LanguageVersion.MapSpecifiedToEffectiveVersion() < Needed
        )
        {
            findings.Add(
                Descriptors.LanguageTooOld,
                location,
                type.Name,
                Needed.ToDisplayString(),
                options.LanguageVersion.ToDisplayString()
            );
        }

        if (
            type.ContainingAssembly is ISourceAssemblySymbol source
            && attribute.AttributeClass is { } known
            && Hidden(type, source, known) is { } problem
        )
        {
            findings.Add(Descriptors.RuntimeHidden, location, type.Name, problem);
        }
    }

    private static string? Hidden(INamedTypeSymbol type, ISourceAssemblySymbol source, INamedTypeSymbol known)
    {
        var facts = Known.GetValue(
            source.Compilation,
            compilation => new Facts(
                Hidden(source, known),
                compilation.ContainsSymbolsWithName("var", SymbolFilter.Type)
            )
        );
        return facts.Problem ?? (facts.HasVar ? HiddenVar(type, source.Compilation) : null);
    }

    private static string? Hidden(ISourceAssemblySymbol source, INamedTypeSymbol known)
    {
        foreach (var assembly in source.Modules.SelectMany(module => module.ReferencedAssemblySymbols))
        {
            var isNamed =
                assembly.Name == Tensors || SymbolEqualityComparer.Default.Equals(assembly, known.ContainingAssembly);
            if (isNamed && Aliased(source.Compilation, assembly) is { } alias)
            {
                return $"{assembly.Name} is referenced under the alias '{alias}' alone; remove the alias, or add 'global' to it";
            }
        }

        if (
            source
                .Modules.SelectMany(module => module.ReferencedAssemblySymbols)
                .All(assembly => assembly.Name != Tensors)
        )
        {
            return $"the project does not reference {Tensors}, in whose types it computes; remove what excludes it from the package's dependencies";
        }

        foreach (var root in Roots.Where(root => !source.GlobalNamespace.GetTypeMembers(root).IsEmpty))
        {
            return $"a type of the project is called '{root}' and stands in no namespace; put it into one";
        }

        foreach (var own in source.GlobalNamespace.GetNamespaceMembers())
        {
            var types = own.Name switch
            {
                "Circuitry" => Hiding(own, known.ContainingNamespace, known.ContainingAssembly),
                Tensors => own.GetTypeMembers("torch", 0),
                _ => [],
            };
            if (types.FirstOrDefault() is { } hiding)
            {
                return $"the project has a type '{hiding.ContainingNamespace.ToDisplayString()}.{hiding.Name}' of its own; give it another name or namespace";
            }
        }

        return null;
    }

    /// <summary>The project's types that have the name of a type or of a namespace of the runtime, in this namespace and in those within.</summary>
    private static IEnumerable<INamedTypeSymbol> Hiding(
        INamespaceSymbol own,
        INamespaceSymbol all,
        IAssemblySymbol runtime
    )
    {
        var inner = all.GetNamespaceMembers().Where(space => space.ConstituentNamespaces.Any(IsOfRuntime)).ToList();
        return own.GetTypeMembers()
            .Where(type =>
                all.GetTypeMembers(type.Name, type.Arity).Any(IsOfRuntime)
                || inner.Any(space => space.Name == type.Name && type.Arity == 0)
            )
            .Concat(
                own.GetNamespaceMembers()
                    .SelectMany(space =>
                        inner.Where(room => room.Name == space.Name).SelectMany(room => Hiding(space, room, runtime))
                    )
            );

        bool IsOfRuntime(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, runtime);
    }

    // The only word of emitted code that a type can take the meaning of; such a type is so rare that it is looked for by name first.
    private static string? HiddenVar(INamedTypeSymbol type, Compilation compilation) =>
        type.Locations.FirstOrDefault(location => location.IsInSource) is { SourceTree: { } tree } location
        && compilation
            .GetSemanticModel(tree)
            .LookupNamespacesAndTypes(location.SourceSpan.End, name: "var")
            .Concat(type.GetTypeMembers("var"))
            .Any(symbol => symbol is ITypeSymbol)
            ? "a type that is called 'var' stands in it or around it; give it another name"
            : null;

    /// <summary>The alias under which an assembly is referenced, if it is not referenced without one.</summary>
    public static string? Aliased(Compilation compilation, IAssemblySymbol assembly)
    {
        // Aliases are rare, and finding an assembly's references is not free.
        if (!compilation.References.Any(reference => IsAliased(reference.Properties)))
        {
            return null;
        }

        var references = compilation
            .References.Where(reference =>
                SymbolEqualityComparer.Default.Equals(compilation.GetAssemblyOrModuleSymbol(reference), assembly)
            )
            .ToList();
        return references.Count > 0 && references.All(reference => IsAliased(reference.Properties))
            ? references[0].Properties.Aliases[0]
            : null;
    }

    private static bool IsAliased(MetadataReferenceProperties properties) =>
        !properties.Aliases.IsEmpty && !properties.Aliases.Contains(MetadataReferenceProperties.GlobalAlias);

    /// <param name="Problem">What hides the runtime from the whole project; null if nothing does.</param>
    /// <param name="HasVar">Whether some type is called 'var'.</param>
    private sealed record Facts(string? Problem, bool HasVar);
}
