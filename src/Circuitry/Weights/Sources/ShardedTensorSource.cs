using System.Diagnostics;
using System.Text.Json;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>A model spread over several safetensors files, joined by a <c>model.safetensors.index.json</c>.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class ShardedTensorSource : ITensorSource
{
    private static readonly string[] Fields = ["metadata", "weight_map"];

    private readonly Dictionary<string, SafetensorsFile> shards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SafetensorsFile> shardOf = new(StringComparer.Ordinal);

    /// <summary>Opens every shard that an index names and checks that index and shards agree.</summary>
    /// <param name="indexPath">The index; its shards are next to it.</param>
    /// <exception cref="WeightsException">The index is malformed, or a shard is missing, damaged, or disagrees with it.</exception>
    public ShardedTensorSource(string indexPath)
    {
        Description = indexPath;
        try
        {
            foreach (var (tensor, file) in ReadIndex(indexPath))
            {
                shardOf[tensor] = Shard(file, tensor);
            }

            CheckUnlisted();
        }
        catch
        {
            Dispose();
            throw;
        }

        Tensors = shardOf.ToDictionary(pair => pair.Key, pair => pair.Value.Tensors[pair.Key], StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public string DescriptionOf(string name) =>
        shardOf.TryGetValue(name, out var shard) ? shard.Description : Description;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <inheritdoc/>
    public Tensor Read(string name, ScalarType? numberType = null, Device? device = null) =>
        shardOf.TryGetValue(name, out var shard)
            ? shard.Read(name, numberType, device)
            : throw new WeightsException(
                Description,
                name,
                "a tensor of this name",
                "none",
                "Check the name against Tensors."
            );

    /// <summary>Closes the shards; tensors that were read stay.</summary>
    public void Dispose()
    {
        foreach (var shard in shards.Values)
        {
            shard.Dispose();
        }
    }

    private SafetensorsFile Shard(string file, string tensor)
    {
        if (!shards.TryGetValue(file, out var shard))
        {
            if (Path.GetFileName(file) != file || file is "" or "." or "..")
            {
                throw new WeightsException(
                    Description,
                    tensor,
                    "the name of a file in the folder of the index",
                    $"'{VisibleText.Short(file)}'",
                    "Put the shards next to the index, and name them in it without folders."
                );
            }

            var path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(Description))!, file);
            if (!Path.Exists(path))
            {
                throw new WeightsException(
                    Description,
                    tensor,
                    $"the shard '{VisibleText.Short(file)}' next to the index",
                    "no such file",
                    "Fetch the missing shard into the same folder."
                );
            }

            shards[file] = shard = new SafetensorsFile(path);
        }

        return shard.Tensors.ContainsKey(tensor)
            ? shard
            : throw new WeightsException(
                shard.Description,
                tensor,
                "the tensor in this shard, as the index says",
                "none of this name",
                "Index and shard are of different models or versions; fetch both again."
            );
    }

    private void CheckUnlisted()
    {
        foreach (var shard in shards.Values)
        {
            foreach (var name in shard.Tensors.Keys.Order(StringComparer.Ordinal))
            {
                if (!shardOf.TryGetValue(name, out var owner) || owner != shard)
                {
                    throw new WeightsException(
                        shard.Description,
                        name,
                        "only tensors that the index assigns to this shard",
                        "one that it does not",
                        "Index and shard are of different models or versions; fetch both again."
                    );
                }
            }
        }
    }

    /// <summary>Which file holds each tensor, as an index has it.</summary>
    /// <exception cref="WeightsException">The index is malformed.</exception>
    internal static List<(string Tensor, string File)> ReadIndex(string path)
    {
        const string remedy =
            "Fetch the index again, or give the path of the right file; an index maps each tensor's name to the file that holds it.";
        using var document = InputFile.Json(path, FileSizes.Configuration, WeightsException.Of);
        if (
            document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("weight_map", out var map)
            || map.ValueKind != JsonValueKind.Object
        )
        {
            throw new WeightsException(path, null, "an object 'weight_map'", "none", remedy);
        }

        if (
            document.RootElement.EnumerateObject().Select(field => field.Name).Except(Fields).FirstOrDefault() is
            { } unknown
        )
        {
            throw new WeightsException(
                path,
                null,
                $"no fields but {string.Join(" and ", Fields)}",
                $"'{VisibleText.Short(unknown)}'",
                "Fetch the index again, or remove the field if it says nothing that matters."
            );
        }

        var pairs = new List<(string, string)>();
        foreach (var property in map.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
            {
                throw new WeightsException(
                    path,
                    property.Name,
                    "a file name",
                    VisibleText.Short(property.Value.GetRawText()),
                    remedy
                );
            }

            pairs.Add((property.Name, property.Value.GetString()!));
        }

        return pairs;
    }

    /// <summary>The path of the index and the number of tensors.</summary>
    public override string ToString() => $"{Description}, {Counted.Of(Tensors.Count, "tensor")}";
}
