using TorchSharp;

namespace Circuitry.Weights;

/// <summary>The choice of a family among those that may have stored a file, by the names that are stored.</summary>
internal static class FamilyChoice
{
    /// <summary>
    /// The declared family if its embedding is stored; else TransformerLens, which holds any architecture; else, when
    /// TransformerLens was declared, the family whose embedding is stored.
    /// </summary>
    /// <param name="source">The stored tensors.</param>
    /// <param name="declared">The family of the declared architecture.</param>
    /// <param name="a">The declared architecture.</param>
    /// <param name="configured">The family of the configuration beside the weights, where there is one.</param>
    /// <exception cref="WeightsException">No family has the names.</exception>
    public static ChosenFamily Of(ITensorSource source, Family declared, Architecture a, string? configured)
    {
        var lens = TransformerLensFamily.Family;
        var candidates = new List<Family> { declared, lens };
        if (declared.Name == lens.Name)
        {
            candidates.AddRange(configured is not null && Families.Find(configured) is { } family ? [family] : []);
            candidates.AddRange(Holding(source, a));
            candidates.AddRange(Families.Shipped);
        }

        if (candidates.Select(family => Stored(source, family)).FirstOrDefault(one => one is not null) is { } chosen)
        {
            return chosen;
        }

        var tried = Families
            .Shipped.Prepend(declared)
            .DistinctBy(family => family.Name)
            .Where(candidates.Contains)
            .OrderBy(family => family.Name == lens.Name ? 0 : 1)
            .ToList();
        var other = Families.Shipped.FirstOrDefault(family => family.EmbeddingNames.Any(source.Tensors.ContainsKey));
        throw new WeightsException(
            source.Description,
            null,
            $"an embedding named {string.Join(" or ", tried.SelectMany(family => family.EmbeddingNames).Distinct())}, "
                + $"as files of {string.Join(" or ", tried.Select(family => family.Name))} have",
            other is null ? "none" : $"names of the family {other.Name}",
            "Declare the family that the file is of, or store the weights under TransformerLens names."
        );
    }

    private static ChosenFamily? Stored(ITensorSource source, Family family) =>
        family
            .Prefixes.Zip(family.EmbeddingNames)
            .Where(one => source.Tensors.ContainsKey(one.Second))
            .Select(one => new ChosenFamily(family, one.First, one.Second))
            .FirstOrDefault();

    // Many families name the embedding alike: those come first that have a name for every weight of the first block, all of them
    // stored, and among these the ones that store names of others in a way of their own.
    private static IEnumerable<Family> Holding(ITensorSource source, Architecture a) =>
        Families
            .Shipped.Where(family =>
                family.Likes?.Invoke(a) != false && Stored(source, family) is { } one && Holds(source, one, a)
            )
            .OrderBy(family => family.Likes is null);

    private static bool Holds(ITensorSource source, ChosenFamily chosen, Architecture a)
    {
        var reader = new RowReader(chosen.Prefix, new StoredTensors(source, a, default, torch.CPU));
        return !chosen.Family.Lacking(a).Any()
            && WeightTable
                .Of(a)
                .Where(row => row.Weight != Weight.W_U || !a.Embedding.Tied)
                .All(row =>
                    chosen
                        .Family.Find(row.Weight, a)
                        .Concat(chosen.Family.Find(WeightTable.WholeOf(row.Weight), a))
                        .Any(reader.IsStored)
                );
    }
}

/// <summary>The family that stored a file.</summary>
/// <param name="Family">The family.</param>
/// <param name="Prefix">What stands in front of its names.</param>
/// <param name="Embedding">The name of the embedding.</param>
internal sealed record ChosenFamily(Family Family, string Prefix, string Embedding);
