namespace Circuitry.Generators;

internal static partial class HooksFormatter
{
    private static void WriteBlock(SourceWriter writer, Architecture a)
    {
        writer.WriteMember(
            """
            /// <summary>The hook points of one block: all heads together, the MLP, and the heads one by one.</summary>
            /// <param name="layer">The block.</param>
            """
        );
        writer.WriteLine(
            HasSerialMlp(a)
                ? """
                /// <typeparam name="TReads">Where attention reads.</typeparam>
                /// <typeparam name="TBetween">Where attention writes and the MLP reads.</typeparam>
                /// <typeparam name="TWrites">Where the MLP writes.</typeparam>
                """
                : """
                /// <typeparam name="TReads">Where the block reads.</typeparam>
                /// <typeparam name="TWrites">Where the block writes.</typeparam>
                """
        );
        writer.Open(
            HasSerialMlp(a)
                ? """
                public sealed class Block<TReads, TBetween, TWrites>(int layer)
                    where TReads : class
                    where TBetween : class
                    where TWrites : class
                """
                : """
                public sealed class Block<TReads, TWrites>(int layer)
                    where TReads : class
                    where TWrites : class
                """
        );
        WriteInputs(writer, a);
        WriteAttention(writer, a);
        if (!a.AttentionOnly)
        {
            WriteMlpOfBlock(writer, a);
        }

        InBlock(writer, Point("Residual"), "ResidualPost", "The residual stream behind the block", Wide);
        WriteHeads(writer, a);
        writer.Close();
    }

    private static void WriteInputs(SourceWriter writer, Architecture a)
    {
        InBlock(writer, Point("Residual"), "ResidualPre", "The residual stream in front of the block", Wide);
        // A merged input belongs to a head; where heads share keys and values there is no such thing.
        if (!IsGrouped(a))
        {
            InBlock(
                writer,
                PerHead("HeadInput"),
                "AttentionInput",
                "The input of each head, before the norm",
                "[batch, position, head, d_model]"
            );
        }

        InBlock(
            writer,
            PerHead("HeadInput"),
            "QueryInput",
            "The input of each query, before the norm",
            "[batch, position, head, d_model]"
        );
        var shape = $"[batch, position, {KeyValueAxis(a)}, d_model]";
        InBlock(writer, PerKeyValueHead(a, "HeadInput"), "KeyInput", "The input of each key, before the norm", shape);
        InBlock(
            writer,
            PerKeyValueHead(a, "HeadInput"),
            "ValueInput",
            "The input of each value, before the norm",
            shape
        );
        WriteNorm(writer, a, a.Norm.IsBefore, "Norm1", "first");
    }

    private static void WriteAttention(SourceWriter writer, Architecture a)
    {
        var shape = "[batch, position, head, d_head]";
        var sharedShape = $"[batch, position, {KeyValueAxis(a)}, d_head]";
        InBlock(writer, PerHead("Query"), "Query", "Queries" + BeforeRotation(a), shape);
        InBlock(writer, PerKeyValueHead(a, "Key"), "Key", "Keys" + BeforeRotation(a), sharedShape);
        InBlock(writer, PerKeyValueHead(a, "Value"), "Value", "Values", sharedShape);
        if (a.Positions.Kind == PositionEmbedding.Rotary)
        {
            InBlock(writer, PerHead("RotatedQuery"), "RotatedQuery", "Queries after rotation", shape);
            InBlock(writer, PerKeyValueHead(a, "RotatedKey"), "RotatedKey", "Keys after rotation", sharedShape);
        }

        InBlock(
            writer,
            PerHead("AttentionScores"),
            "AttentionScores",
            "Attention scores after scaling and masking",
            "[batch, head, query_position, key_position]"
        );
        InBlock(
            writer,
            PerHead("AttentionPattern"),
            "AttentionPattern",
            "Attention probabilities",
            "[batch, head, query_position, key_position]"
        );
        InBlock(
            writer,
            PerHead("MixedValue"),
            "MixedValue",
            "Values mixed by the attention pattern, before W_O",
            shape
        );
        InBlock(
            writer,
            PerHead("HeadOutput"),
            "HeadOutput",
            "The output of each head to the stream, without b_O",
            "[batch, position, head, d_model]"
        );
        WriteBehind(writer, a, "AttentionBranch", "The output of attention, with b_O, in front of its norm", 1);
        InBlock(
            writer,
            Point("AttentionOutput"),
            "AttentionOutput",
            "The output of attention to the stream, with b_O",
            Wide
        );
    }

    private static void WriteMlpOfBlock(SourceWriter writer, Architecture a)
    {
        if (HasSerialMlp(a))
        {
            InBlock(writer, Point("Residual"), "ResidualMid", "The residual stream between attention and MLP", Wide);
        }

        WriteNorm(writer, a, a.Norm.IsBefore, "Norm2", "second");
        WriteBehind(writer, a, "MlpBranch", "The output of the MLP, with b_out, in front of its norm", 2);
        var stages = HasSerialMlp(a) ? "TBetween, TWrites" : "TReads, TWrites";
        writer.WriteMember(
            $$"""
            /// <summary>The MLP.</summary>
            public Mlp<{{stages}}> Mlp { get; } = new(layer);
            """
        );
    }

    /// <summary>The hook points of a norm behind a branch, and of the branch in front of it.</summary>
    private static void WriteBehind(SourceWriter writer, Architecture a, string branch, string summary, int index)
    {
        if (a.Norm.IsAfter)
        {
            InBlock(writer, Point(branch), branch, summary, Wide);
        }

        var what = index == 1 ? "attention" : "MLP";
        WriteNorm(writer, a, a.Norm.IsBehind, $"PostNorm{Literal.Of(index)}", $"{what}'s outer");
    }

    private static void WriteNorm(SourceWriter writer, Architecture a, bool present, string norm, string which)
    {
        if (present)
        {
            InBlock(
                writer,
                Point("NormScale"),
                norm + "Scale",
                $"The divisor of the {which} norm",
                "[batch, position, 1]"
            );
            InBlock(writer, Point(NormalizedKind(a)), norm + "Normalized", NormalizedSummary(a, which), Wide);
        }
    }

    private static void WriteHeads(SourceWriter writer, Architecture a)
    {
        var stages = HasSerialMlp(a) ? "TReads, TBetween" : "TReads, TWrites";
        for (var head = 0; head < a.Heads; head++)
        {
            WriteHeadOfBlock(writer, $"Head<{stages}>", "Head", head, IsGrouped(a) ? "Query head" : "Head");
        }

        for (var head = 0; IsGrouped(a) && head < a.KeyValueHeads; head++)
        {
            WriteHeadOfBlock(writer, "KeyValueHead<TReads>", "KeyValueHead", head, "Key and value head");
        }
    }

    private static void WriteHeadOfBlock(SourceWriter writer, string type, string name, int head, string summary) =>
        writer.WriteMember(
            $$"""
            /// <summary>{{summary}} {{Literal.Of(head)}}.</summary>
            public {{type}} {{name}}{{Literal.Of(head)}} { get; } = new(layer, {{Literal.Of(head)}});
            """
        );

    private static void InBlock(SourceWriter writer, string type, string name, string summary, string shape) =>
        writer.WriteMember(
            $$"""
            /// <summary>{{summary}}, {{shape}}.</summary>
            public {{type}} {{name}} { get; } = new({{Site(name)}}, layer);
            """
        );
}
