using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Every verb of the lens by its identity, in float64, on models that differ in positions, norms, biases and the order of a block.</summary>
public sealed class LensTests
{
    private const double Tolerance = 1e-10;

    /// <summary>Learned positions, LayerNorm and biases; rotary positions, RMS norm and grouped keys; attention and MLP side by side.</summary>
    public static TheoryData<string> Models => ["serial", "grouped", "parallel", "attention only", "bidirectional"];

    [Theory]
    [MemberData(nameof(Models))]
    public void What_a_stream_is_taken_apart_into_adds_up_to_it(string name)
    {
        using var model = SmallFeatures.Model(name);
        using var run = model.Run(Prompts(model));
        var layers = model.Architecture.Layers;
        for (int? layer = 0; layer <= layers; layer++)
        {
            using var scope = NewDisposeScope();
            var stream =
                layer == layers
                    ? run.ReadWhole(HookSite.ResidualPost, layers - 1)
                    : run.ReadWhole(HookSite.ResidualPre, layer.Value);
            foreach (var parts in new[] { run.Decompose(layer), run.HeadOutputs(layer) })
            {
                Numbers.Same(stream, Ops.Sum(parts.Values, 0), Tolerance);
                Assert.Equal(parts.Labels.Count, parts.Values.size(0));
                Assert.Equal(
                    layer == layers ? $"blocks.{layers - 1}.hook_resid_post" : $"blocks.{layer}.hook_resid_pre",
                    parts.SumsTo
                );
                parts.Dispose();
            }
        }
    }

