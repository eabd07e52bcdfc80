using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>From stored tensors to canonical weights: choose the family, follow its rows, account for every tensor.</summary>
internal static class WeightsLoader
{
    public static TransformerWeights Load(
        string path,
        Architecture architecture,
        ScalarType? numberType,
        Device? device,
        Family? own = null
    )
    {
        var found = ModelFolder.Find(path);
        path = found.Path;
        using var source = TensorSource.Open(path);
        var folder = Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
        var config = Path.Combine(folder, "config.json");
        // Whatever is there is read or refused: a folder, a pipe, or a link to nothing too.
        var configured = Path.Exists(config) ? ArchitectureFile.Read(config, own) : null;
        if (configured is not null)
        {
            var declared = Declared(architecture, own);
            var stored = FamilyChoice.Of(source, declared, architecture, configured.Family).Family;
            RequireAgreement(config, architecture, configured, stored);
        }

        var weights = Read(source, architecture, configured?.Family, numberType, device, own);
        weights.Revision = found.Revision;
        return weights;
    }

    public static TransformerWeights Read(
        ITensorSource source,
        Architecture architecture,
        string? configured,
        ScalarType? numberType,
        Device? device,
        Family? own = null
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

        var chosen = FamilyChoice.Of(source, Declared(architecture, own), architecture, configured);
        var natural =
            source.Tensors[chosen.Embedding].Type == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;

        // The scope frees what was read if a later tensor is at fault.
        using var scope = NewDisposeScope();
        var stored = new StoredTensors(source, architecture, numberType ?? natural, device ?? CPU);
        var weights = new FamilyRecipe(chosen.Family, chosen.Prefix, stored).Read();
        stored.RequireAllUsed();
        foreach (var tensor in weights.Tensors)
        {
            tensor.DetachFromDisposeScope();
        }

        return weights;
    }

    private static Family Declared(Architecture architecture, Family? own) =>
        own is not null && own.Name == architecture.Family
            ? own
            : Families.Find(architecture.Family)
                ?? throw new ArchitectureException(
                    "family",
                    $"is '{VisibleText.Short(architecture.Family)}', which is none of Circuitry's; load the weights with the class that declares it, {nameof(TransformerWeights)}.Load<...>"
                );

    private static void RequireAgreement(string config, Architecture declared, Architecture found, Family storedAs)
    {
        // What a configuration does not say, the tensors do.
        foreach (var name in Families.Find(found.Family)?.Unsaid ?? [])
        {
            var one = SwitchTable.Find(name)!;
            found = one.Read(declared) is { } value ? one.Write(found, value) : found;
        }

        // Weights under another family's names say themselves that the family is a matter of layout only.
        if (found.Family == storedAs.Name)
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
