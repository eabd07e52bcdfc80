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
    /// <param name="config">The path of a <c>config.json</c>, or its end, as the project lists it among its AdditionalFiles.</param>
    public TransformerAttribute(string config) => Config = config;

    /// <summary>The path of the <c>config.json</c>, or null when the architecture is spelt out.</summary>
    public string? Config { get; }

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

    /// <summary>How positions enter.</summary>
    public PositionEmbedding Positions { get; set; } = PositionEmbedding.Learned;

    /// <summary>How many dimensions of a head rotate; 0 for all. Only with rotary positions.</summary>
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

    /// <summary>Whether a position attends to earlier positions only.</summary>
    public bool Causal { get; set; } = true;

    /// <summary>Attention scores are divided by this; 0 for the square root of d_head.</summary>
    public double AttentionScale { get; set; }

    /// <summary>Whether the scores of layer l are divided by l + 1 as well.</summary>
    public bool ScaleByInverseLayer { get; set; }

    /// <summary>The MLP's nonlinearity.</summary>
    public Nonlinearity Nonlinearity { get; set; } = Nonlinearity.Relu;

    /// <summary>Whether the MLP is gated.</summary>
    public bool GatedMlp { get; set; }

    /// <summary>Whether attention and MLP of a block read the same residual stream.</summary>
    public bool ParallelBlock { get; set; }

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

    /// <summary>Whether the logits have a bias, b_U.</summary>
    public bool UnembedBias { get; set; } = true;
}
