using System.Text;
using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>The layouts of prompt files, recognised by how a file begins, so that the error of a wrong reader can name the right one.</summary>
/// <param name="What">The description of such a file.</param>
/// <param name="Reader">The reader of the layout.</param>
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
    public static readonly PromptLayout Rows = new(
        "JSON lines or a list of objects with 'clean'",
        nameof(TextPrompts) + ".Read"
    );
    public static readonly PromptLayout Table = new(
        "comma-separated values with columns 'clean' and 'answer'",
        nameof(TextPrompts) + ".ReadTable"
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
        ("clean", true, Rows),
    ];

    /// <summary>Every layout.</summary>
    public static IReadOnlyList<PromptLayout> All { get; } =
    [Pairs, Rows, Table, AutoCircuit, SparseFeatureCircuits, Mib, EapIg];

    /// <summary>Refuses a file of another layout.</summary>
    /// <exception cref="PromptException">The file has one; the message names its reader.</exception>
    public void Require(string path, string text)
    {
        if (Of(text) is [var found, ..] all && !all.Contains(this))
        {
            throw new PromptException($"{path}: expected {What}, found {found.What}; {found.Reader} reads such a file");
        }
    }

    /// <summary>The layouts that a file may have; empty if none is known.</summary>
    public static IReadOnlyList<PromptLayout> Of(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start is not ['{' or '[', ..])
        {
            var line = start.IndexOfAny('\r', '\n');
            var header = line < 0 ? start : start[..line];
            string[] columns = [.. header.ToString().Split(',').Select(name => name.Trim().Trim('"'))];
            return !columns.Contains("clean") ? []
                : columns.Contains("answer") ? [Table]
                : [EapIg];
        }

        try
        {
            return OfJson(Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>The layouts of the first object, which is the file or a row of it.</summary>
    private static PromptLayout[] OfJson(byte[] text)
    {
        var found = new HashSet<PromptLayout>();
        var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
        var isList = reader.Read() && reader.TokenType == JsonTokenType.StartArray;
        if ((isList && !reader.Read()) || reader.TokenType != JsonTokenType.StartObject)
        {
            return [];
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            foreach (var (member, isRow, layout) in Members)
            {
                if (reader.ValueTextEquals(member) && (isRow || !isList))
                {
                    found.Add(layout);
                }
            }

            if (!reader.Read() || !reader.TrySkip())
            {
                break;
            }
        }

        return [.. Members.Select(entry => entry.Layout).Where(found.Contains)];
    }
}
