using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace Circuitry.Generators;

/// <summary>Spells values as C# does, the same in every culture.</summary>
internal static class Literal
{
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    public static string Of(double value) =>
        double.IsNaN(value) ? "double.NaN"
        : double.IsInfinity(value) ? (value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity")
        : value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A value of a switch.</summary>
    public static string OfAny(object value) =>
        value switch
        {
            bool flag => Of(flag),
            int whole => Of(whole),
            double number => Of(number),
            string text => Of(text),
            Enum member => $"global::{member.GetType().FullName}.{member}",
            _ => throw new ArgumentException($"a {value.GetType()} has no literal", nameof(value)),
        };

    /// <summary>A member of one of Circuitry's enumerations.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => $"global::{typeof(T).FullName}.{value}";
}
