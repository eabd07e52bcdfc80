using System.Reflection;

namespace Circuitry.Generators.Tests;

/// <summary>The emitted tree agrees with the runtime's graph, and what is no edge does not compile.</summary>
public sealed class HookTreeTests
{
    private const string Gpt2 = """[Transformer("gpt2/config.json")] public sealed partial class Model;""";
    private const string Parallel = """[Transformer("pythia/config.json")] public sealed partial class Model;""";
    private const string Grouped = """[Transformer("llama/config.json")] public sealed partial class Model;""";

    [Theory]
    [InlineData("gpt2/config.json")]
    [InlineData("llama/config.json")]
    [InlineData("pythia/config.json")]
    [InlineData("qwen2/config.json")]
    [InlineData("tracr/config.json")]
    public void Constants_and_stages_are_those_of_the_runtimes_graph(string named)
    {
        var model = Load($"[Transformer(\"{named}\")] public sealed partial class Model;");
        var architecture = Static<Architecture>(model, "Declared");
        var graph = new Graph(architecture);
        var merged = new Graph(architecture, splitQueryKeyValue: false);

        Assert.Equal(graph.Stages, Static<IReadOnlyList<Stage>>(model, "Stages"));
        Assert.Equal(graph.Writers.Count, Constant(model, "WriterCount"));
        Assert.Equal(graph.Readers.Count, Constant(model, "ReaderCount"));
        Assert.Equal(graph.EdgeCount, Constant(model, "EdgeCount"));
        Assert.Equal(merged.EdgeCount, Constant(model, "MergedEdgeCount"));
    }

    [Fact]
    public void Gpt2_small_has_the_published_numbers_of_writers_and_edges()
    {
        var model = Load(Gpt2);

        Assert.Equal(157, Constant(model, "WriterCount"));
        Assert.Equal(32491, Constant(model, "EdgeCount"));
        Assert.Equal(11611, Constant(model, "MergedEdgeCount"));
    }

    [Theory]
    [InlineData("Layer9.Head6.Query.From(Model.Hooks.Layer5.Head5.Output)", "a5.h5->a9.h6<q>")]
    [InlineData("Layer9.Head6.Value.From(Model.Hooks.Layer8.Mlp.Output)", "m8->a9.h6<v>")]
    [InlineData("Layer3.Mlp.From(Model.Hooks.Layer3.Head11.Output)", "a3.h11->m3")]
    [InlineData("Layer0.Head0.Key.From(Model.Hooks.Input)", "input->a0.h0<k>")]
    [InlineData("Layer0.Mlp.From(Model.Hooks.TokenEmbedding)", "tok->m0")]
    [InlineData("Logits.From(Model.Hooks.PositionalEmbedding)", "pos->logits")]
    [InlineData("Logits.From(Model.Hooks.Layer11.Mlp.Output)", "m11->logits")]
    [InlineData("Layer9.Head6.From(Model.Hooks.Layer5.Head5.Output)", "a5.h5->a9.h6")]
    public void Edges_have_the_graphs_names(string edge, string name) => Assert.Equal(name, Evaluate(Gpt2, edge));

    [Theory]
    [InlineData("Layer1.Head5.Query.From(Model.Hooks.Layer0.Head5.Output)", "a0.h5->a1.h5<q>")]
    [InlineData("Layer1.KeyValueHead1.Key.From(Model.Hooks.Layer0.Mlp.Output)", "m0->a1.kv1<k>")]
    [InlineData("Layer1.KeyValueHead1.From(Model.Hooks.Input)", "input->a1.kv1")]
    public void Edges_of_grouped_heads_have_the_graphs_names(string edge, string name) =>
        Assert.Equal(name, Evaluate(Grouped, edge));

