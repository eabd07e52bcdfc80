using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Circuitry.Tests;

/// <summary>JSON with one value changed: every kind of change, at places drawn among all.</summary>
/// <param name="json">Valid JSON.</param>
/// <param name="random">Draws the places.</param>
/// <param name="each">How many of each kind.</param>
internal sealed class JsonMutants(byte[] json, Random random, int each)
{
    // Of lists as long as a vocabulary, which would hide all else.
    private const int MostOfOne = 8;

    private static readonly string[] Huge =
    [
        "1e999",
        "-1e999",
        "1e308",
        "2147483648",
        "99999999999",
        "9223372036854775808",
        "18446744073709551616",
    ];

    private static readonly string[] NoNumbers = ["NaN", "-Infinity", "\"NaN\"", "\"Infinity\"", "\"-Infinity\""];

    private static readonly string[] Paths =
    [
        "\"../../../etc/passwd\"",
        "\"/dev/zero\"",
        "\"a/b\\\\c\"",
        "\"..\"",
        "\".\"",
    ];

    private static readonly string[] Controls =
    [
        "\"\\u001b[2J\\u001b]0;x\\u0007\"",
        "\"a\\u0000b\"",
        "\"a\\r\\nb\"",
        "\"\\u009b\\u202e\\ufeff\"",
    ];

    private readonly IReadOnlyList<JsonPlace> _all = JsonPlace.Of(json);

    public IEnumerable<Mutant> All(bool takesAnyField) =>
        [
            .. Values("null", _ => true, _ => "null", Allowed.Anything),
            .. Values("another type", _ => true, OtherType),
            .. Values("negative", place => place.IsNumber, _ => One("-1", "-0.5", "-2147483649")),
            .. Values("zero", place => place.IsNumber, _ => "0"),
            // Added as a number: a digit behind the seventeenth says nothing.
            .. Values("a fraction", place => place.IsNumber, place => Number(Number(Text(place)) + 0.5)),
            .. Values("huge", place => place.IsNumber, _ => One(Huge)),
            .. Values("tiny", place => place.IsNumber, _ => "1e-400", Allowed.Anything),
            .. Values("no number", place => place.IsScalar, _ => One(NoNumbers)),
            .. Values("a number as text", place => place.IsNumber, place => $"\"{Text(place)}\""),
            .. Values("true or false", IsFlag, place => Text(place) == "true" ? "false" : "true"),
            .. Values(
                "empty",
                IsFull,
                place =>
                    Text(place)[0] switch
                    {
                        '"' => "\"\"",
                        '[' => "[]",
                        _ => "{}",
                    }
            ),
            .. Values("half a surrogate pair", IsText, _ => One("\"\\ud800\"", "\"x\\udc00y\"")),
            .. Values("control characters", IsText, _ => One(Controls)),
            .. Values("paths", IsText, _ => One(Paths)),
            .. Values("other text", IsText, _ => One("\"x\"", "\"\u00e9\ud83d\ude00\"", "\" \"", "\"0\"")),
            .. Values("very long text", IsText, _ => $"\"{new string('a', 300_000)}\""),
            .. Values("in a list", _ => true, place => $"[{Text(place)}]"),
            .. Values("nested 60 deep", _ => true, _ => new string('[', 60) + new string(']', 60)),
            .. Values(
                "nested 5000 deep",
                _ => true,
                _ => new string('[', 5000) + new string(']', 5000),
                Allowed.Nothing
            ),
            .. Values("not UTF-8", IsText, _ => "\"\u0001\"", Allowed.Anything).Select(Spoilt),
            .. Values(
                "null in a list",
                IsList,
                place => "[null" + (Text(place)[1..].TrimStart() is [']', ..] ? "" : ",") + Text(place)[1..]
            ),
            .. Values("exchanged", place => place.IsScalar, Exchanged, Allowed.Anything),
            .. Members("removed", Removed, Allowed.Anything),
            .. Members("a name twice", place => Spliced(place.Begin, place.Begin, Whole(place) + ","), Allowed.Nothing),
            .. Members(
                "another name",
                place => Spliced(place.Name!.Value + 1, place.Name.Value + 1, One("x", "\\u0007", "../")),
                Allowed.Anything
            ),
            .. Elements("repeated", place => Spliced(place.Begin, place.Begin, Whole(place) + ",")),
            .. Objects("an unknown field", takesAnyField ? Allowed.TheSameResult : Allowed.Nothing),
        ];

    /// <summary>The same JSON, spelt otherwise.</summary>
    public IEnumerable<Mutant> Neutral()
    {
        using var document = JsonDocument.Parse(json);
        yield return Same("spaces", JsonSpelling.Of(document.RootElement, " \n\t", reversed: false, escaped: false));
        yield return Same("no spaces", JsonSpelling.Of(document.RootElement, "", reversed: false, escaped: false));
        yield return Same(
            "members reversed",
            JsonSpelling.Of(document.RootElement, "", reversed: true, escaped: false)
        );
        yield return Same(
            "characters escaped",
            JsonSpelling.Of(document.RootElement, "", reversed: false, escaped: true)
        );
    }

