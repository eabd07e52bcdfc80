using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads the project as a program: what it trains, and what its references list.</summary>
internal static class ProgramParser
{
    private const string Commands = "Circuitry.App.CommandProgram";
    private const string Runtime = "Circuitry";

    public static ProgramSpec Parse(Compilation compilation, IEnumerable<INamedTypeSymbol> candidates) =>
        new()
        {
            Assembly = compilation.AssemblyName ?? "",
            HasCommands =
                compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication
                && compilation.GetTypeByMetadataName(Commands) is not null,
            Registries = new([.. Registries(compilation).OrderBy(name => name, StringComparer.Ordinal)]),
            Trainings = new([.. candidates.Select(Training).OfType<TrainingSpec>()]),
        };

    private static TrainingSpec? Training(INamedTypeSymbol type) =>
        Attributes.Find(type, "TrainingAttribute")
            is { ConstructorArguments: [{ Value: string name }, { Value: string folder }] }
            ? new(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), name, folder)
            : null;

    private static IEnumerable<string> Registries(Compilation compilation) =>
        from assembly in compilation.SourceModule.ReferencedAssemblySymbols
        // What does not use the runtime lists nothing, and need not be asked for its attributes.
        where assembly.Modules.Any(module => module.ReferencedAssemblies.Any(used => used.Name == Runtime))
        from attribute in assembly.GetAttributes()
        where
            attribute.AttributeClass is { Name: "ExperimentRegistryAttribute" } found
            && Rooms.IsWithin(found.ContainingNamespace)
        select attribute.ConstructorArguments is [{ Value: INamedTypeSymbol registry }]
            ? registry.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)
            : null into name
        where name is not null
        select name;
}