    [Theory]
    [InlineData("Layer9.Head6.Query", "blocks.9.attn.hook_q[6] [batch, position, d_head]")]
    [InlineData("Layer9.Head6.Pattern", "blocks.9.attn.hook_pattern[6] [batch, query_position, key_position]")]
    [InlineData("Layer9.AttentionPattern", "blocks.9.attn.hook_pattern [batch, head, query_position, key_position]")]
    [InlineData("Layer3.Mlp.Post", "blocks.3.mlp.hook_post [batch, position, d_mlp]")]
    [InlineData("Layer3.Mlp.Output", "blocks.3.hook_mlp_out [batch, position, d_model]")]
    [InlineData("Input", "blocks.0.hook_resid_pre [batch, position, d_model]")]
    [InlineData("TokenEmbedding", "hook_embed [batch, position, d_model]")]
    [InlineData("FinalNormNormalized", "ln_final.hook_normalized [batch, position, d_model]")]
    [InlineData("Logits", "unembed.hook_out [batch, position, d_vocab_out]")]
    public void Hook_points_print_TransformerLens_names_and_shapes(string point, string expected) =>
        Assert.Equal(expected, Evaluate(Gpt2, point));

    [Fact]
    public void Keys_of_grouped_heads_have_an_axis_of_their_own() =>
        Assert.Equal("blocks.1.attn.hook_k [batch, position, key_value_head, d_head]", Evaluate(Grouped, "Layer1.Key"));

    [Theory]
    [InlineData("backwards", "Hooks.Layer5.Head5.Query.From(Model.Hooks.Layer9.Head6.Output)", "CS1503")]
    [InlineData(
        "from a head of the same block",
        "Hooks.Layer5.Head5.Query.From(Model.Hooks.Layer5.Head4.Output)",
        "CS1503"
    )]
    [InlineData("from the MLP behind", "Hooks.Layer5.Head5.Query.From(Model.Hooks.Layer5.Mlp.Output)", "CS1503")]
    [InlineData("from the MLP itself", "Hooks.Layer5.Mlp.From(Model.Hooks.Layer5.Mlp.Output)", "CS1503")]
    [InlineData("from the stream", "Hooks.Layer5.Mlp.From(Model.Hooks.Layer5.ResidualPre)", "CS1503")]
    [InlineData("a rotated query without rotation", "Hooks.Layer5.Head5.RotatedQuery", "CS1061")]
    [InlineData("a gate without a gated MLP", "Hooks.Layer5.Mlp.PreLinear", "CS1061")]
    [InlineData("a block too many", "Hooks.Layer12", "CS0117")]
    [InlineData("a head too many", "Hooks.Layer5.Head12", "CS1061")]
    public void What_a_serial_model_lacks_does_not_compile(string what, string expression, string id)
    {
        Assert.NotEmpty(what);
        Assert.Equal([id], Errors(Gpt2, expression));
    }

    [Theory]
    [InlineData("an edge within a block", "Hooks.Layer1.Mlp.From(Model.Hooks.Layer1.Head0.Output)", "CS1503")]
    [InlineData("a stream between", "Hooks.Layer1.ResidualMid", "CS1061")]
    [InlineData("a position embedding", "Hooks.PositionalEmbedding", "CS0117")]
    public void What_a_parallel_model_lacks_does_not_compile(string what, string expression, string id)
    {
        Assert.NotEmpty(what);
        Assert.Equal([id], Errors(Parallel, expression));
    }

    [Theory]
    [InlineData("a key of a query head", "Hooks.Layer1.Head0.Key", "CS1061")]
    [InlineData("a merged input of a query head", "Hooks.Layer1.Head0.From(Model.Hooks.Input)", "CS1061")]
    [InlineData("more key heads than there are", "Hooks.Layer1.KeyValueHead2", "CS1061")]
    public void What_a_grouped_model_lacks_does_not_compile(string what, string expression, string id)
    {
        Assert.NotEmpty(what);
        Assert.Equal([id], Errors(Grouped, expression));
    }

    [Fact]
    public void A_query_taken_for_an_attention_output_does_not_compile()
    {
        var errors = Project
            .Of(
                Gpt2
                    + """
                    public static class User
                    {
                        public static Activation<AttentionOutput> Read(Run run) => run[Model.Hooks.Layer0.Head0.Query];
                    }
                    """,
                Configs.Gpt2
            )
            .Generate()
            .Errors;

        Assert.Equal(["CS0029"], errors);
    }

