using Xunit.Abstractions;

namespace Circuitry.Tests;

/// <summary>Not beside other tests, whose time and memory would be taken for the readers'.</summary>
[CollectionDefinition(nameof(ReaderFuzzTests), DisableParallelization = true)]
public sealed class ReaderFuzzCollection;

/// <summary>
/// Valid files of every kind with something changed: each ends in a typed exception that names the file, or in a right result, within
/// 5 s and 1 GiB. Seeds are fixed; the variable CIRCUITRY_FUZZ says how many times as many to try.
/// </summary>
[Collection(nameof(ReaderFuzzTests))]
public sealed class ReaderFuzzTests(ITestOutputHelper output)
{
    private const int Fewest = 2000;
    private const int MostShown = 60;

    [Theory]
    [MemberData(nameof(Doors.Kinds), MemberType = typeof(Doors))]
    public void Whatever_a_file_says_is_read_right_or_refused_by_its_name(string kind)
    {
        var wrong = new List<string>();
        var ends = new SortedDictionary<(string, string), int>();
        foreach (var door in Doors.Of(kind))
        {
            using var folder = new TemporaryFolder();
            var verdict = new Verdict(door, folder);
            foreach (var mutant in Mutants.Of(door, verdict.Whole))
            {
                var (end, fault) = verdict.Of(mutant);
                ends[(mutant.Class, end)] = ends.GetValueOrDefault((mutant.Class, end)) + 1;
                if (fault is not null)
                {
                    wrong.Add(fault);
                }
            }
        }

        foreach (var mutated in ends.GroupBy(end => end.Key.Item1))
        {
            output.WriteLine(
                FormattableString.Invariant(
                    $"{kind} | {mutated.Key} | {mutated.Sum(end => end.Value)} | {string.Join(", ", mutated.Select(end => $"{end.Key.Item2} {end.Value}"))}"
                )
            );
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} wrong:\n{string.Join('\n', wrong.Take(MostShown))}");
        Assert.Contains(ends.Keys, end => end.Item2.StartsWith("refused", StringComparison.Ordinal));
        Assert.Contains(ends.Keys, end => end.Item2.EndsWith("result", StringComparison.Ordinal));
    }

    [Fact]
    public void Enough_is_tried_of_every_kind()
    {
        var counts = Doors.All.Select(door =>
        {
            using var folder = new TemporaryFolder();
            return (door.Kind, Count: Mutants.Of(door, new Verdict(door, folder).Whole).Count);
        });
        var all = counts
            .GroupBy(count => count.Kind)
            .ToDictionary(kind => kind.Key, kind => kind.Sum(one => one.Count));
        output.WriteLine(
            string.Join(", ", all.Select(kind => $"{kind.Key} {kind.Value}")) + $", all {all.Values.Sum()}"
        );
        Assert.All(all, kind => Assert.InRange(kind.Value, 100, int.MaxValue));
        Assert.InRange(all.Values.Sum(), Fewest, int.MaxValue);
    }
}
