using System.Globalization;
using System.Text;

namespace Circuitry.Files;

/// <summary>The words of an <see cref="Identity"/>: numbers, texts and names of types.</summary>
internal static class IdentityText
{
    /// <summary>A value that is one word: a number, a truth value, a member of an enumeration, a time, a type, a device; null for any other.</summary>
    public static string? OfSimple(object value) =>
        value switch
        {
            bool truth => truth ? "true" : "false",
            Enum member => $"{NameOf(member.GetType())}.{member}",
            double or float or Half => ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture),
            DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
            nint or nuint => null,
            IFormattable formattable
                when value.GetType() is { IsValueType: true, Namespace: "System" or "System.Numerics" } =>
                formattable.ToString(null, CultureInfo.InvariantCulture),
            Type type => NameOf(type),
            TorchSharp.torch.Device device => device.ToString(),
            _ => null,
        };

    /// <summary>Writes a text in quotation marks, in characters that every encoding keeps apart.</summary>
    public static void Quote(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (c is < ' ' or > '~')
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                text.Append(c);
            }
        }

        text.Append('"');
    }

    /// <summary>The full name of a type, that of its arguments included, without versions of assemblies.</summary>
    public static string NameOf(Type type)
    {
        if (!type.IsGenericType)
        {
            return type.FullName ?? type.Name;
        }

        var name = type.GetGenericTypeDefinition().FullName ?? type.Name;
        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}
