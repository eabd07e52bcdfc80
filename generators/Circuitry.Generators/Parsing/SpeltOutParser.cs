using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Reads an architecture from the properties of [Transformer].</summary>
internal static class SpeltOutParser
{
    private static readonly string[] Required = ["Layers", "Heads", "ModelWidth", "Context", "Vocabulary"];

    /// <summary>The architecture; null if something is wrong, which has been reported.</summary>
    public static Architecture? Parse(string name, AttributeData attribute, Location? location, Findings findings)
    {
        var missing = Required.Where(property => !attribute.Sets(property)).ToList();
        if (missing.Count > 0)
        {
            findings.Add(Descriptors.MissingSizes, location, name, string.Join(", ", missing));
            return null;
        }

        try
        {
            return SizeLimit.Check(ArchitectureReader.Check(Read(attribute)));
        }
        catch (ArchitectureException e)
        {
            findings.Add(Descriptors.Unsupported, location, $"The declaration of '{name}'", e.Message);
            return null;
        }
    }

    private static Architecture Read(AttributeData attribute)
    {
        int heads = attribute.Get("Heads", 0),
            width = attribute.Get("ModelWidth", 0),
            mlpWidth = attribute.Get("MlpWidth", 0),
            vocabulary = attribute.Get("Vocabulary", 0);
        var headWidth = attribute.Get("HeadWidth", 0) is var given and not 0 ? given : WidthOfHead(width, heads);
        var positions = Choice(attribute, "Positions", PositionEmbedding.Learned);
        var gated = attribute.Get("GatedMlp", false);
        foreach (var ofMlp in new[] { "GatedMlp", "MlpBias" })
        {
            if (mlpWidth == 0 && attribute.Get(ofMlp, false))
            {
                throw new ArchitectureException(ofMlp, "is set, but without MlpWidth there is no MLP");
            }
        }

        return new Architecture
        {
            Family = ModelFamily.TransformerLens,
            Layers = attribute.Get("Layers", 0),
            Heads = heads,
            KeyValueHeads = attribute.Get("KeyValueHeads", 0) is var shared and not 0 ? shared : heads,
            ModelWidth = width,
            HeadWidth = headWidth,
            MlpWidth = mlpWidth,
            Context = attribute.Get("Context", 0),
            Vocabulary = vocabulary,
            OutputVocabulary = attribute.Get("OutputVocabulary", 0) is var written and not 0 ? written : vocabulary,
            Normalization = Choice(attribute, "Normalization", Normalization.LayerNorm),
            NormEpsilon = attribute.Get("NormEpsilon", 1e-5),
            Positions = positions,
            Rotary = Rotary(attribute, positions, headWidth),
            Causal = attribute.Get("Causal", true),
            AttentionScale = attribute.Get("AttentionScale", 0.0) is var scale and not 0 ? scale : Math.Sqrt(headWidth),
            Nonlinearity = Choice(attribute, "Nonlinearity", Nonlinearity.Relu),
            GatedMlp = gated,
            ParallelBlock = attribute.Get("ParallelBlock", false),
            QueryKeyValueBias = attribute.Get("QueryKeyValueBias", true),
            AttentionOutputBias = attribute.Get("AttentionOutputBias", true),
            MlpBias = mlpWidth != 0 && attribute.Get("MlpBias", true),
            UnembedBias = attribute.Get("UnembedBias", true),
        };
    }

    private static RotaryEmbedding? Rotary(AttributeData attribute, PositionEmbedding positions, int headWidth)
    {
        if (positions == PositionEmbedding.Rotary)
        {
            return new RotaryEmbedding
            {
                Width = attribute.Get("RotaryWidth", 0) is var width and not 0 ? width : headWidth,
                Base = attribute.Get("RotaryBase", 10000.0),
            };
        }

        foreach (var property in new[] { "RotaryWidth", "RotaryBase" })
        {
            if (attribute.Sets(property))
            {
                throw new ArchitectureException(property, "is set, but Positions is not PositionEmbedding.Rotary");
            }
        }

        return null;
    }

    private static int WidthOfHead(int width, int heads) =>
        heads <= 0 ? width // refused by the check that follows
        : width % heads == 0 ? width / heads
        : throw new ArchitectureException(
            "Heads",
            string.Format(
                CultureInfo.InvariantCulture,
                "ModelWidth = {0} is not divisible by Heads = {1}; give HeadWidth if that is meant",
                width,
                heads
            )
        );

    private static T Choice<T>(AttributeData attribute, string property, T absent)
        where T : struct, Enum
    {
        var value = attribute.Get(property, Convert.ToInt32(absent, CultureInfo.InvariantCulture));
        return Enum.IsDefined(typeof(T), value)
            ? (T)Enum.ToObject(typeof(T), value)
            : throw new ArchitectureException(
                property,
                string.Format(CultureInfo.InvariantCulture, "{0} is not a member of {1}", value, typeof(T).Name)
            );
    }
}
