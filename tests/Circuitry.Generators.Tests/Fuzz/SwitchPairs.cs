extern alias generators;
using System.Globalization;
using ArchitectureException = generators::Circuitry.Models.ArchitectureException;
using ArchitectureReader = generators::Circuitry.Models.ArchitectureReader;
using Families = generators::Circuitry.Models.Families;
using Norm = generators::Circuitry.Normalization;
using Place = generators::Circuitry.NormPlace;
using Positions = generators::Circuitry.PositionEmbedding;
using SwitchTable = generators::Circuitry.Models.SwitchTable;

namespace Circuitry.Generators.Tests;

/// <summary>
/// Declarations in which every two values of every two switches occur together, unless the two contradict each other: a covering
/// array of strength two, made greedily from a fixed seed.
/// </summary>
internal sealed class SwitchPairs
{
    private static readonly (string Name, object[] Values)[] Values =
    [
        .. SwitchTable.Given.Select(one => (one.Name, ValuesOf(one.Name, one.Type))),
    ];

    private static readonly Dictionary<string, int> Places = Values
        .Select((one, place) => (one.Name, place))
        .ToDictionary(pair => pair.Name, pair => pair.place);

    private readonly Random _random = new(1);
    private readonly HashSet<(int, int, int, int)> _open = [];
    private readonly SortedDictionary<string, int> _refused = new(StringComparer.Ordinal);
    private readonly List<IReadOnlyDictionary<string, object>> _rows = [];
    private readonly List<IReadOnlyDictionary<string, object>> _refusedRows = [];

    public SwitchPairs()
    {
        for (var a = 0; a < Values.Length; a++)
        {
            for (var b = a + 1; b < Values.Length; b++)
            {
                for (var x = 0; x < Values[a].Values.Length; x++)
                {
                    for (var y = 0; y < Values[b].Values.Length; y++)
                    {
                        _open.Add((a, x, b, y));
                    }
                }
            }
        }

        All = _open.Count;
        foreach (var pair in _open.ToArray())
        {
            if (_open.Contains(pair))
            {
                Cover(pair);
            }
        }
    }

    /// <summary>The number of pairs of values.</summary>
    public int All { get; }

    /// <summary>The declarations that the reader accepts, by the names of switches.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object>> Rows => _rows;

    /// <summary>Declarations of pairs that the reader refuses.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object>> Refused => _refusedRows;

    /// <summary>How often pairs are refused, by the reason.</summary>
    public IReadOnlyDictionary<string, int> Reasons => _refused;

    /// <summary>The pairs that neither a declaration has nor the reader refuses.</summary>
    public IReadOnlyCollection<(int, int, int, int)> Open => _open;

    /// <summary>The names of the switches.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Values.Select(one => one.Name)];

    /// <summary>The attribute of a declaration.</summary>
    public static string Attribute(IReadOnlyDictionary<string, object> row) =>
        $"[Transformer({string.Join(", ", row.Select(one => $"{one.Key} = {Spelt(one.Value)}"))})]";

    private void Cover((int A, int X, int B, int Y) pair)
    {
        var row = new SortedDictionary<string, object>(StringComparer.Ordinal);
        var (a, b) = (Values[pair.A], Values[pair.B]);
        if (
            !TryAdd(row, a.Name, a.Values[pair.X], out var refusal)
            || !TryAdd(row, b.Name, b.Values[pair.Y], out refusal)
            || !IsAccepted(row, out refusal)
        )
        {
            _open.Remove(pair);
            _refused[refusal] = _refused.GetValueOrDefault(refusal) + 1;
            row[a.Name] = a.Values[pair.X];
            row[b.Name] = b.Values[pair.Y];
            _refusedRows.Add(row);
            return;
        }

        foreach (var place in Enumerable.Range(0, Values.Length).OrderBy(_ => _random.Next()).ToArray())
        {
            if (row.ContainsKey(Values[place].Name))
            {
                continue;
            }

            foreach (var value in Values[place].Values.OrderByDescending(value => Gain(row, place, value)))
            {
                var larger = new SortedDictionary<string, object>(row, StringComparer.Ordinal);
                if (TryAdd(larger, Values[place].Name, value, out _) && IsAccepted(larger, out _))
                {
                    row = larger;
                    break;
                }
            }
        }

        var given = row.Select(one => (Place: Places[one.Key], Value: Index(one.Key, one.Value)))
            .OrderBy(one => one.Place)
            .ToList();
        foreach (var (i, x) in given)
        {
            foreach (var (j, y) in given.Where(other => other.Place > i))
            {
                _open.Remove((i, x, j, y));
            }
        }

        _rows.Add(row);
    }

