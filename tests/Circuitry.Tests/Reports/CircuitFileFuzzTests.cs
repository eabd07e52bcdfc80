using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Circuitry.Tests;

/// <summary>
/// Files of circuits, of circuits of features, of evidence and of the exchange format with characters, values and members changed at
/// random: each is read, and what is read can be shown, or ends in the reader's exception that names the file. Seeds are fixed.
/// </summary>
public sealed class CircuitFileFuzzTests(ITestOutputHelper output) : IDisposable
{
    private const int Times = 750;
    private const string Read = "read and shown";

    private static readonly string[] Values =
    [
        "0",
        "-1",
        "1",
        "3",
        "1024",
        "1025",
        "2147483647",
        "2147483648",
        "-2147483648",
        "1e308",
        "1e999",
        "-1e999",
        "1e-400",
        "0.5",
        "NaN",
        "\"NaN\"",
        "\"Infinity\"",
        "\"-Infinity\"",
        "null",
        "true",
        "false",
        "\"\"",
        "\"x\"",
        "\"m0->logits\"",
        "\"input->a0.h0<q>\"",
        "\"blocks.2147483647.hook_mlp_out/2147483647@2147483647\"",
        "\"\\u001b[2J\"",
        "\"\\ud800\"",
        "\"\\u202e\"",
        "[]",
        "[null]",
        "[[[[]]]]",
        "[1, 1]",
        "{}",
        "{\"in_graph\": true}",
        "{\"a\": 1, \"a\": 2}",
        "",
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Kinds => ["circuit", "circuit of features", "evidence", "exchange"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_a_file_says_is_read_or_refused_by_its_reader(string kind)
    {
        var path = _folder.File("c.json");
        var whole = Whole(kind);
        // Once for the compiler.
        Show(kind, path, whole);
        var ends = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 0; seed < Times; seed++)
        {
            var text = Mutated(whole, new Random(seed));
            var (before, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
            var end = Read;
            try
            {
                Show(kind, path, text);
            }
            catch (CircuitFileException e)
            {
                Assert.Equal(path, e.File);
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain(e.Message, char.IsControl);
                end = e.Member is null ? "refused" : "refused by the member";
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: {e}\n{text}");
            }

            Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 << 20);
            ends[end] = ends.GetValueOrDefault(end) + 1;
        }

        output.WriteLine($"{kind}: {string.Join(", ", ends.Select(end => $"{end.Key} {end.Value}"))}");
        Assert.InRange(ends.GetValueOrDefault(Read), 5, Times / 2);
        Assert.InRange(ends["refused by the member"], Times / 8, Times);
    }

    private static string Whole(string kind)
    {
        var evidence = SmallFeatureCircuits.Evidence();
        return kind switch
        {
            "circuit" => CircuitJson.ToText(SmallCircuits.Chain()),
            "circuit of features" => FeatureCircuitJson.ToText(SmallFeatureCircuits.Summed()),
            "evidence" => FeatureEvidenceJson.ToText(evidence),
            _ => MibWriter.ToText(MibCircuit.Of(SmallCircuits.Chain()), "c.json"),
        };
    }

    private static void Show(string kind, string path, string text)
    {
        File.WriteAllText(path, text);
        switch (kind)
        {
            case "circuit":
                var circuit = CircuitJson.Read(path);
                CircuitText.Summary(circuit);
                CircuitText.Table(circuit);
                CircuitText.Tree(circuit);
                CircuitDot.ToText(circuit);
                Assert.Equal(
                    circuit.Units.Count,
                    circuit.Graph.Granularity == Granularity.Edge ? circuit.Edges.Count : circuit.Units.Count
                );
                break;
            case "circuit of features":
                var features = FeatureCircuitJson.Read(path);
                FeatureCircuitText.Summary(features);
                FeatureCircuitDot.ToText(features);
                FeatureCircuitPage.ToText(features, []);
                break;
            case "evidence":
                foreach (var evidence in FeatureEvidenceJson.Read(path))
                {
                    FeatureEvidenceText.ToText(evidence);
                }

                break;
            default:
                var exchanged = MibCircuit.Read(path, SmallArchitectures.Gpt2());
                MibWriter.ToText(exchanged, path);
                break;
        }
    }

    private static string Mutated(string text, Random random)
    {
        for (var edits = random.Next(3); edits >= 0; edits--)
        {
            text = random.Next(8) switch
            {
                0 => Character(text, random),
                1 => text[..random.Next(text.Length)],
                2 => Piece(text, random, "\"[a-z_]+\": [^,\n]+,\n", _ => ""),
                3 => Piece(text, random, "\"[a-z_]+\": [^,\n]+,\n", piece => piece + piece),
                4 => Piece(
                    text,
                    random,
                    "\"(?<piece>[^\"\n]+)\":",
                    _ => One(random, "a", "name", "score", "in_graph", "layers")
                ),
                _ => Piece(text, random, ": *(?<piece>[^,\n{}\\[\\]]+)", _ => One(random, Values)),
            };
            if (text.Length == 0)
            {
                return "{}";
            }
        }

        return text;
    }

    private static string Character(string text, Random random) =>
        text.Remove(random.Next(text.Length), 1)
            .Insert(random.Next(text.Length), One(random, "{", "}", "\"", ",", ":", "\\", "\0", "9", "e", "-", "]"));

    private static string Piece(string text, Random random, string pattern, Func<string, string> change)
    {
        var matches = Regex.Matches(text, pattern);
        if (matches.Count == 0)
        {
            return text;
        }

        var match = matches[random.Next(matches.Count)];
        var piece = match.Groups["piece"] is { Success: true } group ? group : match.Groups[0];
        return text.Remove(piece.Index, piece.Length).Insert(piece.Index, change(piece.Value));
    }

    private static string One(Random random, params string[] all) => all[random.Next(all.Length)];
}
