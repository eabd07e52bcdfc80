using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>What is emitted into a SHIFT experiment class.</summary>
internal static class EmittedShift
{
    public static EmittedClass Of(INamedTypeSymbol type)
    {
        var model = EmittedExperiment.NameOfModel(type);
        return new()
        {
            Parent = "ShiftExperiment`1",
            Constructor = model + ", FeatureDictionaries, string, TextTokenizer",
            Members = ["Declared", "Sites", "Features", "MakeTexts", "Judging", "_path", "_tokenizer"],
            Methods =
            [
                new("Load", "string, string, ScalarType?, Device"),
                new("From", model + ", FeatureDictionaries, TextTokenizer"),
                new("Shift", "ShiftOptions"),
                new("Table", "ShiftOptions"),
            ],
            Inherited = ["Model", "Dictionaries", "TokenText", "Options"],
        };
    }
}
