namespace Circuitry.Weights;

/// <summary>Finds the weights at a path.</summary>
public static class TensorSource
{
    private const string SingleFile = "model.safetensors";
    private const string Index = "model.safetensors.index.json";
    private const string Adapter = "adapter_config.json";

    /// <summary>Opens a folder with <c>model.safetensors</c> or its sharded index, or such a file itself.</summary>
    /// <remarks>
    /// A folder with both is read if the index names nothing but the file, and one with an adapter, which would change the weights,
    /// is not: the path of a file says which is meant.
    /// </remarks>
    /// <param name="path">The folder or file.</param>
    /// <exception cref="WeightsException">There are no weights there, it is not clear which are meant, or they are damaged.</exception>
    public static ITensorSource Open(string path)
    {
        if (Directory.Exists(path))
        {
            return OpenFolder(path);
        }

        if (!Path.Exists(path))
        {
            throw new WeightsException(
                path,
                null,
                $"a folder with '{SingleFile}' or '{Index}', or such a file",
                "nothing of this name",
                "Check the path."
            );
        }

        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? new ShardedTensorSource(path)
            : new SafetensorsFile(path);
    }

    // An existing entry is opened whatever it is, so that a link to nothing or a folder of that name is refused by its own name.
    private static ITensorSource OpenFolder(string folder)
    {
        if (Path.Exists(Path.Combine(folder, Adapter)))
        {
            throw new WeightsException(
                Path.Combine(folder, Adapter),
                null,
                "weights without an adapter",
                "an adapter next to them, which is not applied",
                "Merge the adapter into the weights, or give the path of the weights' own file to read them without it."
            );
        }

        var single = Path.Combine(folder, SingleFile);
        var index = Path.Combine(folder, Index);
        return (Path.Exists(single), Path.Exists(index)) switch
        {
            (true, false) => new SafetensorsFile(single),
            (false, true) => new ShardedTensorSource(index),
            (true, true) => OpenAgreeing(index),
            _ => throw Missing(folder),
        };
    }

    private static ShardedTensorSource OpenAgreeing(string index)
    {
        var other = ShardedTensorSource
            .ReadIndex(index)
            .Select(pair => pair.File)
            .FirstOrDefault(file => file != SingleFile);
        return other is null
            ? new ShardedTensorSource(index)
            : throw new WeightsException(
                index,
                null,
                $"an index of the '{SingleFile}' next to it",
                $"one that names '{VisibleText.Short(other)}'",
                "Remove the one that does not hold, or give the path of the file that is meant."
            );
    }

    private static WeightsException Missing(string folder)
    {
        var others = Directory
            .EnumerateFiles(folder)
            .Select(file => Path.GetFileName(file))
            .Where(name => Path.GetExtension(name) is ".safetensors" or ".bin" or ".pt" or ".pth" or ".gguf")
            .Order(StringComparer.Ordinal)
            .ToList();
        return new WeightsException(
            folder,
            null,
            $"'{SingleFile}' or '{Index}'",
            others.Count == 0 ? "neither" : string.Join(", ", others),
            others.Any(name => Path.GetExtension(name) == ".safetensors")
                    ? "Give the path of the .safetensors file itself."
                : others.Count > 0 ? ForeignWeights.Remedy
                : "Give the folder that holds the weights."
        );
    }
}
