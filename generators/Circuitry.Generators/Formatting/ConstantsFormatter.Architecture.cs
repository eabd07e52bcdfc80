namespace Circuitry.Generators;

internal static partial class ConstantsFormatter
{
    private static void WriteArchitecture(SourceWriter writer, Architecture a, string origin)
    {
        writer.WriteMember($"/// <summary>The architecture as it is {origin}.</summary>");
        writer.Open(
            "public static global::Circuitry.Models.Architecture Declared { get; } = new global::Circuitry.Models.Architecture"
        );
        writer.WriteLine(
            $"""
            Family = {Literal.Of(a.Family)},
            Layers = {Literal.Of(a.Layers)},
            Heads = {Literal.Of(a.Heads)},
            KeyValueHeads = {Literal.Of(a.KeyValueHeads)},
            ModelWidth = {Literal.Of(a.ModelWidth)},
            HeadWidth = {Literal.Of(a.HeadWidth)},
            MlpWidth = {Literal.Of(a.MlpWidth)},
            Context = {Literal.Of(a.Context)},
            Vocabulary = {Literal.Of(a.Vocabulary)},
            OutputVocabulary = {Literal.Of(a.OutputVocabulary)},
            Normalization = {Literal.Of(a.Normalization)},
            NormEpsilon = {Literal.Of(a.NormEpsilon)},
            Positions = {Literal.Of(a.Positions)},
            """
        );
        WriteRotary(writer, a.Rotary);
        writer.WriteLine(
            $"""
            Causal = {Literal.Of(a.Causal)},
            AttentionScale = {Literal.Of(a.AttentionScale)},
            ScaleByInverseLayer = {Literal.Of(a.ScaleByInverseLayer)},
            Nonlinearity = {Literal.Of(a.Nonlinearity)},
            GatedMlp = {Literal.Of(a.GatedMlp)},
            ParallelBlock = {Literal.Of(a.ParallelBlock)},
            QueryKeyValueBias = {Literal.Of(a.QueryKeyValueBias)},
            AttentionOutputBias = {Literal.Of(a.AttentionOutputBias)},
            MlpBias = {Literal.Of(a.MlpBias)},
            UnembedBias = {Literal.Of(a.UnembedBias)},
            TiedEmbedding = {Literal.Of(a.TiedEmbedding)},
            """
        );
        writer.Close(";");
    }

    private static void WriteRotary(SourceWriter writer, RotaryEmbedding? rotary)
    {
        if (rotary is null)
        {
            return;
        }

        writer.Open("Rotary = new global::Circuitry.Models.RotaryEmbedding");
        writer.WriteLine(
            $"""
            Width = {Literal.Of(rotary.Width)},
            Base = {Literal.Of(rotary.Base)},
            LinearFactor = {Literal.Of(rotary.LinearFactor)},
            """
        );
        if (rotary.Llama3Scaling is { } scaling)
        {
            writer.Open("Llama3Scaling = new global::Circuitry.Models.Llama3RotaryScaling");
            writer.WriteLine(
                $"""
                Factor = {Literal.Of(scaling.Factor)},
                LowFrequencyFactor = {Literal.Of(scaling.LowFrequencyFactor)},
                HighFrequencyFactor = {Literal.Of(scaling.HighFrequencyFactor)},
                OriginalContext = {Literal.Of(scaling.OriginalContext)},
                """
            );
            writer.Close(",");
        }

        writer.Close(",");
    }
}
