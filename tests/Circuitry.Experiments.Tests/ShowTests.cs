using System.Text.Json.Nodes;

namespace Circuitry.Experiments.Tests;

/// <summary>What <c>show</c> and <c>diff</c> do with files of every kind.</summary>
public sealed class ShowTests : IDisposable
{
    // Sets the window's title, clears the screen, reverses what follows, and begins a sequence of one character.
    private const string Acting = "\u001b]0;EVIL\u0007\u001b[2J\u202e\u009b";

    private readonly ProgramUnderTest _program = new();

    public void Dispose() => _program.Dispose();

    /// <summary>Files that are no circuits, and what is said of them.</summary>
    public static TheoryData<string, string, string> Others =>
        new()
        {
            { "tokenizer.json", """{"version": "1.0", "truncation": null, "model": {"type": "BPE"}}""", "found none" },
            {
                "comparison.json",
                """{"format": "circuitry.comparison", "version": 1}""",
                "found 'circuitry.comparison'"
            },
            { "config.json", """{"format": 7}""", "found 7" },
            { "later.json", """{"format": "circuitry.circuit", "version": 9}""", "version: expected 1, found 9" },
            { "list.json", "[1, 2]", "something other than an object" },
            { "words.txt", "not JSON", "expected JSON" },
            { "empty.json", "", "it is empty" },
            {
                "pointer.json",
                "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n",
                "git lfs pull"
            },
        };

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_no_circuit_is_refused_with_its_name_and_what_it_is(string name, string content, string says)
    {
        File.WriteAllText(_program.PathOf(name), content);

        Refused(name, says);
    }

    [Fact]
    public void A_folder_is_refused_as_one()
    {
        Directory.CreateDirectory(_program.PathOf("results"));

        Refused("results", "expected a file, found a folder");
    }

    [Fact]
    public void A_file_that_is_not_there_is_refused()
    {
        Refused("missing.json", "no such file");
    }

    [Fact]
    public void A_binary_is_refused()
    {
        File.WriteAllBytes(
            _program.PathOf("model.safetensors"),
            [88, 0, 0, 0, 0, 0, 0, 0, .. "{\"a\":{}}"u8, 0x1B, 0xFF]
        );

        Refused("model.safetensors", "expected JSON");
    }

    [Fact]
    public void Show_prints_a_circuit_of_features()
    {
        CircuitJson.Write(SampleFeatureCircuits.Of("verbs"), _program.PathOf("features.json"));

        var outcome = _program.Run("show", "features.json");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.StartsWith("verbs\n", outcome.Output.TrimStart(), StringComparison.Ordinal);
        Assert.Matches("loss, circuit +3.5\n", outcome.Output);
        Assert.Matches("\n *resid_0/40 +-0.75\n *embed/3 +0.25\n", outcome.Output);
        Assert.Matches("\n *resid_0/40 -> loss +-0.75\n *embed/3 -> resid_0/40 +0.5", outcome.Output);
    }

    [Theory]
    [InlineData("circuit.json", "features.json")]
    [InlineData("features.json", "circuit.json")]
    public void Diff_refuses_circuits_of_different_units(string first, string second)
    {
        CircuitJson.Write(SampleCircuits.OfSize(4), _program.PathOf("circuit.json"));
        CircuitJson.Write(SampleFeatureCircuits.Of("verbs"), _program.PathOf("features.json"));

        var outcome = _program.Run("diff", first, second);

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("the second circuit's units belong to", outcome.Error);
        Assert.Contains("hook_embed 8 and an error term", outcome.Error);
    }

    [Fact]
    public void Diff_compares_circuits_of_features()
    {
        CircuitJson.Write(SampleFeatureCircuits.Of("verbs"), _program.PathOf("features.json"));

        var outcome = _program.Run("diff", "features.json", "features.json");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
        Assert.Matches("in both +2\n", outcome.Output);
        Assert.Contains("  blocks.0.hook_resid_post/40", outcome.Output);
    }

