namespace Circuitry.Weights;

/// <summary><c>Qwen2ForCausalLM</c>: Llama's names and layouts, with biases on queries, keys and values and nowhere else.</summary>
internal sealed class Qwen2Recipe : IRecipe
{
    private readonly LlamaRecipe llama = new();

    public ModelFamily Family => ModelFamily.Qwen2;

    public IReadOnlyList<string> EmbeddingNames => llama.EmbeddingNames;

    public TransformerWeights Read(StoredTensors stored)
    {
        var a = stored.Architecture;
        stored.Require(
            a.QueryKeyValueBias && !a.AttentionOutputBias && !a.MlpBias,
            null,
            "biases on queries, keys and values only, as Qwen2 files hold them",
            "other biases"
        );
        return llama.Read(stored);
    }
}
