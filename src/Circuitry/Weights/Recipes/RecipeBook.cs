namespace Circuitry.Weights;

/// <summary>The recipes, and the choice among them by the names that are stored.</summary>
internal static class RecipeBook
{
    private static readonly IRecipe[] All =
    [
        new TransformerLensRecipe(),
        new Gpt2Recipe(),
        new LlamaRecipe(),
        new GptNeoXRecipe(),
        new Qwen2Recipe(),
    ];

    /// <summary>
    /// The declared family's recipe if its embedding is stored; else TransformerLens's, which holds any architecture; else,
    /// when TransformerLens was declared, the recipe of the family whose embedding is stored.
    /// </summary>
    /// <param name="source">The stored tensors.</param>
    /// <param name="declared">The family of the declared architecture.</param>
    /// <param name="configured">The family of the configuration beside the weights, where there is one.</param>
    /// <exception cref="WeightsException">No recipe knows the names.</exception>
    public static (IRecipe Recipe, string Embedding) Choose(
        ITensorSource source,
        ModelFamily declared,
        ModelFamily? configured
    )
    {
        var candidates = new List<ModelFamily> { declared, ModelFamily.TransformerLens };
        if (declared == ModelFamily.TransformerLens)
        {
            candidates.AddRange(configured is { } family ? [family] : []);
            candidates.AddRange(All.Select(recipe => recipe.Family));
        }

        foreach (var recipe in candidates.Select(family => All.First(recipe => recipe.Family == family)))
        {
            if (recipe.EmbeddingNames.FirstOrDefault(source.Tensors.ContainsKey) is { } embedding)
            {
                return (recipe, embedding);
            }
        }

        var other = All.FirstOrDefault(recipe => recipe.EmbeddingNames.Any(source.Tensors.ContainsKey));
        var tried = All.Where(recipe => candidates.Contains(recipe.Family)).ToList();
        var names = string.Join(" or ", tried.SelectMany(recipe => recipe.EmbeddingNames).Distinct());
        var families = string.Join(" or ", tried.Select(recipe => recipe.Family));
        throw new WeightsException(
            source.Description,
            null,
            $"an embedding named {names}, as files of {families} have",
            other is null ? "none" : $"names of the family {other.Family}",
            "Declare the family that the file is of, or store the weights under TransformerLens names."
        );
    }
}