    /// <summary>How many pairs a value would cover that no declaration has yet.</summary>
    private int Gain(IReadOnlyDictionary<string, object> row, int place, object value)
    {
        var x = Index(Values[place].Name, value);
        return row.Count(one =>
        {
            var (other, y) = (Places[one.Key], Index(one.Key, one.Value));
            return _open.Contains(place < other ? (place, x, other, y) : (other, y, place, x));
        });
    }

    /// <summary>Adds a value with what it needs; false where that contradicts what is there.</summary>
    private static bool TryAdd(SortedDictionary<string, object> row, string name, object value, out string refusal)
    {
        if (row.TryGetValue(name, out var there))
        {
            refusal = $"{name} is needed otherwise";
            return there.Equals(value);
        }

        row[name] = value;
        foreach (var (needed, allowed) in Needs(name, value))
        {
            if (row.TryGetValue(needed, out var given))
            {
                if (!allowed.Contains(given))
                {
                    refusal = $"{name} needs another {needed}";
                    return false;
                }
            }
            else if (!TryAdd(row, needed, allowed[0], out refusal))
            {
                return false;
            }
        }

        refusal = "";
        return true;
    }

    private static bool IsAccepted(IReadOnlyDictionary<string, object> row, out string refusal)
    {
        try
        {
            ArchitectureReader.Check(
                SwitchTable.Build(
                    Families.TransformerLens,
                    one => row.GetValueOrDefault(one.Name) ?? (one.Absent is null ? Least(one.Name) : null)
                )
            );
            refusal = "";
            return true;
        }
        catch (ArchitectureException e)
        {
            refusal = e.Message;
            return false;
        }
    }

    // The sizes that must be given.
    private static object Least(string name) => Values[Places[name]].Values[0];

    /// <summary>What a value has no meaning without, each with the values that will do, the usual one first.</summary>
    private static IEnumerable<(string Name, object[] Allowed)> Needs(string name, object value)
    {
        object[] norms = [.. Enum.GetValues<Norm>().Where(norm => norm != Norm.None).Cast<object>()];
        if (name.StartsWith("Rotary", StringComparison.Ordinal))
        {
            yield return ("Positions", [Positions.Rotary]);
            yield return ("HeadWidth", [4, 6]);
        }

        if (name.StartsWith("RotaryYarn", StringComparison.Ordinal) && name != "RotaryYarnFactor")
        {
            yield return ("RotaryYarnFactor", [4.0]);
        }

        switch (name)
        {
            case "AlibiScaled" or "AlibiRounded" when value is true:
                yield return ("Positions", [Positions.Alibi]);
                break;
            case "NormEpsilon" or "FinalNorm":
            case "NormedResidual" or "EmbeddingNorm" when value is true:
            case "NormPlace" when value is not Place.Before:
                yield return ("Normalization", norms);
                break;
            case "RotaryLowFrequencyFactor" or "RotaryHighFrequencyFactor" or "RotaryOriginalContext":
                yield return ("RotaryPartsFactor", [5.0]);
                break;
            case "RotaryLongFactors" or "RotaryShortFactors" when value is not "":
                yield return ("RotaryWidth", [0]);
                yield return ("HeadWidth", [4]);
                yield return (name == "RotaryLongFactors" ? "RotaryShortFactors" : "RotaryLongFactors", ["1.5,3"]);
                break;
            case "RotaryYarnBetaFast" when value is 0.6:
                yield return ("RotaryYarnBetaSlow", [0.05]);
                break;
            case "RotaryLongOriginalContext" or "RotaryLongAttentionFactor":
                yield return ("RotaryLongFactors", ["1.5,3"]);
                break;
            case "RotaryWidth" when value is not 0:
                yield return ("HeadWidth", [6, 4]);
                break;
            case "WindowLayers":
            case "RotaryLocalBase" when value is not 0.0:
                yield return ("AttentionWindow", [3]);
                break;
            case "QueryKeyNormWhole" when value is true:
                yield return ("QueryKeyNorm", norms);
                break;
            case "GatedMlp" or "GateBias" or "BiasAfterGate" or "MlpBias" or "Nonlinearity" or "ParallelBlock":
                yield return ("MlpWidth", [10]);
                break;
            case "TiedEmbedding" when value is true:
                yield return ("OutputVocabulary", [0]);
                break;
        }

        if (name is "GateBias" or "BiasAfterGate")
        {
            yield return ("GatedMlp", [true]);
            yield return ("MlpBias", [true]);
        }
    }

