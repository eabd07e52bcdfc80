using System.Text.Json;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Weights, their indices, and the configurations beside them.</summary>
internal static class WeightDoors
{
    private const string Single = "model.safetensors";
    private const string First = "model-00001-of-00002.safetensors";
    private const string Second = "model-00002-of-00002.safetensors";
    private const string Index = "model.safetensors.index.json";

    public static IReadOnlyList<Door> All { get; } =
    [
        Of("of GPT-2", SmallArchitectures.Gpt2(), a => StoredFamilies.Gpt2(a, "transformer.")),
        Of("of Llama", SmallArchitectures.Llama(), StoredFamilies.Llama),
        Of("of GPT-NeoX", SmallArchitectures.GptNeoX(), StoredFamilies.GptNeoX),
        Of("of TransformerLens", SmallArchitectures.TransformerLens(), a => StoredFamilies.TransformerLens(a)),
        new("weights", "of every number type", Single, Spelling.Safetensors, WriteTypes, ReadTypes),
        new("weights", "a shard", Second, Spelling.Safetensors, WriteShards, ReadShards),
        new("weights", "a configuration beside them", "config.json", Spelling.Json, WriteConfigured, ReadConfigured)
        {
            IsOptional = true,
            Harmless = @"^\$\.architectures\b",
        },
        new("indices", "of shards", Index, Spelling.Json, WriteShards, ReadShards) { Harmless = @"^\$\.metadata" },
        new("indices", "of a branch", "main", Spelling.Lines, WriteCache, ReadCache),
    ];

    private static Door Of(string name, Architecture architecture, Func<Architecture, StoredModel> store) =>
        new(
            "weights",
            name,
            Single,
            Spelling.Safetensors,
            folder => Write(folder.File(Single), store(architecture)),
            folder => Read(folder, architecture)
        );

    private static void Write(string path, StoredModel model)
    {
        using (model)
        {
            SafetensorsWriter.Write(path, [.. model.Tensors.Select(pair => (pair.Key, pair.Value))]);
        }
    }

    /// <summary>Weights, which are written under other names and read again.</summary>
    private static string Read(TemporaryFolder folder, Architecture architecture)
    {
        using var weights = TransformerWeights.Load(folder.Path, architecture);
        // Not beside a configuration of another layout.
        using var other = new TemporaryFolder();
        var again = other.File(Single);
        weights.Save(again);
        using var read = TransformerWeights.Load(again, architecture with { Family = Families.TransformerLens });
        Elements.AssertSame(weights, read);
        return WeightsHash.Of(weights.Tensors);
    }

    private static void WriteTypes(TemporaryFolder folder)
    {
        using var scope = NewDisposeScope();
        var numbers = tensor(new float[] { 0, 1, 2, 3, 4, 5 }).reshape(2, 3);
        var types = new[] { float64, float32, float16, bfloat16, int64, int32, int16, int8, uint8, @bool };
        SafetensorsWriter.Write(
            folder.File(Single),
            [.. types.Select(type => ($"{type}", numbers.to(type))), ("none", zeros(0, 4)), ("scalar", tensor(3f))],
            new Dictionary<string, string> { ["format"] = "pt" }
        );
    }

    private static string ReadTypes(TemporaryFolder folder)
    {
        using var scope = NewDisposeScope();
        using var file = new SafetensorsFile(folder.File(Single));
        return Identity.Of(file.Metadata)
            + Doors.Text(file.Tensors.Keys.Order(StringComparer.Ordinal).Select(name => (name, file.Read(name))));
    }

    private static void WriteShards(TemporaryFolder folder)
    {
        using var stored = StoredFamilies.Llama(SmallArchitectures.Llama());
        foreach (var shard in stored.Tensors.GroupBy(pair => FileOf(pair.Key)))
        {
            SafetensorsWriter.Write(folder.File(shard.Key), [.. shard.Select(pair => (pair.Key, pair.Value))]);
        }

        File.WriteAllText(
            folder.File(Index),
            JsonSerializer.Serialize(
                new
                {
                    metadata = new { total_size = 4096 },
                    weight_map = stored.Tensors.Keys.ToDictionary(name => name, FileOf),
                }
            )
        );
    }

    private static string FileOf(string tensor) =>
        tensor.Contains("layers.1", StringComparison.Ordinal) ? Second : First;

    private static string ReadShards(TemporaryFolder folder) => Read(folder, SmallArchitectures.Llama());

    private static void WriteConfigured(TemporaryFolder folder)
    {
        var architecture = ArchitectureReader.Read(Configurations.Fields("gpt2"));
        File.WriteAllText(folder.File("config.json"), ConfigurationDoors.Text("gpt2"));
        Write(folder.File(Single), StoredFamilies.Gpt2(architecture, ""));
    }

    private static string ReadConfigured(TemporaryFolder folder) =>
        Read(folder, ArchitectureReader.Read(Configurations.Fields("gpt2")));

    // The reader is given the cache's folder; its files are where the cache has them.
    private static void WriteCache(TemporaryFolder folder)
    {
        File.WriteAllText(folder.File("main"), "0123abcd\n");
    }

    private static string ReadCache(TemporaryFolder folder)
    {
        var model = folder.File("models--a--b");
        Directory.CreateDirectory(Path.Combine(model, "refs"));
        Directory.CreateDirectory(Path.Combine(model, "snapshots", "0123abcd"));
        File.WriteAllText(Path.Combine(model, "snapshots", "0123abcd", Single), "weights");
        var reference = Path.Combine(model, "refs", "main");
        File.Delete(reference);
        File.CreateSymbolicLink(reference, folder.File("main"));
        return HuggingFaceCache.Find("a/b", root: folder.Path) ?? "none";
    }
}