    private static Mutant Same(string what, string text) =>
        new("spelt otherwise", what, Allowed.NothingElseThanTheSameResult, Encoding.UTF8.GetBytes(text));

    private IEnumerable<Mutant> Values(
        string kind,
        Func<JsonPlace, bool> suits,
        Func<JsonPlace, string> value,
        Allowed allowed = Allowed.AnotherResult
    ) =>
        Drawn(suits)
            .Select(place => (Place: place, Value: value(place)))
            .Where(change => change.Value != Text(change.Place))
            .Select(change => new Mutant(
                kind,
                change.Place.Path,
                allowed,
                Spliced(change.Place.Start, change.Place.End, change.Value)
            ));

    private IEnumerable<Mutant> Members(string kind, Func<JsonPlace, byte[]> change, Allowed allowed) =>
        Drawn(place => place.Name is not null).Select(place => new Mutant(kind, place.Path, allowed, change(place)));

    private IEnumerable<Mutant> Elements(string kind, Func<JsonPlace, byte[]> change) =>
        Drawn(place => place.Name is null && place.Parent >= 0)
            .Select(place => new Mutant(kind, place.Path, Allowed.Anything, change(place)));

    private IEnumerable<Mutant> Objects(string kind, Allowed allowed) =>
        _all.Take(1)
            .Where(place => place.Type == JsonTokenType.StartObject)
            .Concat(Drawn(place => place.Type == JsonTokenType.StartObject && place.Parent >= 0))
            .Select(place => new Mutant(
                kind,
                place.Path,
                // Elsewhere it may be a name among others, as in a vocabulary.
                place.Parent < 0
                || allowed == Allowed.TheSameResult
                    ? allowed
                    : Allowed.AnotherResult,
                Spliced(place.Start + 1, place.Start + 1, "\"zz_unknown\": 1" + (Text(place).Length > 2 ? "," : ""))
            ));

    private IEnumerable<JsonPlace> Drawn(Func<JsonPlace, bool> suits)
    {
        var counts = _all.CountBy(place => place.Parent).ToDictionary();
        JsonPlace[] some =
        [
            .. _all.Where(place =>
                suits(place) && (place.Number < MostOfOne || place.Number == counts[place.Parent] - 1)
            ),
        ];
        random.Shuffle(some);
        return some.Take(each);
    }

    private byte[] Removed(JsonPlace place)
    {
        var (start, end) = (place.Begin, place.End);
        var next = end;
        while (char.IsWhiteSpace((char)json[next]))
        {
            next++;
        }

        if (json[next] == ',')
        {
            return Spliced(start, next + 1, "");
        }

        while (json[start - 1] is not ((byte)',' or (byte)'{' or (byte)'['))
        {
            start--;
        }

        return Spliced(json[start - 1] == ',' ? start - 1 : start, end, "");
    }

    private string Exchanged(JsonPlace place)
    {
        JsonPlace[] others = [.. _all.Where(other => other.Type == place.Type)];
        return Text(others[random.Next(others.Length)]);
    }

    private string OtherType(JsonPlace place) =>
        place.Type switch
        {
            JsonTokenType.String => One("7", "true", "[]", "{}"),
            JsonTokenType.Number => One("\"text\"", "true", "[]", "{}"),
            JsonTokenType.StartObject => One("[]", "3", "\"text\"", "true"),
            JsonTokenType.StartArray => One("{}", "3", "\"text\"", "false"),
            _ => One("\"text\"", "[]", "{}", "3.25"),
        };

    private static Mutant Spoilt(Mutant mutant) =>
        mutant with
        {
            Bytes = [.. mutant.Bytes.Select(value => value == 1 ? (byte)0xFF : value)],
        };

    private static bool IsText(JsonPlace place) => place.Type == JsonTokenType.String;

    private static bool IsList(JsonPlace place) => place.Type == JsonTokenType.StartArray;

    private static bool IsFlag(JsonPlace place) => place.Type is JsonTokenType.True or JsonTokenType.False;

    private static bool IsFull(JsonPlace place) => !place.IsScalar || IsText(place);

    private string Text(JsonPlace place) => Encoding.UTF8.GetString(json.AsSpan(place.Start, place.End - place.Start));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);

    private string Whole(JsonPlace place) => Encoding.UTF8.GetString(json.AsSpan(place.Begin, place.End - place.Begin));

    private byte[] Spliced(int start, int end, string text) =>
        [.. json.AsSpan(0, start), .. Encoding.UTF8.GetBytes(text), .. json.AsSpan(end)];

    private string One(params string[] all) => all[random.Next(all.Length)];
}
