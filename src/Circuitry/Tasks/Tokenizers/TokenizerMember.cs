using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>A member of a tokenizer's file that knows its path, so that errors can name it.</summary>
/// <param name="file">The file.</param>
/// <param name="path">The members on the way, such as <c>model.vocab</c>.</param>
/// <param name="element">The value; undefined where there is none.</param>
internal readonly struct TokenizerMember(string file, string path, JsonElement element)
{
    private const int LongestShown = 80;

    /// <summary>The file.</summary>
    public string File => file;

    /// <summary>The members on the way, such as <c>model.vocab</c>.</summary>
    public string Path => path;

    /// <summary>The value.</summary>
    public JsonElement Element => element;

    /// <summary>Whether there is a value other than null.</summary>
    public bool IsThere => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>Whether there is a value, or null in its place.</summary>
    public bool IsSaid => element.ValueKind != JsonValueKind.Undefined;

    /// <summary>The value of an object's <c>type</c>; null where there is none.</summary>
    public string? Type => this["type"] is { IsThere: true } type ? type.Text() : null;

    /// <summary>A member of an object.</summary>
    public TokenizerMember this[string name]
    {
        get
        {
            if (IsThere && element.ValueKind != JsonValueKind.Object)
            {
                throw Damage("an object");
            }

            var value = IsThere && element.TryGetProperty(name, out var found) ? found : default;
            return new(file, path.Length == 0 ? name : $"{path}.{name}", value);
        }
    }

    /// <summary>Refuses members that are not among these.</summary>
    public void Allow(params ReadOnlySpan<string> names)
    {
        foreach (var (name, member) in Members())
        {
            if (!names.Contains(name))
            {
                throw member.Refusal(
                    "a member that is understood",
                    "If it changes no token, remove it; otherwise use prompts of token ids with this model."
                );
            }
        }
    }

    /// <summary>The members of an object, which must be there.</summary>
    public IEnumerable<(string Name, TokenizerMember Member)> Members()
    {
        if (Required().ValueKind != JsonValueKind.Object)
        {
            throw Damage("an object");
        }

        var (f, before) = (file, path.Length == 0 ? "" : $"{path}.");
        return element
            .EnumerateObject()
            .Select(member => (member.Name, new TokenizerMember(f, before + member.Name, member.Value)));
    }

    /// <summary>The value, which must be there.</summary>
    public JsonElement Required() => IsThere ? element : throw Damage("a value");

    /// <summary>The elements of an array, none where there is no array.</summary>
    public IEnumerable<TokenizerMember> Items()
    {
        if (!IsThere)
        {
            return [];
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Damage("an array");
        }

        var (f, p) = (file, path);
        return element
            .EnumerateArray()
            .Select((item, i) => new TokenizerMember(f, FormattableString.Invariant($"{p}[{i}]"), item));
    }

    /// <summary>The elements of an array, which must be there.</summary>
    public IEnumerable<TokenizerMember> RequiredItems() => IsThere ? Items() : throw Damage("an array");

    /// <summary>The value as text.</summary>
    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Damage("text");

    /// <summary>The value as a whole number that is not negative.</summary>
    public int Number() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= 0
            ? number
            : throw Damage("a whole number, 0 or more");

    /// <summary>The value as true or false; null where there is none.</summary>
    public bool? Flag() =>
        element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => IsThere ? throw Damage("true or false") : null,
        };

    /// <summary>The value as true or false.</summary>
    public bool Flag(bool otherwise) => Flag() ?? otherwise;

    /// <summary>The value as true or false, which must be there.</summary>
    public bool RequiredFlag() => Flag() ?? throw Damage("true or false");

    /// <summary>Refuses a value that changes tokens: anything but null, false, 0 or an empty text.</summary>
    public void RequireNothing(string remedy)
    {
        var nothing = element.ValueKind switch
        {
            JsonValueKind.False => true,
            JsonValueKind.String => element.GetString() is "",
            JsonValueKind.Number => element.GetDouble() == 0,
            _ => !IsThere,
        };
        if (!nothing)
        {
            throw Refusal("nothing", remedy);
        }
    }

    /// <summary>Refuses another type.</summary>
    public void RequireType(string type, string remedy) => this["type"].RequireText(type, remedy);

    /// <summary>Refuses another text.</summary>
    public void RequireText(string text, string remedy)
    {
        if (element.ValueKind != JsonValueKind.String || element.GetString() != text)
        {
            throw Refusal($"'{text}'", remedy);
        }
    }

    /// <summary>A value that no tokenizer has.</summary>
    public TokenizerException Damage(string expected) => Refusal(expected, "Mend the file or fetch it again.");

    /// <summary>A value that is not read.</summary>
    public TokenizerException Refusal(string expected, string remedy) =>
        new(file, path.Length == 0 ? null : path, expected, Shown(), remedy);

    private string Shown()
    {
        if (element.ValueKind == JsonValueKind.Undefined)
        {
            return "nothing";
        }

        var text = element.GetRawText();
        var end =
            text.Length <= LongestShown || !char.IsHighSurrogate(text[LongestShown - 1])
                ? LongestShown
                : LongestShown - 1;
        return text.Length > LongestShown ? $"{text[..end]}..." : text;
    }
}
