using System.Text.Json;

namespace Circuitry;

/// <summary>A member of a tokenizer's file that knows where it is, so that whatever is not understood is named.</summary>
/// <param name="file">The file.</param>
/// <param name="path">The members on the way, such as <c>model.vocab</c>.</param>
/// <param name="element">The value; undefined where there is none.</param>
internal readonly struct TokenizerMember(string file, string path, JsonElement element)
{
    /// <summary>The value.</summary>
    public JsonElement Element => element;

    /// <summary>Whether there is a value other than null.</summary>
    public bool IsThere => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>The value of an object's <c>type</c>; null where there is none.</summary>
    public string? Type => this["type"] is { IsThere: true } type ? type.Text() : null;

    /// <summary>A member of an object.</summary>
    public TokenizerMember this[string name]
    {
        get
        {
            if (IsThere && element.ValueKind != JsonValueKind.Object)
            {
                throw Refusal("an object");
            }

            var value = IsThere && element.TryGetProperty(name, out var found) ? found : default;
            return new(file, path.Length == 0 ? name : $"{path}.{name}", value);
        }
    }

    /// <summary>Refuses members that are not among these.</summary>
    public void Allow(params string[] names)
    {
        if (Required().ValueKind != JsonValueKind.Object)
        {
            throw Refusal("an object");
        }

        foreach (var member in element.EnumerateObject().Where(member => !names.Contains(member.Name)))
        {
            throw this[member.Name].Refusal("a member that is understood");
        }
    }

    /// <summary>The value, which must be there.</summary>
    public JsonElement Required() => IsThere ? element : throw Refusal("a value");

    /// <summary>The elements of an array, none where there is no array.</summary>
    public IEnumerable<TokenizerMember> Items()
    {
        if (!IsThere)
        {
            return [];
        }

        if (element.ValueKind != JsonValueKind.Array)
        {
            throw Refusal("an array");
        }

        var (f, p) = (file, path);
        return element
            .EnumerateArray()
            .Select((item, i) => new TokenizerMember(f, FormattableString.Invariant($"{p}[{i}]"), item));
    }

    /// <summary>The value as text.</summary>
    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Refusal("text");

    /// <summary>The value as a whole number that is not negative.</summary>
    public int Number() =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) && number >= 0
            ? number
            : throw Refusal("a whole number, 0 or more");

    /// <summary>The value as true or false.</summary>
    public bool Flag(bool otherwise) =>
        element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => IsThere ? throw Refusal("true or false") : otherwise,
        };

    /// <summary>Refuses a value that changes tokens: anything but null, false, 0 or an empty text.</summary>
    public void RequireNothing()
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
            throw Refusal("nothing");
        }
    }

    /// <summary>Refuses another type.</summary>
    public void RequireType(string type) => this["type"].RequireText(type);

    /// <summary>Refuses another text.</summary>
    public void RequireText(string text)
    {
        if (Required().ValueKind != JsonValueKind.String || element.GetString() != text)
        {
            throw Refusal($"'{text}'");
        }
    }

    /// <summary>What is wrong with the value.</summary>
    public TokenizerException Refusal(string expected)
    {
        var found = element.ValueKind == JsonValueKind.Undefined ? "nothing" : element.GetRawText();
        return new TokenizerException(
            file,
            path,
            expected,
            found.Length > 80 ? $"{found[..80]}..." : found,
            "Only byte-level tokenizers and those of whole words are read; use prompts of token ids with this model."
        );
    }
}
