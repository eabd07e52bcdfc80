namespace Circuitry.Generators;

internal static partial class HooksFormatter
{
    private const string HeadArguments = "layer, head";

    // The scores and patterns of a layer have the head axis in front of the positions.
    private const string ScoreArguments = "layer, head, headAxis: 1";

    private static void WriteHead(SourceWriter writer, Architecture a)
    {
        writer.WriteMember(
            $$"""
            /// <summary>The hook points of one {{(IsGrouped(a) ? "query " : "")}}head.</summary>
            /// <param name="layer">The block.</param>
            /// <param name="head">The head.</param>
            /// <typeparam name="TReads">Where the head reads.</typeparam>
            /// <typeparam name="TWrites">Where the head writes.</typeparam>
            """
        );
        writer.Open(
            """
            public sealed class Head<TReads, TWrites>(int layer, int head)
                where TReads : class
                where TWrites : class
            """
        );
        if (!IsGrouped(a))
        {
            OfHead(
                writer,
                "HeadInput",
                "AttentionInput",
                "AttentionInput",
                "The joint input of query, key and value, before the norm",
                Wide
            );
        }

        OfHead(writer, "HeadInput", "QueryInput", "QueryInput", "The input of the query, before the norm", Wide);
        if (!IsGrouped(a))
        {
            OfHead(writer, "HeadInput", "KeyInput", "KeyInput", "The input of the key, before the norm", Wide);
            OfHead(writer, "HeadInput", "ValueInput", "ValueInput", "The input of the value, before the norm", Wide);
        }

        Reader(writer, a, "Query", "The query" + BeforeRotation(a));
        if (!IsGrouped(a))
        {
            Reader(writer, a, "Key", "The key" + BeforeRotation(a));
            Reader(writer, a, "Value", "The value vector");
        }

        if (a.Positions.Kind == PositionEmbedding.Rotary)
        {
            OfHead(writer, "RotatedQuery", "RotatedQuery", "RotatedQuery", "The query after rotation", Narrow);
            if (!IsGrouped(a))
            {
                OfHead(writer, "RotatedKey", "RotatedKey", "RotatedKey", "The key after rotation", Narrow);
            }
        }

        WriteMixing(writer);
        if (!IsGrouped(a))
        {
            WriteMergedReader(writer, a, "query, key and value input together");
        }

        writer.Close();
    }

    private static void WriteMixing(SourceWriter writer)
    {
        var scores = "[batch, query_position, key_position]";
        OfHead(
            writer,
            "AttentionScores",
            "Scores",
            "AttentionScores",
            "Attention scores after scaling and masking",
            scores,
            ScoreArguments
        );
        OfHead(
            writer,
            "AttentionPattern",
            "Pattern",
            "AttentionPattern",
            "Attention probabilities",
            scores,
            ScoreArguments
        );
        OfHead(
            writer,
            "MixedValue",
            "MixedValue",
            "MixedValue",
            "Values mixed by the attention pattern, before W_O",
            Narrow
        );
        writer.WriteMember(
            $$"""
            /// <summary>The head's output to the stream, without b_O, {{Wide}}.</summary>
            public {{WriterPoint("HeadOutput", "TWrites")}} Output { get; } =
                new({{Site("HeadOutput")}}, global::Circuitry.Writer.OfHead(layer, head), head);
            """
        );
    }

    private static void WriteKeyValueHead(SourceWriter writer, Architecture a)
    {
        writer.WriteMember(
            """
            /// <summary>The hook points of one key and value head, which several query heads share.</summary>
            /// <param name="layer">The block.</param>
            /// <param name="head">The key and value head.</param>
            /// <typeparam name="TReads">Where the head reads.</typeparam>
            """
        );
        writer.Open(
            """
            public sealed class KeyValueHead<TReads>(int layer, int head)
                where TReads : class
            """
        );
        OfHead(writer, "HeadInput", "KeyInput", "KeyInput", "The input of the key, before the norm", Wide);
        OfHead(writer, "HeadInput", "ValueInput", "ValueInput", "The input of the value, before the norm", Wide);
        Reader(writer, a, "Key", "The key" + BeforeRotation(a));
        Reader(writer, a, "Value", "The value vector");
        if (a.Positions.Kind == PositionEmbedding.Rotary)
        {
            OfHead(writer, "RotatedKey", "RotatedKey", "RotatedKey", "The key after rotation", Narrow);
        }

        WriteMergedReader(writer, a, "key, value and its query heads' inputs together");
        writer.Close();
    }

    private static void WriteMergedReader(SourceWriter writer, Architecture a, string what) =>
        writer.WriteMember(
            $"""
            /// <summary>The edge from a writer to the head, {what}, for a graph that does not split them.</summary>
            /// <param name="writer">A writer upstream of the head; another does not compile.</param>
            public global::Circuitry.Edge From(global::Circuitry.Models.IWriterPoint<TReads> writer) =>
                new(writer.Writer, new(global::Circuitry.ReaderKind.Attention, layer, head, {Literal.Of(
                IsGrouped(a)
            )}));
            """
        );

    private static void Reader(SourceWriter writer, Architecture a, string name, string summary) =>
        writer.WriteMember(
            $$"""
            /// <summary>{{summary}}, {{Narrow}}.</summary>
            public {{ReaderPoint(name, "TReads")}} {{name}} { get; } =
                new({{Site(name)}}, new(global::Circuitry.ReaderKind.{{name}}, layer, head, {{Literal.Of(
                IsGrouped(a)
            )}}), head);
            """
        );

    private static void OfHead(
        SourceWriter writer,
        string kind,
        string name,
        string site,
        string summary,
        string shape,
        string arguments = HeadArguments
    ) =>
        writer.WriteMember(
            $$"""
            /// <summary>{{summary}}, {{shape}}.</summary>
            public {{Point(kind)}} {{name}} { get; } = new({{Site(site)}}, {{arguments}});
            """
        );
}
