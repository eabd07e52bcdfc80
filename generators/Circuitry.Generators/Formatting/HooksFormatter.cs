namespace Circuitry.Generators;

/// <summary>
/// Prints the tree of hook points. One class for all blocks and one for all heads, told apart by the stages of the residual
/// stream that they read and write, so that the text grows with layers plus heads.
/// </summary>
internal static partial class HooksFormatter
{
    public static string Format(TransformerSpec spec)
    {
        var a = spec.Architecture;
        return SourceFile.PartOf(
            spec.Type,
            $"The hook points of {spec.Type.Name}. Its architecture is {SourceFile.Origin(spec)}.",
            writer =>
            {
                writer.WriteLine(
                    """
                    /// <summary>All hook points of the model, at which activations can be read or patched, and all ends of edges.</summary>
                    """
                );
                writer.Open("public static class Hooks");
                WriteEmbeddings(writer, a);
                WriteLayers(writer, a);
                WriteEnd(writer, a);
                WriteBlock(writer, a);
                WriteHead(writer, a);
                if (IsGrouped(a))
                {
                    WriteKeyValueHead(writer, a);
                }

                if (!a.AttentionOnly)
                {
                    WriteMlp(writer, a);
                }

                WriteStream(writer, a);
                writer.Close();
            }
        );
    }

    private static void WriteEmbeddings(SourceWriter writer, Architecture a)
    {
        var first = InFrontOfBlock(a, 0);
        if (a.Positions.Kind != PositionEmbedding.Learned)
        {
            writer.WriteMember(
                $$"""
                /// <summary>The embedding of the tokens, which is the input of the first block, [batch, position, d_model].</summary>
                public static {{WriterPoint("TokenEmbedding", first)}} Input { get; } =
                    new({{Site("TokenEmbedding")}}, global::Circuitry.Writer.Input);
                """
            );
            return;
        }

        writer.WriteMember(
            $$"""
            /// <summary>The embeddings of tokens and positions together, which are the input of the first block, [batch, position, d_model].</summary>
            public static {{WriterPoint("Residual", first)}} Input { get; } =
                new({{Site("ResidualPre")}}, global::Circuitry.Writer.Input);

            /// <summary>The embedding of the tokens, [batch, position, d_model]; a writer where an experiment splits the embedding.</summary>
            public static {{WriterPoint("TokenEmbedding", first)}} TokenEmbedding { get; } =
                new({{Site("TokenEmbedding")}}, global::Circuitry.Writer.TokenEmbedding);

            /// <summary>The embedding of the positions, [batch, position, d_model]; a writer where an experiment splits the embedding.</summary>
            public static {{WriterPoint("PositionalEmbedding", first)}} PositionalEmbedding { get; } =
                new({{Site("PositionalEmbedding")}}, global::Circuitry.Writer.PositionEmbedding);
            """
        );
    }

    private static void WriteLayers(SourceWriter writer, Architecture a)
    {
        for (var layer = 0; layer < a.Layers; layer++)
        {
            var index = Literal.Of(layer);
            var arguments = string.Join(", ", StagesOfBlock(a, layer));
            writer.WriteMember(
                $$"""
                /// <summary>Block {{index}}.</summary>
                public static Block<{{arguments}}> Layer{{index}} { get; } = new({{index}});
                """
            );
        }
    }

    private static void WriteEnd(SourceWriter writer, Architecture a)
    {
        if (a.Norm.IsFinal)
        {
            writer.WriteMember(
                $$"""
                /// <summary>The divisor of the final norm, [batch, position, 1].</summary>
                public static {{Point("NormScale")}} FinalNormScale { get; } = new({{Site("FinalNormScale")}});

                /// <summary>{{NormalizedSummary(a, "final")}}, [batch, position, d_model].</summary>
                public static {{Point(NormalizedKind(a))}} FinalNormNormalized { get; } = new({{Site(
                    "FinalNormNormalized"
                )}});
                """
            );
        }

        writer.WriteMember(
            $$"""
            /// <summary>The input of the unembedding, [batch, position, d_model].</summary>
            public static {{Point("UnembedInput")}} UnembedInput { get; } = new({{Site("UnembedInput")}});

            /// <summary>The logits, [batch, position, d_vocab_out].</summary>
            public static {{ReaderPoint("Logits", Stream + BeforeLogits)}} Logits { get; } =
                new({{Site("Logits")}}, new(global::Circuitry.ReaderKind.Logits, {{Literal.Of(a.Layers)}}, 0));
            """
        );
    }

    private const string Wide = "[batch, position, d_model]";
    private const string Narrow = "[batch, position, d_head]";

    private static bool IsGrouped(Architecture a) => a.HeadsPerKeyValueHead > 1;

    private static string KeyValueAxis(Architecture a) => IsGrouped(a) ? "key_value_head" : "head";

    private static string BeforeRotation(Architecture a) =>
        a.Positions.Kind == PositionEmbedding.Rotary ? " before rotation" : "";

    // TransformerLens's hook_normalized: the stream before the scale for a root mean square norm, the output for others.
    private static string NormalizedKind(Architecture a) => ShowsQuotient(a) ? "Normalized" : "NormOutput";

    private static string NormalizedSummary(Architecture a, string norm) =>
        ShowsQuotient(a) ? $"The normalised stream before the {norm} norm's own scale"
        : a.Norm.HasBias ? $"The output of the {norm} norm, with its scale and bias"
        : a.Norm.HasScale ? $"The output of the {norm} norm, with its scale"
        : $"The output of the {norm} norm";

    private static bool ShowsQuotient(Architecture a) => a.Norm.HasScale && !a.Norm.Centres;

    private static string Kind(string kind) => "global::Circuitry.Activations." + kind;

    private static string Site(string site) => "global::Circuitry.Models.HookSite." + site;

    private static string Point(string kind) => $"global::Circuitry.Models.HookPoint<{Kind(kind)}>";

    private static string PerHead(string kind) =>
        $"global::Circuitry.Models.HookPoint<global::Circuitry.Activations.PerHead<{Kind(kind)}>>";

    private static string PerKeyValueHead(Architecture a, string kind) =>
        IsGrouped(a)
            ? $"global::Circuitry.Models.HookPoint<global::Circuitry.Activations.PerKeyValueHead<{Kind(kind)}>>"
            : PerHead(kind);

    private static string WriterPoint(string kind, string stage) =>
        $"global::Circuitry.Models.WriterPoint<{Kind(kind)}, {stage}>";

    private static string ReaderPoint(string kind, string stage) =>
        $"global::Circuitry.Models.ReaderPoint<{Kind(kind)}, {stage}>";
}
