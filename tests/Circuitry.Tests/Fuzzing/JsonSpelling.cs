using System.Text;
using System.Text.Json;

namespace Circuitry.Tests;

/// <summary>Writes JSON in another spelling that says the same.</summary>
internal static class JsonSpelling
{
    /// <param name="value">What is written.</param>
    /// <param name="space">What stands between two tokens.</param>
    /// <param name="reversed">Whether the members of objects come in the reverse order.</param>
    /// <param name="escaped">Whether every character of every text is escaped.</param>
    public static string Of(JsonElement value, string space, bool reversed, bool escaped)
    {
        var text = new StringBuilder();
        Write(value);
        return text.ToString();

        void Write(JsonElement element)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    JsonProperty[] members = [.. element.EnumerateObject()];
                    Each('{', reversed ? members.Reverse() : members, '}', Member);
                    break;
                case JsonValueKind.Array:
                    Each('[', element.EnumerateArray(), ']', Write);
                    break;
                case JsonValueKind.String when escaped:
                    Escape(element.GetString()!);
                    break;
                default:
                    text.Append(element.GetRawText());
                    break;
            }
        }

        void Each<T>(char begin, IEnumerable<T> all, char end, Action<T> write)
        {
            text.Append(begin).Append(space);
            var separator = "";
            foreach (var one in all)
            {
                text.Append(separator).Append(space);
                write(one);
                separator = space + ",";
            }

            text.Append(space).Append(end);
        }

        void Member(JsonProperty member)
        {
            if (escaped)
            {
                Escape(member.Name);
            }
            else
            {
                text.Append(JsonSerializer.Serialize(member.Name));
            }

            text.Append(space).Append(':').Append(space);
            Write(member.Value);
        }

        void Escape(string plain)
        {
            text.Append('"');
            foreach (var unit in plain)
            {
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
            }

            text.Append('"');
        }
    }
}
