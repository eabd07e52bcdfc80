using System.Globalization;
using Circuitry.Emitted;

namespace Circuitry.Generators;

/// <summary>
/// Prints an experiment's forward pass over a residual stream, at the declared granularity. Numbers of readers come from the
/// same <see cref="GraphBuilder"/> that the runtime's graph is built by.
/// </summary>
internal static class ForwardFormatter
{
    /// <summary>Adds the forward pass to the members of the experiment class.</summary>
    public static void Add(MemberText t, ExperimentSpec s)
    {
        var a = s.ModelArchitecture;
        var split = s.SplitQueryKeyValue && s.Granularity.IsOfEdges();
        var graph = new GraphBuilder(a, split, s.SplitEmbedding, []);
        t.Add(
            """
            /// <inheritdoc/>
            /// <remarks>
            /// In a patched run, a reader's input is its ablated input plus, over its kept edges, the current output of each writer
            /// minus its replacement; norms are recomputed on it. Readers are numbered as in <see cref="AllUnits"/>.
            /// </remarks>
            public override global::TorchSharp.torch.Tensor Forward(global::Circuitry.Emitted.ResidualStream stream)
            {
                var sequence = stream.Sequence;
            """
        );
        t.Add(
            graph.SplitEmbedding
                ? """
                    stream.Write(Model.EmbedTokens(sequence).unsqueeze(0));
                    stream.Write(Model.EmbedPositions(sequence)!.unsqueeze(0));
                """
                : "    stream.Write(Model.Embed(sequence, global::Circuitry.Emitted.Tap.None).unsqueeze(0));"
        );
        Blocks(t, s, a, graph);
        t.Add(
            $$"""

                return Model.Unembed(stream.ReadAnswers({{Invariant(graph.Stages[^1].FirstReader)}}));
            }

            """
        );
    }

    private static void Blocks(MemberText t, ExperimentSpec s, Architecture a, GraphBuilder graph)
    {
        // Every block's stages are those of the first, so many readers on.
        List<Stage> block = graph.Stages.FindAll(stage => stage.Layer == 0 && stage.Kind != StageKind.Logits);
        var attention = block.Find(stage => stage.Kind == StageKind.Attention)!;
        var expand = a.HeadsPerKeyValueHead > 1;
        var mlp = block.Find(stage => stage.Kind == StageKind.Mlp) is { } stage
            ? $"Model.Mlp(layer, stream.Read({Reader(stage.FirstReader)}, {Invariant(stage.ReaderCount)}))"
            : null;
        t.Add(
            $$"""
                for (var layer = 0; layer < {{Invariant(a.Layers)}}; layer++)
                {
                    var reader = layer * {{Invariant(block.Sum(stage => stage.ReaderCount))}};
            """
        );
        t.Add(AttentionInputs(s, a, graph, attention));
        // In a parallel block the MLP reads the stream before the heads have written.
        t.AddIf(a.Block.Parallel && mlp is not null, $"        var mlp = {mlp};");
        t.Add(
            $$"""
                    stream.Write(Model.Attend(layer, null, query, {{(expand ? "Model.PerQueryHead(key)" : "key")}}, {{(
                expand ? "Model.PerQueryHead(value)" : "value"
            )}}, sequence){{(a.Attention.OutputBias ? ", Model.AttentionBias(layer)" : "")}});
            """
        );
        t.AddIf(
            mlp is not null,
            $"        stream.Write({(a.Block.Parallel ? "mlp" : mlp)}{(a.Mlp is { Bias: true } && !a.Norm.IsAfter ? ", Model.MlpBias(layer)" : "")});"
        );
        t.Add("    }");
    }

    private static string AttentionInputs(ExperimentSpec s, Architecture a, GraphBuilder graph, Stage attention)
    {
        if (!s.Granularity.IsOfEdges())
        {
            return """
                        // A removed node is removed for every reader, so that all heads read the same, [1, variant * batch, position, d_model].
                        var input = stream.Read(reader, 1);
                        var query = Model.Query(layer, null, input);
                        var key = Model.Key(layer, null, input);
                        var value = Model.Value(layer, null, input);
                """;
        }

        if (graph.AttentionReaders is [(ReaderKind.Attention, var groups)])
        {
            var query = a.HeadsPerKeyValueHead > 1 ? "Model.PerQueryHead(input)" : "input";
            return $$"""
                        // The joint input of each head's query, key and value, [head or 1, variant * batch, position, d_model].
                        var input = stream.Read(reader, {{Invariant(groups)}});
                        var query = Model.Query(layer, null, {{query}});
                        var key = Model.Key(layer, null, input);
                        var value = Model.Value(layer, null, input);
                """;
        }

        var roles = graph.AttentionReaders.Select(role =>
            $"        var {role.Kind.ToString().ToLowerInvariant()} = Model.{role.Kind}(layer, null, stream.Read({Reader(graph.FirstReader(attention, role.Kind))}, {Invariant(role.Count)}));"
        );
        return "        // The inputs of each head's query, key and value, [head or 1, variant * batch, position, d_model].\n"
            + string.Join("\n", roles);
    }

    private static string Reader(int inFirstBlock) =>
        inFirstBlock == 0 ? "reader" : $"reader + {Invariant(inFirstBlock)}";

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);
}
