namespace Circuitry.Generators;

/// <summary>Prints a model's sizes, its architecture and its stage table.</summary>
internal static partial class ConstantsFormatter
{
    public static string Format(TransformerSpec spec)
    {
        var a = spec.Architecture;
        return SourceFile.PartOf(
            spec.Type,
            $"The sizes of {spec.Type.Name} and of its graph. Its architecture is {SourceFile.Origin(spec)}.",
            writer =>
            {
                WriteSizes(writer, a);
                WriteArchitecture(writer, a, CommentText.Xml(SourceFile.Origin(spec)));
                WriteStages(writer, a);
            },
            $"/// <remarks>{Summary(a)} The architecture is {CommentText.Xml(SourceFile.Origin(spec))}.</remarks>"
        );
    }

    private static string Summary(Architecture a)
    {
        var heads =
            a.HeadsPerKeyValueHead > 1
                ? $"{Counted.Of(a.Heads, "query head")} sharing {Counted.Of(a.KeyValueHeads, "key and value head")}"
            : a.Heads == 1 ? "one head"
            : Counted.Of(a.Heads, "head");
        return $"A transformer of {Counted.Of(a.Layers, "block")} with {heads}{(a.AttentionOnly ? " and no MLP" : "")}, d_model {a.ModelWidth}.";
    }

    private static void WriteSizes(SourceWriter writer, Architecture a)
    {
        WriteSize(writer, "Layers", a.Layers, "Number of blocks.");
        WriteSize(writer, "Heads", a.Heads, "Number of query heads in a block.");
        WriteSize(writer, "KeyValueHeads", a.KeyValueHeads, "Number of key and value heads in a block.");
        WriteSize(writer, "ModelWidth", a.ModelWidth, "Width of the residual stream, d_model.");
        WriteSize(writer, "HeadWidth", a.HeadWidth, "Width of one head, d_head.");
        WriteSize(writer, "MlpWidth", a.MlpWidth, "Number of neurons in an MLP, d_mlp; 0 where there is none.");
        WriteSize(writer, "Context", a.Context, "Longest sequence the model can read, n_ctx.");
        WriteSize(writer, "Vocabulary", a.Vocabulary, "Number of tokens the model reads, d_vocab.");
        WriteSize(writer, "OutputVocabulary", a.OutputVocabulary, "Number of logits, d_vocab_out.");
        GraphSize split = GraphSize.Of(a, splitQueryKeyValue: true),
            merged = GraphSize.Of(a, splitQueryKeyValue: false);
        WriteSize(writer, "WriterCount", split.Writers, "Number of nodes that add to the residual stream.");
        WriteSize(
            writer,
            "ReaderCount",
            split.Readers,
            "Number of inputs that read the residual stream, query, key and value inputs split."
        );
        WriteSize(writer, "EdgeCount", split.Edges, "Number of edges, query, key and value inputs split.");
        WriteSize(
            writer,
            "MergedEdgeCount",
            merged.Edges,
            "Number of edges, query, key and value inputs of a head merged."
        );
    }

    // The edges of a large model are more than an int counts.
    private static void WriteSize(SourceWriter writer, string name, long value, string summary) =>
        writer.WriteMember(
            $"""
            /// <summary>{summary}</summary>
            public const {(value > int.MaxValue ? "long" : "int")} {name} = {Literal.Of(value)};
            """
        );
}
