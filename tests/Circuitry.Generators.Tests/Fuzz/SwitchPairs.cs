extern alias generators;
using G = generators::Circuitry;

namespace Circuitry.Generators.Tests;

/// <summary>
/// A covering array of strength two: declarations in which every two values of different switches stand together at least once, but
/// for those that contradict one another.
/// </summary>
internal sealed class SwitchPairs
{
    private const int Tries = 8;

    private readonly Dice _dice = new(seed: 1);
    private readonly HashSet<(int, int)> _covered = [];
    private readonly List<(string Switch, object Value)> _values =
    [
        .. SwitchValues.All.SelectMany(one => one.Value.Select(value => (one.Key, value))),
    ];
    private readonly Dictionary<(string, object), int> _numbers;

    public SwitchPairs()
    {
        _numbers = _values.Select((value, index) => (value, index)).ToDictionary(one => one.value, one => one.index);
        var apart = Cover(Pairs(), SwitchValues.NeededBy, HasMeaning);
        // That something is absent may be said where it has no meaning.
        var contradictory = Cover(
            apart,
            (name, value) => value is false ? [] : SwitchValues.NeededBy(name, value),
            (_, _) => true
        );
        Refused =
        [
            .. contradictory.Select(pair => new Refused(
                _values[pair.Item1],
                _values[pair.Item2],
                With(SwitchValues.NeededBy, _values[pair.Item1], _values[pair.Item2])
            )),
        ];
    }

    /// <summary>The declarations.</summary>
    public List<SortedDictionary<string, object>> Rows { get; } = [];

    /// <summary>The pairs that contradict one another.</summary>
    public IReadOnlyList<Refused> Refused { get; }

    /// <summary>The pairs of values of different switches that no row has and that are not refused.</summary>
    public IReadOnlyList<string> Missing
    {
        get
        {
            var found = Rows.SelectMany(PairsOf).ToHashSet();
            var refused = Refused.Select(pair => (_numbers[pair.One], _numbers[pair.Other])).ToHashSet();
            return
            [
                .. Pairs()
                    .Where(pair => !found.Contains(pair) && !refused.Contains(pair))
                    .Select(pair => $"{_values[pair.Item1]} with {_values[pair.Item2]}"),
            ];
        }
    }

    /// <summary>Number of pairs of values of different switches.</summary>
    public int Count => Pairs().Count();

    private IEnumerable<(int, int)> Pairs()
    {
        for (var a = 0; a < _values.Count; a++)
        {
            for (var b = a + 1; b < _values.Count; b++)
            {
                if (_values[a].Switch != _values[b].Switch)
                {
                    yield return (a, b);
                }
            }
        }
    }

    private IEnumerable<(int, int)> PairsOf(SortedDictionary<string, object> row)
    {
        int[] numbers = [.. row.Select(one => _numbers[(one.Key, one.Value)]).Order()];
        return numbers.SelectMany((a, index) => numbers.Skip(index + 1).Select(b => (a, b)));
    }

    /// <summary>Adds declarations in which pairs stand together; those that contradict one another.</summary>
    private List<(int, int)> Cover(
        IEnumerable<(int, int)> pairs,
        Needs needs,
        Func<SortedDictionary<string, object>, string, bool> suits
    )
    {
        var refused = new List<(int, int)>();
        foreach (var (a, b) in pairs.Where(IsNew))
        {
            var start = With(needs, _values[a], _values[b]);
            if (IsRefused(start))
            {
                refused.Add((a, b));
                continue;
            }

            var row = Enumerable
                .Range(0, Tries)
                .Select(_ => Filled(start, suits))
                .MaxBy(one => PairsOf(one).Count(IsNew))!;
            Rows.Add(row);
            _covered.UnionWith(PairsOf(row));
        }

        return refused;
    }

    /// <summary>Two values, what they need, and what every declaration gives.</summary>
    private static SortedDictionary<string, object> With(Needs needs, params (string Switch, object Value)[] values)
    {
        var row = new SortedDictionary<string, object>(
            values.ToDictionary(one => one.Switch, one => one.Value),
            StringComparer.Ordinal
        );
        foreach (
            var (name, value) in values.SelectMany(one => needs(one.Switch, one.Value)).Concat(SwitchValues.Required)
        )
        {
            row.TryAdd(name, value);
        }

        return row;
    }

    private bool IsNew((int, int) pair) => !_covered.Contains(pair);

    /// <summary>A row in which the other switches have the values that stand with most of it for the first time.</summary>
    private SortedDictionary<string, object> Filled(
        SortedDictionary<string, object> start,
        Func<SortedDictionary<string, object>, string, bool> suits
    )
    {
        var row = new SortedDictionary<string, object>(start, StringComparer.Ordinal);
        // What others need comes first, as they come in the table.
        foreach (var name in G::Models.SwitchTable.Given.Select(one => one.Name).Where(name => !row.ContainsKey(name)))
        {
            var best = SwitchValues
                .All[name]
                .Select(value => (value, New: New(row, (name, value)) + _dice.Below(4)))
                .OrderByDescending(one => one.New);
            foreach (var (value, _) in best)
            {
                row[name] = value;
                if (!IsRefused(row) && suits(row, name))
                {
                    break;
                }

                row.Remove(name);
            }
        }

        return row;
    }

    private int New(SortedDictionary<string, object> row, (string, object) value)
    {
        var number = _numbers[value];
        return row.Count(one =>
        {
            var other = _numbers[(one.Key, one.Value)];
            return !_covered.Contains((Math.Min(number, other), Math.Max(number, other)));
        });
    }

    private static bool HasMeaning(SortedDictionary<string, object> row, string name) =>
        G::Models.SwitchTable.Find(name)!.Lacking(SwitchValues.Architecture(row)) is null;

    private static bool IsRefused(SortedDictionary<string, object> row)
    {
        try
        {
            SwitchValues.Architecture(row);
            return false;
        }
        catch (G::Models.ArchitectureException)
        {
            return true;
        }
    }
}

/// <summary>What must be given so that a value has a meaning, unless it is given otherwise.</summary>
internal delegate (string Name, object Value)[] Needs(string name, object value);

/// <summary>Two values that contradict one another.</summary>
/// <param name="One">One.</param>
/// <param name="Other">The other.</param>
/// <param name="Row">Both, with what they need besides.</param>
internal sealed record Refused(
    (string Switch, object Value) One,
    (string Switch, object Value) Other,
    SortedDictionary<string, object> Row
);
