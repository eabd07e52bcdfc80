using System.Text;
using System.Text.Json;

namespace Circuitry;

/// <summary>The layouts of prompt files, which how a file begins tells apart: whoever reads one by another's reader learns which reads it.</summary>
/// <param name="What">What such a file is.</param>
/// <param name="Reader">What reads it.</param>
internal sealed record PromptLayout(string What, string Reader)
{
    public static readonly PromptLayout Pairs = new(
        "an object with a list 'pairs' of token ids",
        nameof(PromptPairsJson) + ".Read"
    );
    public static readonly PromptLayout AutoCircuit = new(
        "an object with a list 'prompts'",
        nameof(AutoCircuitPrompts) + ".Read"
    );
    public static readonly PromptLayout SparseFeatureCircuits = new(
        "JSON lines or a list of objects with 'clean_prefix'",
        nameof(SparseFeatureCircuitsPrompts) + ".Read"
    );
    public static readonly PromptLayout Mib = new(
        "JSON lines or a list of objects with 'prompt'",
        nameof(MibPrompts) + ".Read"
    );
    public static readonly PromptLayout EapIg = new(
        "comma-separated values with a column 'clean'",
        nameof(EapIgPrompts)
    );

    private static readonly (string Member, bool IsRow, PromptLayout Layout)[] Members =
    [
        ("pairs", false, Pairs),
        ("prompts", false, AutoCircuit),
        ("clean_prefix", true, SparseFeatureCircuits),
        ("prompt", true, Mib),
    ];

    /// <summary>Refuses a file of another layout.</summary>
    /// <exception cref="PromptException">The file has one; the message names its reader.</exception>
    public void Require(string path, string text)
    {
        if (Of(text) is { } found && found != this)
        {
            throw new PromptException($"{path}: expected {What}, found {found.What}; {found.Reader} reads such a file");
        }
    }

    /// <summary>The layout of a file; null where it is none that is known.</summary>
    public static PromptLayout? Of(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start is not ['{' or '[', ..])
        {
            var line = start.IndexOfAny('\r', '\n');
            var header = line < 0 ? start : start[..line];
            return header.ToString().Split(',').Any(name => name.Trim('"') == "clean") ? EapIg : null;
        }

        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), isFinalBlock: false, default);
            return Of(ref reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static PromptLayout? Of(ref Utf8JsonReader reader)
    {
        var isList = reader.Read() && reader.TokenType == JsonTokenType.StartArray;
        if ((isList && !reader.Read()) || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            foreach (var (member, isRow, layout) in Members)
            {
                if (reader.ValueTextEquals(member) && (isRow || !isList))
                {
                    return layout;
                }
            }

            if (!reader.Read() || !reader.TrySkip())
            {
                return null;
            }
        }

        return null;
    }
}
