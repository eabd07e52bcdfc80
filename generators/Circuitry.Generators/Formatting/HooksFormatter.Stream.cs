namespace Circuitry.Generators;

internal static partial class HooksFormatter
{
    private const string Stream = "Stream.";
    private const string BeforeLogits = "BeforeLogits";

    private static bool HasSerialMlp(Architecture a) => !a.AttentionOnly && !a.Block.Parallel;

    private static string Attention(Architecture a, int layer) =>
        (HasSerialMlp(a) ? "BeforeAttention" : "BeforeBlock") + Literal.Of(layer);

    private static string Mlp(int layer) => "BeforeMlp" + Literal.Of(layer);

    /// <summary>The stage in front of a block, or behind the last.</summary>
    private static string InFrontOfBlock(Architecture a, int layer) =>
        Stream + (layer < a.Layers ? Attention(a, layer) : BeforeLogits);

    /// <summary>The type arguments of a block.</summary>
    private static IEnumerable<string> StagesOfBlock(Architecture a, int layer) =>
        HasSerialMlp(a)
            ? [InFrontOfBlock(a, layer), Stream + Mlp(layer), InFrontOfBlock(a, layer + 1)]
            : [InFrontOfBlock(a, layer), InFrontOfBlock(a, layer + 1)];

    private static void WriteStream(SourceWriter writer, Architecture a)
    {
        writer.WriteMember(
            """
            /// <summary>
            /// Stages of the residual stream, last first. Each derives from the stage after it, so that a writer before a stage
            /// is accepted by readers at that stage or later, and by none earlier.
            /// </summary>
            """
        );
        writer.Open("public static class Stream");
        writer.WriteLine(
            $"""
            /// <summary>In front of the logits.</summary>
            public abstract class {BeforeLogits};
            """
        );
        var next = BeforeLogits;
        for (var layer = a.Layers - 1; layer >= 0; layer--)
        {
            if (HasSerialMlp(a))
            {
                WritePlace(writer, Mlp(layer), next, $"In front of the MLP of block {Literal.Of(layer)}.");
                next = Mlp(layer);
            }

            var part = HasSerialMlp(a) ? "the attention of block" : "block";
            WritePlace(writer, Attention(a, layer), next, $"In front of {part} {Literal.Of(layer)}.");
            next = Attention(a, layer);
        }

        writer.Close();
    }

    private static void WritePlace(SourceWriter writer, string place, string next, string summary) =>
        writer.WriteMember(
            $"""
            /// <summary>{summary}</summary>
            public abstract class {place} : {next};
            """
        );
}