    [Fact]
    public void Nothing_that_a_circuits_file_says_acts_on_the_terminal()
    {
        CircuitJson.Write(SampleCircuits.OfSize(4), _program.PathOf("circuit.json"));
        CircuitJson.Write(SampleFeatureCircuits.Of("verbs"), _program.PathOf("features.json"));
        var shown = 0;
        foreach (var file in new[] { "circuit.json", "features.json" })
        {
            foreach (var place in Texts(JsonNode.Parse(File.ReadAllText(_program.PathOf(file)))!))
            {
                var changed = JsonNode.Parse(File.ReadAllText(_program.PathOf(file)))!;
                Put(changed, place);
                File.WriteAllText(_program.PathOf("changed.json"), changed.ToJsonString());
                shown += Harmless("show", "changed.json") ? 1 : 0;
                if (file == "circuit.json")
                {
                    Harmless("diff", "changed.json", file);
                }
            }
        }

        // Of an experiment's name at least it is said that it is there.
        Assert.InRange(shown, 2, int.MaxValue);
    }

    [Fact]
    public void Nor_does_the_name_of_a_file()
    {
        var name = $"a{Acting}.json";
        Assert.True(Harmless("show", name));
        CircuitJson.Write(SampleCircuits.OfSize(4), _program.PathOf(name));
        CircuitJson.Write(SampleCircuits.OfSize(3), _program.PathOf("circuit.json"));
        Assert.True(Harmless("diff", name, "circuit.json"));
        Assert.True(Harmless("diff", "circuit.json", name));
    }

    private void Refused(string file, string says)
    {
        CircuitJson.Write(SampleCircuits.OfSize(4), _program.PathOf("circuit.json"));
        foreach (
            var arguments in new string[][]
            {
                ["show", file],
                ["diff", file, "circuit.json"],
                ["diff", "circuit.json", file],
            }
        )
        {
            var outcome = _program.Run(arguments);

            Assert.Equal((1, ""), (outcome.ExitCode, outcome.Output));
            Assert.StartsWith($"error: {file}", outcome.Error, StringComparison.Ordinal);
            Assert.Contains(says, outcome.Error);
            Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
            Assert.DoesNotMatch(@"\b(System|Circuitry)\.[A-Z]", outcome.Error);
        }
    }

    /// <summary>Whether the characters were shown, as their codes; fails where they were printed as they are.</summary>
    private bool Harmless(params string[] arguments)
    {
        var outcome = _program.Run(arguments);

        Assert.InRange(outcome.ExitCode, 0, 1);
        var said = outcome.Output + outcome.Error;
        Assert.DoesNotContain(
            said,
            character => character != '\n' && (char.IsControl(character) || character == '\u202e')
        );
        return said.Contains("EVIL", StringComparison.Ordinal);
    }

    /// <summary>The place of every name and text, as the steps to it; a name's last step is empty.</summary>
    private static IEnumerable<string[]> Texts(JsonNode node) =>
        node switch
        {
            JsonObject members =>
            [
                .. members.Select(member => (string[])[member.Key, ""]),
                .. members.SelectMany(member =>
                    member.Value is { } value ? Texts(value).Select(rest => (string[])[member.Key, .. rest]) : []
                ),
            ],
            // One element is like another.
            JsonArray { Count: > 0 } list => Texts(list[0]!).Select(rest => (string[])["0", .. rest]),
            JsonValue value when value.TryGetValue<string>(out _) =>
            [
                [],
            ],
            _ => [],
        };

    private static void Put(JsonNode root, string[] place)
    {
        var isName = place is [.., ""];
        var steps = isName ? place[..^1] : place;
        var parent = steps[..^1].Aggregate(root, Step);
        if (parent is JsonArray list)
        {
            list[0] = Acting;
        }
        else if (isName)
        {
            var value = parent[steps[^1]]?.DeepClone();
            parent.AsObject().Remove(steps[^1]);
            parent[steps[^1] + Acting] = value;
        }
        else
        {
            parent[steps[^1]] = parent[steps[^1]]!.GetValue<string>() + Acting;
        }
    }

    private static JsonNode Step(JsonNode node, string step) => node is JsonArray list ? list[0]! : node[step]!;
}
