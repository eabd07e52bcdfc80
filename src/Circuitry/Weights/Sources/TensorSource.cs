namespace Circuitry;

/// <summary>Finds the weights that a path means.</summary>
public static class TensorSource
{
    private const string SingleFile = "model.safetensors";
    private const string Index = "model.safetensors.index.json";

    /// <summary>Opens a folder with <c>model.safetensors</c> or its sharded index, or such a file itself.</summary>
    /// <param name="path">The folder or file.</param>
    /// <exception cref="WeightsException">There are no weights there, or they are damaged.</exception>
    public static ITensorSource Open(string path)
    {
        if (Directory.Exists(path))
        {
            var single = Path.Combine(path, SingleFile);
            var index = Path.Combine(path, Index);
            return File.Exists(single) ? new SafetensorsFile(single)
                : File.Exists(index) ? new ShardedTensorSource(index)
                : throw Missing(path);
        }

        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? new ShardedTensorSource(path)
            : new SafetensorsFile(path);
    }

    private static WeightsException Missing(string folder)
    {
        var others = Directory
            .EnumerateFiles(folder)
            .Select(Path.GetFileName)
            .Where(name => Path.GetExtension(name) is ".safetensors" or ".bin" or ".pt" or ".pth" or ".gguf")
            .Order(StringComparer.Ordinal)
            .ToList();
        return new WeightsException(
            folder,
            null,
            $"'{SingleFile}' or '{Index}'",
            others.Count == 0 ? "neither" : string.Join(", ", others),
            "Give the path of the .safetensors file itself, or convert the weights to safetensors."
        );
    }
}
