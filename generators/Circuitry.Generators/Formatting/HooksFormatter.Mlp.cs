namespace Circuitry.Generators;

internal static partial class HooksFormatter
{
    private static void WriteMlp(SourceWriter writer, Architecture a)
    {
        writer.WriteMember(
            """
            /// <summary>The hook points of one MLP.</summary>
            /// <param name="layer">The block.</param>
            /// <typeparam name="TReads">Where the MLP reads.</typeparam>
            /// <typeparam name="TWrites">Where the MLP writes.</typeparam>
            """
        );
        writer.Open(
            """
            public sealed class Mlp<TReads, TWrites>(int layer)
                where TReads : class
                where TWrites : class
            """
        );
        OfMlp(writer, "Residual", "Input", "MlpInput", "The input of the MLP, before the norm", Wide);
        var gated = a.Mlp is { Gated: true };
        var neurons = "[batch, position, d_mlp]";
        var pre = "Neurons before the nonlinearity";
        OfMlp(writer, "MlpPre", "Pre", "MlpPre", gated ? "The gate: n" + pre.Substring(1) : pre, neurons);
        if (gated)
        {
            OfMlp(
                writer,
                "MlpPreLinear",
                "PreLinear",
                "MlpPreLinear",
                "The linear path that the gate multiplies, without its bias",
                neurons
            );
        }

        OfMlp(
            writer,
            "MlpPost",
            "Post",
            "MlpPost",
            gated ? "Neurons after the nonlinearity and the gate" : "Neurons after the nonlinearity",
            neurons
        );
        writer.WriteMember(
            $$"""
            /// <summary>The MLP's output to the stream, with b_out, {{Wide}}.</summary>
            public {{WriterPoint("MlpOutput", "TWrites")}} Output { get; } =
                new({{Site("MlpOutput")}}, global::Circuitry.Writer.OfMlp(layer));

            /// <summary>The edge from a writer to the MLP.</summary>
            /// <param name="writer">A writer upstream of the MLP; another does not compile.</param>
            public global::Circuitry.Edge From(global::Circuitry.Models.IWriterPoint<TReads> writer) =>
                new(writer.Writer, new(global::Circuitry.ReaderKind.Mlp, layer, 0));
            """
        );
        writer.Close();
    }

    private static void OfMlp(
        SourceWriter writer,
        string kind,
        string name,
        string site,
        string summary,
        string shape
    ) =>
        writer.WriteMember(
            $$"""
            /// <summary>{{summary}}, {{shape}}.</summary>
            public {{Point(kind)}} {{name}} { get; } = new({{Site(site)}}, layer);
            """
        );
}