    [Fact]
    public void Components_have_the_names_and_the_order_of_the_field()
    {
        using var model = SmallFeatures.Model("serial");
        using var run = model.Run(Prompts(model));
        using var parts = run.Decompose();
        using var heads = run.HeadOutputs(1);
        using var streams = run.ResidualsUpTo(includeMiddle: true);

        Assert.Equal(["embed", "pos_embed", "0_attn_out", "0_mlp_out", "1_attn_out", "1_mlp_out"], parts.Labels);
        Assert.Equal(
            [.. Enumerable.Range(0, model.Architecture.Heads).Select(h => $"L0H{h}"), "remainder"],
            heads.Labels
        );
        Assert.Equal(["0_pre", "0_mid", "1_pre", "1_mid", "final_post"], streams.Labels);
        Numbers.Same(run.ReadWhole(HookSite.AttentionOutput, 1), parts["1_attn_out"], 0);
        Assert.Contains("there are embed, pos_embed", Assert.Throws<LensException>(() => parts["2_attn_out"]).Message);
        Assert.Contains("no block 3", Assert.Throws<LensException>(() => run.Decompose(3)).Message);
        Assert.Contains("no block -1", Assert.Throws<LensException>(() => run.HeadOutputs(-1)).Message);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void The_logit_lens_ends_in_the_models_own_logits(string name)
    {
        using var scope = NewDisposeScope();
        using var model = SmallFeatures.Model(name);
        var prompts = Prompts(model);
        using var run = model.Run(prompts);
        using var sequence = Sequence.Of(prompts, model);

        var (labels, logits) = run.LogitLens();

        Assert.Equal(model.Architecture.Layers + 1, labels.Count);
        Numbers.Same(model.Forward(sequence), logits[^1], 0);
        Numbers.Same(model.Unembed(run.ReadWhole(HookSite.ResidualPre, 1)), logits[1], 0);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Attributions_of_all_parts_add_up_to_the_difference_of_logits_less_that_of_biases(string name)
    {
        using var scope = NewDisposeScope();
        using var model = SmallFeatures.Model(name);
        var prompts = Prompts(model);
        using var run = model.Run(prompts);
        int[] positions = [.. Enumerable.Range(0, prompts.Count).Select(i => prompts[i].Count - 1)];
        int[] right = [1, 2, 0],
            wrong = [0, 1, 2];
        var logits = run.ReadWhole(HookSite.Logits, -1);
        var w = model.Weights;
        var bias = w.b_U ?? zeros(w.W_U.size(1), dtype: float64);
        bias = w.FinalNormBias is { } normBias ? Ops.Add(bias, normBias.matmul(w.W_U)) : bias;

        foreach (var parts in new[] { run.Decompose(), run.HeadOutputs() })
        {
            var attributions = run.LogitAttributions(parts, positions, right, wrong);
            Assert.Equal([parts.Labels.Count, prompts.Count], attributions.shape);
            for (var i = 0; i < prompts.Count; i++)
            {
                var at = logits[i, prompts.Length - 1];
                var expected =
                    Value(at[right[i]]) - Value(at[wrong[i]]) - Value(bias[right[i]]) + Value(bias[wrong[i]]);
                Assert.Equal(expected, Value(Ops.Sum(attributions.select(1, i), 0)), Tolerance);
            }
        }

        Assert.Contains(
            "unembedding reads",
            Assert.Throws<LensException>(() => run.LogitAttributions(run.Decompose(1), positions, right)).Message
        );
        Assert.Contains(
            "1 right tokens for 3 prompts",
            Assert.Throws<LensException>(() => run.LogitAttributions(run.Decompose(), positions, [1])).Message
        );
    }

    [Theory]
    [InlineData(7, 3, 5)]
    [InlineData(6, 2, 6)]
    public void A_factored_matrix_is_its_product_in_every_number(int rows, int inner, int columns)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3, CPU);
        using var factored = new FactoredMatrix(
            randn([rows, inner], dtype: float64, generator: generator),
            randn([inner, columns], dtype: float64, generator: generator)
        );
        var product = factored.Product();
        var (u, s, v) = factored.Svd();
        var (_, singular, _) = linalg.svd(product);

        Numbers.Same(singular[..inner], s, Tolerance);
        Numbers.Same(product, (u * s).matmul(v.t()), Tolerance);
        Assert.Equal(Value(Ops.Square(product).sum().sqrt()), Value(factored.Norm()), Tolerance);
        if (rows == columns)
        {
            // Of a real matrix, the sum of eigenvalues is the trace.
            Assert.Equal(Value(product.diagonal().sum()), Value(factored.Eigenvalues().real.sum()), Tolerance);
        }
        else
        {
            Assert.Throws<LensException>(() => factored.Eigenvalues());
        }

        Assert.Throws<LensException>(() => new FactoredMatrix(product, product.t().matmul(product)[..1]));
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Heads_are_the_matrices_that_their_weights_multiply_to(string name)
    {
        using var scope = NewDisposeScope();
        using var model = SmallFeatures.Model(name);
        var a = model.Architecture;
        var (layer, head) = (1, a.Heads - 1);
        var (w, width) = (model.Weights.Layers[layer], a.HeadWidth);
        var shared = head / (a.Heads / a.KeyValueHeads);
        var query = w.W_QKV.narrow(1, head * width, width);
        var key = w.W_QKV.narrow(1, (a.Heads + shared) * width, width);
        var value = w.W_QKV.narrow(1, (a.Heads + a.KeyValueHeads + shared) * width, width);
        var output = w.W_O.narrow(0, head * width, width);

        using var ov = model.ValueOutput(layer, head);
        using var qk = model.QueryKeyAtDistanceZero(layer, head);

        Numbers.Same(value.matmul(output), ov.Product(), Tolerance);
        Numbers.Same(query.matmul(key.t()), qk.Product(), Tolerance);
        using var earlier = model.ValueOutput(0, 0);
        foreach (
            var (by, right) in new[]
            {
                (CompositionKind.Query, qk.Product()),
                (CompositionKind.Key, qk.Product().t()),
                (CompositionKind.Value, ov.Product()),
            }
        )
        {
            var expected =
                Frobenius(earlier.Product().matmul(right)) / (Frobenius(earlier.Product()) * Frobenius(right));
            Assert.Equal(expected, model.CompositionScore((0, 0), (layer, head), by), Tolerance);
        }

        Assert.Contains(
            "name the earlier one first",
            Assert.Throws<LensException>(() => model.CompositionScore((1, 0), (1, 0), CompositionKind.Key)).Message
        );
        Assert.Contains("no head 99", Assert.Throws<LensException>(() => model.ValueOutput(0, 99)).Message);
    }

    [Fact]
    public void Blocks_that_do_more_than_add_are_refused()
    {
        using var model = SmallModels.Make<LikeBloom>();
        using var run = model.Run(
            new Prompts([
                [1, 2, 3],
            ])
        );

        Assert.Contains("is no sum", Assert.Throws<LensException>(() => run.Decompose()).Message);
        using var streams = run.ResidualsUpTo();
        Assert.Equal(model.Architecture.Layers + 1, streams.Labels.Count);
    }

    private static Prompts Prompts(TransformerModel model) =>
        SmallFeatures.Prompts(model.Architecture, 3, oneLength: false).Clean;

    private static double Frobenius(Tensor matrix) => Value(Ops.Square(matrix).sum().sqrt());

    private static double Value(Tensor tensor) => Autoencoders.Values(tensor.reshape(1))[0];
}
