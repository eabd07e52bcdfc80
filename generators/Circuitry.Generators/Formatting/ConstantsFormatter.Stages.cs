namespace Circuitry.Generators;

internal static partial class ConstantsFormatter
{
    private static void WriteStages(SourceWriter writer, Architecture a)
    {
        writer.WriteMember(
            """
            /// <summary>
            /// The steps of a forward pass with their writers and readers, numbered in forward order: the embedding one writer,
            /// query, key and value inputs separate readers. A reader reads the first <c>WritersBefore</c> writers.
            /// </summary>
            public static global::System.Collections.Generic.IReadOnlyList<global::Circuitry.Emitted.Stage> Stages { get; } =
            [
            """
        );
        foreach (var stage in new GraphBuilder(a, splitQueryKeyValue: true, splitEmbedding: false, []).Stages)
        {
            writer.WriteLine(
                $$"""    new() { Index = {{Literal.Of(stage.Index)}}, Kind = global::Circuitry.Emitted.StageKind.{{stage.Kind}}, Layer = {{Literal.Of(stage.Layer)}}, FirstWriter = {{Literal.Of(stage.FirstWriter)}}, WriterCount = {{Literal.Of(stage.WriterCount)}}, FirstReader = {{Literal.Of(stage.FirstReader)}}, ReaderCount = {{Literal.Of(stage.ReaderCount)}}, WritersBefore = {{Literal.Of(stage.WritersBefore)}} },"""
            );
        }

        writer.WriteLine("];");
    }
}
