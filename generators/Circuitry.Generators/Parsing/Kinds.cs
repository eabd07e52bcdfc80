using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>What a class can be declared as; each gives it another base class.</summary>
internal static class Kinds
{
    private static readonly IReadOnlyList<(string MetadataName, string Shown)> All =
    [
        (TransformerParser.MetadataName, "[Transformer]"),
        (ExperimentParser.MetadataName, "[Experiment]"),
        (ShiftParser.MetadataName, "[Shift]"),
    ];

    /// <summary>Whether a class is declared as more than one.</summary>
    public static bool IsSeveral(INamedTypeSymbol type) => Of(type).Skip(1).Any();

    /// <summary>What a class is declared as, as its attributes show.</summary>
    public static IEnumerable<string> Of(INamedTypeSymbol type) =>
        All.Where(kind => Attributes.Find(type, kind.MetadataName) is not null).Select(kind => kind.Shown);

    /// <summary>What is wrong with a class that is declared as more than one.</summary>
    public static Diagnostic Problem(INamedTypeSymbol type)
    {
        var kinds = Of(type).ToList();
        return Diagnostic.Create(
            Descriptors.ModelAndExperiment,
            type.Locations.FirstOrDefault(),
            type.Name,
            string.Join(" and ", kinds),
            (kinds.Count == 2 ? "two classes" : "a class for each")
                + (kinds[0] == All[0].Shown ? " and name the model in [Model<...>]" : "")
        );
    }
}
