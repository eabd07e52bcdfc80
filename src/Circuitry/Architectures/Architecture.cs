namespace Circuitry.Models;

/// <summary>
/// The switches that fix a transformer's computation: sizes, norm, positions, attention, MLP, and which biases exist.
/// </summary>
/// <remarks>
/// One source serves the generator, which reads it at compile time, and the runtime, which compares the declaration with
/// the <c>config.json</c> beside the weights. Value-equal; holds nothing but numbers and enumerations.
/// </remarks>
public sealed record Architecture
{
    /// <summary>The family, which decides the names and layouts of stored weights.</summary>
    public required ModelFamily Family { get; init; }

    /// <summary>Number of blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Number of query heads in a block.</summary>
    public required int Heads { get; init; }

    /// <summary>Number of key and value heads in a block; equals <see cref="Heads"/> unless they are grouped.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Width of the residual stream, d_model.</summary>
    public required int ModelWidth { get; init; }

    /// <summary>Width of one head, d_head.</summary>
    public required int HeadWidth { get; init; }

    /// <summary>Number of neurons in an MLP, d_mlp; 0 when the blocks have attention only.</summary>
    public required int MlpWidth { get; init; }

    /// <summary>Longest sequence the model can read, n_ctx.</summary>
    public required int Context { get; init; }

    /// <summary>Number of tokens the model reads, d_vocab.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Number of logits the model writes, d_vocab_out.</summary>
    public required int OutputVocabulary { get; init; }

    /// <summary>The norm in front of attention, MLP and unembedding.</summary>
    public required Normalization Normalization { get; init; }

    /// <summary>The epsilon inside the norm.</summary>
    public required double NormEpsilon { get; init; }

    /// <summary>How positions enter.</summary>
    public required PositionEmbedding Positions { get; init; }

    /// <summary>The rotary embedding; null unless <see cref="Positions"/> is rotary.</summary>
    public RotaryEmbedding? Rotary { get; init; }

    /// <summary>Whether a position attends to earlier positions only.</summary>
    public required bool Causal { get; init; }

    /// <summary>Attention scores are divided by this.</summary>
    public required double AttentionScale { get; init; }

    /// <summary>Whether the scores of layer l are divided by l + 1 as well.</summary>
    public bool ScaleByInverseLayer { get; init; }

    /// <summary>The MLP's nonlinearity.</summary>
    public required Nonlinearity Nonlinearity { get; init; }

    /// <summary>Whether the MLP multiplies an activated gate with a linear path (SwiGLU and its kin).</summary>
    public bool GatedMlp { get; init; }

    /// <summary>Whether attention and MLP of a block read the same residual stream.</summary>
    public bool ParallelBlock { get; init; }

    /// <summary>Whether queries, keys and values have biases.</summary>
    public required bool QueryKeyValueBias { get; init; }

    /// <summary>Whether attention adds a bias, b_O, to the stream.</summary>
    public required bool AttentionOutputBias { get; init; }

    /// <summary>Whether the MLP has biases.</summary>
    public required bool MlpBias { get; init; }

    /// <summary>Whether the logits have a bias.</summary>
    public required bool UnembedBias { get; init; }

    /// <summary>Whether the unembedding is the embedding transposed and is not stored.</summary>
    public bool TiedEmbedding { get; init; }

    /// <summary>
    /// Whether the gate of a gated MLP has a bias: TransformerLens's has none, and adds that of the linear path after the product.
    /// </summary>
    internal bool GateHasBias => GatedMlp && MlpBias && Family != ModelFamily.TransformerLens;

    /// <summary>Whether the blocks have attention only.</summary>
    public bool AttentionOnly => MlpWidth == 0;

    /// <summary>Number of query heads that share one key and value head.</summary>
    public int HeadsPerKeyValueHead => Heads / KeyValueHeads;

    /// <summary>Whether the norms carry a learned scale.</summary>
    public bool NormHasScale => Normalization is Normalization.LayerNorm or Normalization.RmsNorm;

    /// <summary>Whether the norms carry a learned bias.</summary>
    public bool NormHasBias => Normalization is Normalization.LayerNorm;

    /// <summary>Whether the norms subtract the mean.</summary>
    public bool NormCentres => Normalization is Normalization.LayerNorm or Normalization.LayerNormPre;
}

/// <summary>A family of models: the names and layouts under which its weights are stored.</summary>
public enum ModelFamily
{
    /// <summary>TransformerLens names and layouts (<c>blocks.0.attn.W_Q</c>), which any architecture can have.</summary>
    TransformerLens,

    /// <summary><c>GPT2LMHeadModel</c>.</summary>
    Gpt2,

    /// <summary><c>LlamaForCausalLM</c>, and <c>MistralForCausalLM</c>, whose weights are stored alike.</summary>
    Llama,

    /// <summary><c>GPTNeoXForCausalLM</c>: Pythia.</summary>
    GptNeoX,

    /// <summary><c>Qwen2ForCausalLM</c>.</summary>
    Qwen2,
}

/// <summary>A rotary position embedding over the first <see cref="Width"/> dimensions of a head, pairing i with i + Width/2.</summary>
public sealed record RotaryEmbedding
{
    /// <summary>How many dimensions of a head rotate.</summary>
    public required int Width { get; init; }

    /// <summary>The base of the frequencies, rope_theta.</summary>
    public required double Base { get; init; }

    /// <summary>All frequencies are divided by this (linear scaling); 1 leaves them.</summary>
    public double LinearFactor { get; init; } = 1;

    /// <summary>The by-parts scaling of Llama 3; null when there is none.</summary>
    public Llama3RotaryScaling? Llama3Scaling { get; init; }
}

/// <summary>Llama 3's scaling: long wavelengths are divided by a factor, short ones left, those between interpolated.</summary>
public sealed record Llama3RotaryScaling
{
    /// <summary>Long wavelengths are stretched by this factor.</summary>
    public required double Factor { get; init; }

    /// <summary>Wavelengths above original context / this are long.</summary>
    public required double LowFrequencyFactor { get; init; }

    /// <summary>Wavelengths below original context / this are short.</summary>
    public required double HighFrequencyFactor { get; init; }

    /// <summary>The context the model was first trained with.</summary>
    public required int OriginalContext { get; init; }
}
