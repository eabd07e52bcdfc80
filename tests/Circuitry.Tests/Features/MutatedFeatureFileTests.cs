namespace Circuitry.Tests;

/// <summary>Files of features with bytes changed: each is refused by the reader's own exception, with the file's name, or read.</summary>
public sealed class MutatedFeatureFileTests : IDisposable
{
    private const int Mutations = 500;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("circuit.json")]
    [InlineData("evidence.json")]
    [InlineData("judged.json")]
    [InlineData("table.json")]
    public void Files_with_bytes_changed_cut_out_or_put_in_are_refused_by_name_or_read(string name)
    {
        var path = _folder.File(name);
        Write(name, path);
        var whole = File.ReadAllBytes(path);
        var random = new Random(12);
        var refused = 0;
        for (var i = 0; i < Mutations; i++)
        {
            File.WriteAllBytes(path, Mutation.Of(whole, random));
            try
            {
                Read(name, path);
            }
            catch (Exception e) when (e is CircuitFileException or JudgementException or CheckpointException)
            {
                Assert.Contains(name, e.Message, StringComparison.Ordinal);
                refused++;
            }
        }

        Assert.InRange(refused, Mutations / 4, Mutations);
    }

    private static void Write(string name, string path)
    {
        switch (name)
        {
            case "circuit.json":
                FeatureCircuitJson.Write(SmallFeatureCircuits.Summed(), path);
                break;
            case "evidence.json":
                FeatureEvidenceJson.Write(SmallFeatureCircuits.Evidence(), path);
                break;
            case "judged.json":
                Assert.Throws<JudgementException>(() =>
                    new JudgementFile(path).Require(SmallFeatureCircuits.Evidence())
                );
                break;
            default:
                var score = new ProbeScore(0.75, 0.5, 0.25);
                new ShiftTableStore(path).Add(
                    new SeedScores(3, "fingerprint", 7, [.. Enum.GetValues<ShiftRow>().Select(_ => score)])
                );
                break;
        }
    }

    private static void Read(string name, string path)
    {
        switch (name)
        {
            case "circuit.json":
                FeatureCircuitJson.Read(path);
                break;
            case "evidence.json":
                FeatureEvidenceJson.Read(path);
                break;
            case "judged.json":
                new JudgementFile(path).Require([]);
                break;
            default:
                new ShiftTableStore(path).Load();
                break;
        }
    }
}