    [Fact]
    public void A_run_is_read_at_every_kind_of_hook_point() =>
        Assert.Empty(
            Project
                .Of(
                    Grouped
                        + """
                        public static class User
                        {
                            public static void Read(Run run)
                            {
                                Activation<Query> query = run[Model.Hooks.Layer0.Head0.Query];
                                Activation<PerHead<Query>> queries = run[Model.Hooks.Layer0.Query];
                                Activation<PerKeyValueHead<Key>> keys = run[Model.Hooks.Layer0.Key];
                                Activation<MlpPost> neurons = run[Model.Hooks.Layer1.Mlp.Post];
                                Activation<Logits> logits = run[Model.Hooks.Logits];
                            }
                        }
                        """,
                    Configs.Llama
                )
                .Generate()
                .Errors
        );

    [Fact]
    public void Every_edge_of_the_graph_can_be_written_down_and_no_other()
    {
        const string source = "[Transformer(\"pythia/config.json\")] public sealed partial class Model;";
        var hooks = Load(source).GetNestedType("Hooks")!;
        var points = PointsOf(hooks).ToList();
        var readers = points.Where(point => point.GetType().GetMethod("From") is not null).ToList();
        var writers = points.Where(point => point.GetType().GetProperty("Writer") is not null).ToList();

        var edges = readers
            .SelectMany(reader => writers.Select(writer => EdgeOf(reader, writer)))
            .OfType<Edge>()
            .Where(edge => edge.Reader.Kind != ReaderKind.Attention)
            .Select(edge => edge.Name)
            .Order(StringComparer.Ordinal);

        var graph = new Graph(Static<Architecture>(hooks.DeclaringType!, "Declared"));
        var expected = Enumerable.Range(0, graph.EdgeCount).Select(edge => graph.EdgeAt(edge).Name);
        Assert.Equal(expected.Order(StringComparer.Ordinal), edges);
    }

    private static Edge? EdgeOf(object reader, object writer)
    {
        var from = reader.GetType().GetMethod("From")!;
        return from.GetParameters()[0].ParameterType.IsInstanceOfType(writer)
            ? (Edge)from.Invoke(reader, [writer])!
            : null;
    }

    // Everything in the tree, the nodes between included.
    private static IEnumerable<object> PointsOf(Type hooks)
    {
        var queue = new Queue<object>(hooks.GetProperties().Select(property => property.GetValue(null)!));
        while (queue.TryDequeue(out var value))
        {
            yield return value;
            if (value is not HookPoint)
            {
                foreach (var property in value.GetType().GetProperties())
                {
                    queue.Enqueue(property.GetValue(value)!);
                }
            }
        }
    }

    private static Type Load(string source) => Generate(source).Load().GetType("Study.Model")!;

    private static Generated Generate(string source) =>
        Project
            .Of(source, Configs.Gpt2, Configs.Llama, Configs.GptNeoX, Configs.Qwen2, Configs.TransformerLens)
            .Generate();

    private static string Evaluate(string model, string expression)
    {
        var user = $$"""
            public static class User
            {
                public static string Text() => Describe(Model.Hooks.{{expression}});

                private static string Describe(object value) => value is HookPoint point ? point.Name + " " + point.Shape : value.ToString()!;
            }
            """;
        var method = Generate(model + user).Load().GetType("Study.User")!.GetMethod("Text")!;
        return (string)method.Invoke(null, null)!;
    }

    private static IReadOnlyList<string> Errors(string model, string expression) =>
        Generate(model + $"public static class User {{ public static object Get() => Model.{expression}; }}").Errors;

    private static T Static<T>(Type type, string property) =>
        (T)type.GetProperty(property, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    private static int Constant(Type type, string name) => (int)type.GetField(name)!.GetRawConstantValue()!;
}