    private static object[] ValuesOf(string name, Type type) =>
        name switch
        {
            "Layers" => [2, 3],
            "Heads" => [4, 2],
            "KeyValueHeads" => [0, 1],
            "ModelWidth" => [8, 12],
            "HeadWidth" => [4, 6],
            "MlpWidth" => [10, 0],
            "Context" => [9, 6],
            "Vocabulary" => [5, 7],
            "OutputVocabulary" => [0, 4],
            "NormEpsilon" => [1e-5, 0.3],
            "RotaryWidth" => [0, 2],
            "RotaryBase" => [10000.0, 50.0],
            "RotaryLinearFactor" => [1.0, 3.0],
            "RotaryPartsFactor" => [5.0, 0.0],
            "RotaryLowFrequencyFactor" => [1.0, 0.5],
            "RotaryHighFrequencyFactor" => [4.0, 6.0],
            "RotaryOriginalContext" => [8192, 14],
            "RotaryLayers" or "WindowLayers" => ["all", "0"],
            "RotaryLocalBase" => [0.0, 7.0],
            "RotaryDynamicFactor" => [0.0, 2.0],
            "RotaryYarnFactor" => [4.0, 0.0],
            "RotaryYarnBetaFast" => [32.0, 0.6],
            "RotaryYarnBetaSlow" => [1.0, 0.05],
            "RotaryYarnOriginalContext" => [0, 6],
            "RotaryYarnAttentionFactor" => [0.0, 1.2],
            "RotaryLongFactors" => ["1.5,3", ""],
            "RotaryShortFactors" => ["1.5,3", "1,2"],
            "RotaryLongOriginalContext" => [0, 6],
            "RotaryLongAttentionFactor" => [0.0, 1.2],
            "AttentionScale" => [0.0, 1.7],
            "ScoreCap" or "LogitCap" or "QueryKeyValueClip" => [0.0, 0.7],
            "AttentionWindow" => [3, 0],
            "BranchScale" or "EmbeddingScale" or "LogitScale" => [1.0, 3.0],
            _ when type == typeof(bool) => [false, true],
            _ when type.IsEnum => [.. Enum.GetValues(type).Cast<object>()],
            _ => throw new NotSupportedException($"the switch {name} has no values here; give it two or more"),
        };

    private static int Index(string name, object value) => Array.IndexOf(Values[Places[name]].Values, value);

    private static string Spelt(object value) =>
        value switch
        {
            bool flag => flag ? "true" : "false",
            string text => $"\"{text}\"",
            Enum member => $"{member.GetType().Name}.{member}",
            IFormattable number => number.ToString(value is double ? "R" : null, CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException(value.GetType().Name),
        };
}
