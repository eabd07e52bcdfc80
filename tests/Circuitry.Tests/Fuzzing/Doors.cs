using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Every door.</summary>
internal static class Doors
{
    public static IReadOnlyList<Door> All { get; } =
    [
        .. ConfigurationDoors.All,
        .. TokenizerDoors.All,
        .. WeightDoors.All,
        .. PromptDoors.All,
        .. ResultDoors.All,
        .. DictionaryDoors.All,
        .. CheckpointDoors.All,
        .. PipelineDoors.All,
    ];

    public static TheoryData<string> Kinds => [.. All.Select(door => door.Kind).Distinct()];

    public static IEnumerable<Door> Of(string kind) => All.Where(door => door.Kind == kind);

    /// <summary>Tensors as text that tells their types, shapes and values.</summary>
    public static string Text(IEnumerable<(string Name, Tensor Tensor)> tensors) =>
        string.Join(
            '\n',
            tensors.Select(pair =>
                $"{pair.Name} {pair.Tensor.dtype} {string.Join('x', pair.Tensor.shape)} {WeightsHash.Of([pair.Tensor])}"
            )
        );

    /// <summary>A result as its writer writes it, which reads as the same.</summary>
    public static string Again<T>(
        TemporaryFolder folder,
        T result,
        Action<T, string> write,
        Func<string, T> read,
        Func<T, string> text
    )
    {
        var path = folder.File("again.json");
        write(result, path);
        var again = text(read(path));
        File.Delete(path);
        Assert.Equal(text(result), again);
        return again;
    }
}
