namespace Circuitry;

/// <summary>
/// Declares a model class. The generator emits its hook points, its constants and its straight-line program.
/// </summary>
/// <remarks>
/// The architecture is read at compile time from a <c>config.json</c> that the project lists as an AdditionalFile, in the
/// layout of Hugging Face or TransformerLens, or spelt out in the attribute's properties. TransformerLens's configuration does not
/// say which biases a model has: it has all of them unless <see cref="QueryKeyValueBias"/>, <see cref="AttentionOutputBias"/>,
/// <see cref="MlpBias"/> or <see cref="UnembedBias"/> beside it says otherwise, nor with <see cref="TiedEmbedding"/> whether it is tied. A family
/// that Circuitry does not read is declared by a class of your own and named by <see cref="FamilyAttribute{TFamily}"/>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TransformerAttribute : Attribute
{
    /// <summary>Spells the architecture out in the properties.</summary>
    public TransformerAttribute() { }

    /// <summary>Reads the architecture from a file.</summary>
    /// <param name="config">
    /// The path of a <c>config.json</c>, or its end, as the project lists it among its AdditionalFiles; or the name of a model on the
    /// Hugging Face hub, such as <c>openai-community/gpt2</c>, whose <c>config.json</c> the project lists in a folder <c>openai-community/gpt2</c>
    /// or <c>gpt2</c>.
    /// </param>
    public TransformerAttribute(string config) => Config = config;

    /// <summary>The path of the <c>config.json</c> or the name of the model, or null when the architecture is spelt out.</summary>
    public string? Config { get; }

    /// <summary>
    /// Where a program finds the weights when none are given: a folder next to the program, such as <c>Tiny/weights</c>, or the name of
    /// a model on the Hugging Face hub, such as <c>openai-community/gpt2</c>; null where they must be given, or where the declaration names
    /// the model itself.
    /// </summary>
    public string? Weights { get; set; }

    /// <summary>Number of blocks. Required when spelt out.</summary>
    public int Layers { get; set; }

    /// <summary>Number of query heads in a block. Required when spelt out.</summary>
    public int Heads { get; set; }

    /// <summary>Number of key and value heads; 0 for as many as query heads.</summary>
    public int KeyValueHeads { get; set; }

    /// <summary>d_model. Required when spelt out.</summary>
    public int ModelWidth { get; set; }

    /// <summary>d_head; 0 for d_model / heads.</summary>
    public int HeadWidth { get; set; }

    /// <summary>d_mlp; 0 for blocks that have attention only.</summary>
    public int MlpWidth { get; set; }

    /// <summary>n_ctx. Required when spelt out.</summary>
    public int Context { get; set; }

    /// <summary>d_vocab. Required when spelt out.</summary>
    public int Vocabulary { get; set; }

    /// <summary>d_vocab_out; 0 for d_vocab.</summary>
    public int OutputVocabulary { get; set; }

    /// <summary>The norm.</summary>
    public Normalization Normalization { get; set; } = Normalization.LayerNorm;

    /// <summary>The norm's epsilon.</summary>
    public double NormEpsilon { get; set; } = 1e-5;

    /// <summary>Where the norms of a block stand. Only with a norm.</summary>
    public NormPlace NormPlace { get; set; } = NormPlace.Before;

    /// <summary>Whether attention and MLP are added to what they read, normed, and not to the stream. Only with a norm.</summary>
    public bool NormedResidual { get; set; }

    /// <summary>Whether there is a norm in front of the unembedding. Only with a norm.</summary>
    public bool FinalNorm { get; set; } = true;

    /// <summary>The way in which positions enter.</summary>
    public PositionEmbedding Positions { get; set; } = PositionEmbedding.Learned;

    /// <summary>Number of dimensions of a head that rotate; 0 for all. Only with rotary positions.</summary>
    public int RotaryWidth { get; set; }

    /// <summary>The base of the rotary frequencies. Only with rotary positions.</summary>
    public double RotaryBase { get; set; } = 10000;

    /// <summary>All rotary frequencies are divided by this. Only with rotary positions.</summary>
    public double RotaryLinearFactor { get; set; } = 1;

    /// <summary>Long wavelengths of the rotary embedding are stretched by this, as Llama 3's are; 0 for no such scaling.</summary>
    public double RotaryPartsFactor { get; set; }

    /// <summary>Wavelengths above the original context divided by this are long. Only with <see cref="RotaryPartsFactor"/>.</summary>
    public double RotaryLowFrequencyFactor { get; set; } = 1;

    /// <summary>Wavelengths below the original context divided by this are short. Only with <see cref="RotaryPartsFactor"/>.</summary>
    public double RotaryHighFrequencyFactor { get; set; } = 4;

    /// <summary>The context the model was first trained with. Only with <see cref="RotaryPartsFactor"/>.</summary>
    public int RotaryOriginalContext { get; set; } = 8192;

    /// <summary>Whether rotary pairs are dimensions 2i and 2i + 1, and not i and i + width / 2. Only with rotary positions.</summary>
    public bool RotaryAdjacentPairs { get; set; }

    /// <summary>The layers that rotate: <c>all</c>, or numbers such as <c>0,1,2</c>. Only with rotary positions.</summary>
    public string RotaryLayers { get; set; } = "all";

    /// <summary>The base of the rotary frequencies of windowed layers, which are then not scaled; 0 for those of the others.</summary>
    public double RotaryLocalBase { get; set; }

    /// <summary>The factor by which a prompt longer than the context stretches the rotary base; 0 for none.</summary>
    public double RotaryDynamicFactor { get; set; }

    /// <summary>The factor of YaRN's scaling of rotary frequencies; 0 for none.</summary>
    public double RotaryYarnFactor { get; set; }

    /// <summary>Pairs that turn at least this often within the original context are left. Only with <see cref="RotaryYarnFactor"/>.</summary>
    public double RotaryYarnBetaFast { get; set; } = 32;

    /// <summary>Pairs that turn at most this often within the original context are scaled in full. Only with <see cref="RotaryYarnFactor"/>.</summary>
    public double RotaryYarnBetaSlow { get; set; } = 1;

    /// <summary>The context the model was first trained with; 0 for the context. Only with <see cref="RotaryYarnFactor"/>.</summary>
    public int RotaryYarnOriginalContext { get; set; }

    /// <summary>Cosines and sines are multiplied by this; 0 for 0.1 ln(factor) + 1. Only with <see cref="RotaryYarnFactor"/>.</summary>
    public double RotaryYarnAttentionFactor { get; set; }

    /// <summary>Whether the ends of YaRN's blend are whole pairs. Only with <see cref="RotaryYarnFactor"/>.</summary>
    public bool RotaryYarnTruncate { get; set; } = true;

    /// <summary>Longrope's divisors of the rotary frequencies in long prompts, such as <c>1,1.5</c>; empty for no such scaling.</summary>
    public string RotaryLongFactors { get; set; } = "";

    /// <summary>Longrope's divisors in prompts up to the original context. Only with <see cref="RotaryLongFactors"/>.</summary>
    public string RotaryShortFactors { get; set; } = "";

    /// <summary>The longest prompt with the short divisors; 0 for the context. Only with <see cref="RotaryLongFactors"/>.</summary>
    public int RotaryLongOriginalContext { get; set; }

    /// <summary>Cosines and sines are multiplied by this; 0 for what the contexts give. Only with <see cref="RotaryLongFactors"/>.</summary>
    public double RotaryLongAttentionFactor { get; set; }

    /// <summary>Whether the biases of ALiBi are divided by the scale of attention, as scores are. Only with ALiBi.</summary>
    public bool AlibiScaled { get; set; }

    /// <summary>Whether the slopes of ALiBi, and their products with positions, are rounded to bfloat16. Only with ALiBi.</summary>
    public bool AlibiRounded { get; set; }

    /// <summary>Whether a position attends to earlier positions only.</summary>
    public bool Causal { get; set; } = true;

    /// <summary>Attention scores are divided by this; 0 for the square root of d_head.</summary>
    public double AttentionScale { get; set; }

    /// <summary>Whether the scores of layer l are divided by l + 1 as well.</summary>
    public bool ScaleByInverseLayer { get; set; }

    /// <summary>Scores s become cap * tanh(s / cap) in front of the mask; 0 for none.</summary>
    public double ScoreCap { get; set; }

    /// <summary>Positions of a windowed layer attend to this many, themselves and those just before; 0 for no window.</summary>
    public int AttentionWindow { get; set; }

    /// <summary>The layers that have the window: <c>all</c>, or numbers such as <c>0,2</c>. Only with <see cref="AttentionWindow"/>.</summary>
    public string WindowLayers { get; set; } = "all";

    /// <summary>Queries, keys and values are clipped to between minus this and this; 0 for no clipping.</summary>
    public double QueryKeyValueClip { get; set; }

    /// <summary>The norm of queries and keys in front of their rotation.</summary>
    public Normalization QueryKeyNorm { get; set; } = Normalization.None;

    /// <summary>Whether queries and keys of all heads are normed as one vector. Only with <see cref="QueryKeyNorm"/>.</summary>
    public bool QueryKeyNormWhole { get; set; }

    /// <summary>The MLP's nonlinearity.</summary>
    public Nonlinearity Nonlinearity { get; set; } = Nonlinearity.Relu;

    /// <summary>Whether the MLP is gated.</summary>
    public bool GatedMlp { get; set; }

    /// <summary>Whether attention and MLP of a block read the same residual stream.</summary>
    public bool ParallelBlock { get; set; }

    /// <summary>Factor of the outputs of attention and MLP, by which they are multiplied before they are added to the stream.</summary>
    public double BranchScale { get; set; } = 1;

    /// <summary>Whether queries, keys and values have biases, b_Q, b_K and b_V.</summary>
    public bool QueryKeyValueBias { get; set; } = true;

    /// <summary>Whether attention adds a bias, b_O, to the stream.</summary>
    public bool AttentionOutputBias { get; set; } = true;

    /// <summary>Whether the MLP, where there is one, has biases, b_in and b_out.</summary>
    public bool MlpBias { get; set; } = true;

    /// <summary>Whether the gate of a gated MLP with biases has one too, b_gate.</summary>
    public bool GateBias { get; set; }

    /// <summary>Whether a gated MLP with biases adds b_in to the product with the gate, as TransformerLens does, and not to the linear path.</summary>
    public bool BiasAfterGate { get; set; } = true;

    /// <summary>Whether the unembedding is the embedding transposed and need not be stored.</summary>
    public bool TiedEmbedding { get; set; }

    /// <summary>The embedding of a token is multiplied by this.</summary>
    public double EmbeddingScale { get; set; } = 1;

    /// <summary>Whether the embedding of a token is normed. Only with a norm.</summary>
    public bool EmbeddingNorm { get; set; }

    /// <summary>The logits are multiplied by this.</summary>
    public double LogitScale { get; set; } = 1;

    /// <summary>Logits x become cap * tanh(x / cap); 0 for none.</summary>
    public double LogitCap { get; set; }

    /// <summary>Whether the logits have a bias, b_U.</summary>
    public bool UnembedBias { get; set; } = true;
}
