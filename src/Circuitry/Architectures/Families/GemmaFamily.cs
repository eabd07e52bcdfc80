namespace Circuitry.Models;

/// <summary><c>GemmaForCausalLM</c>: scales of norms are stored as offsets from one, and embeddings grow by the root of d_model.</summary>
internal static class GemmaFamily
{
    private const string Old = "hidden_act";
    private const string New = "hidden_activation";
    private const string Tanh = "gelu_pytorch_tanh";

    /// <summary>What the families of Gemma have in common.</summary>
    public static DecoderConfig Defaults { get; } =
        new()
        {
            Family = Families.Gemma,
            Context = 8192,
            KeyValueHeads = 16,
            MayNullKeyValueHeads = false,
            HeadWidth = 256,
            Tied = true,
            ActivationField = null,
            Activation = Tanh,
        };

    public static Family Family { get; } =
        new()
        {
            Name = Families.Gemma,
            Models = "Gemma, CodeGemma",
            Configurations = [new("GemmaForCausalLM", "gemma", Read)],
            Prefixes = DecoderTensors.Prefixes,
            Tensors = [.. DecoderTensors.OffsetNorms(DecoderTensors.All)],
            Buffers = DecoderTensors.Buffers,
            Likes = ScalesByWidth,
        };

    /// <summary>Whether the embeddings of an architecture grow by the root of its width, as only Gemma's do.</summary>
    public static bool ScalesByWidth(Architecture a) =>
        Math.Abs(a.Embedding.Scale - Math.Sqrt(a.ModelWidth)) <= 1e-6 * a.Embedding.Scale;

    /// <summary>Reads what the families of Gemma have in common.</summary>
    public static Architecture Read(ConfigFields f, DecoderConfig defaults)
    {
        f.Off("use_bidirectional_attention", "mlp_bias");
        var a = DecoderConfig.AttentionBiased(f, defaults.Read(f));
        return a with { Embedding = a.Embedding with { Scale = Math.Sqrt(a.ModelWidth) } };
    }

    private static Architecture Read(ConfigFields f)
    {
        var plain = Read(f, Defaults);
        var architecture = plain with
        {
            Attention = SlidingWindow.None(f, plain.Attention, plain.Layers),
            Mlp = plain.Mlp! with { Nonlinearity = ReadActivation(f) },
        };
        f.RequireAllKnown(HarmlessKeys.And(["attention_dropout"]));
        return architecture;
    }

    // The models were trained with the form of tanh, and their files name the other one under the older key.
    private static Nonlinearity ReadActivation(ConfigFields f)
    {
        if (f.Has(New))
        {
            f.Ignore(Old);
            return ActivationNames.Read(f, New, Tanh);
        }

        return ActivationNames.Read(f, Old, Tanh) is Nonlinearity.Gelu or Nonlinearity.GeluTanh
            ? Nonlinearity.GeluTanh
            : throw f.Refused(Old, $"is '{f.Text(Old)}', and {New} is absent, which says what a Gemma model computes");
    }
}
