using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>From stored tensors to canonical weights: choose the recipe, follow it, account for every tensor.</summary>
internal static class WeightsLoader
{
    public static TransformerWeights Load(
        string path,
        Architecture architecture,
        ScalarType? numberType,
        Device? device
    )
    {
        using var source = TensorSource.Open(path);
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var config = Path.Combine(folder, "config.json");
        // Whatever is there is read or refused: a folder, a pipe, or a link to nothing too.
        var configured = Path.Exists(config) ? ArchitectureFile.Read(config) : null;
        if (configured is not null)
        {
            var (recipe, _) = RecipeBook.Choose(source, architecture.Family, configured.Family);
            RequireAgreement(config, architecture, configured, recipe.Family);
        }

        return Read(source, architecture, configured?.Family, numberType, device);
    }

    public static TransformerWeights Read(
        ITensorSource source,
        Architecture architecture,
        ModelFamily? configured,
        ScalarType? numberType,
        Device? device
    )
    {
        ArchitectureReader.Check(architecture);
        if (numberType is { } asked && !StoredTensors.IsFloat(asked))
        {
            throw new ArgumentOutOfRangeException(
                nameof(numberType),
                asked,
                "Weights are floating-point numbers: ask for Float32 or Float64."
            );
        }

        var (recipe, embedding) = RecipeBook.Choose(source, architecture.Family, configured);
        var natural = source.Tensors[embedding].Type == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;

        // The scope frees what was read if a later tensor is at fault.
        using var scope = NewDisposeScope();
        var stored = new StoredTensors(source, architecture, numberType ?? natural, device ?? CPU);
        var weights = recipe.Read(stored);
        stored.RequireAllUsed();
        foreach (var tensor in weights.Tensors)
        {
            tensor.DetachFromDisposeScope();
        }

        return weights;
    }

    private static void RequireAgreement(string config, Architecture declared, Architecture found, ModelFamily storedAs)
    {
        // A TransformerLens configuration does not say which biases exist nor whether the embedding is tied: the tensors do.
        if (found.Family == ModelFamily.TransformerLens)
        {
            found = found with
            {
                QueryKeyValueBias = declared.QueryKeyValueBias,
                AttentionOutputBias = declared.AttentionOutputBias,
                MlpBias = declared.MlpBias,
                UnembedBias = declared.UnembedBias,
                TiedEmbedding = declared.TiedEmbedding,
            };
        }

        // Weights under another family's names say themselves that the family is a matter of layout only, but for the biases of a
        // gated MLP, which TransformerLens adds elsewhere.
        if (storedAs != declared.Family && found.Family == storedAs && !(declared.GatedMlp && declared.MlpBias))
        {
            found = found with { Family = declared.Family };
        }

        var differences = ArchitectureDifferences.Between(declared, found);
        if (differences.Count > 0)
        {
            throw new WeightsException(
                config,
                null,
                "the declared architecture",
                string.Join("; ", differences),
                "Declare the architecture from this config.json, or load the weights of the declared one."
            );
        }
    }
}
