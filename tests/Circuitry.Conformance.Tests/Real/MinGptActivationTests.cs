using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>Upstream's own PyTorch activations, each reached through a typed hook point. Tolerance 1e-5.</summary>
public sealed class MinGptActivationTests
{
    private const double Tolerance = 1e-5;

    [SkippableFact]
    public void Every_activation_of_the_reference_file_is_reached_through_a_typed_hook_point()
    {
        using var scope = NewDisposeScope();
        using var file = new SafetensorsFile(
            SharedFolder.PathOf("models", "mingpt-sort", "reference_activations.safetensors")
        );
        using var model = MinGptSort.Load(SharedFolder.PathOf("models", "mingpt-sort"));
        var idx = file.Read("idx").data<long>().ToArray();
        using var run = model.Run(new Prompts(idx.Chunk(11).Select(row => row.Select(token => (int)token).ToArray())));
        var compared = new HashSet<string> { "idx" };
        var block = MinGptSort.Hooks.Layer0;

        Same("tok_emb", run[MinGptSort.Hooks.TokenEmbedding].Value);
        Same("pos_emb", run[MinGptSort.Hooks.PositionalEmbedding].Value[..1]);
        Same("x", run[block.ResidualPre].Value);
        Same("ln1", run[block.Norm1Normalized].Value);
        var query = run[block.Query].Value;
        var key = run[block.Key].Value;
        var value = run[block.Value].Value;
        Same("qkv", cat([query.flatten(2), key.flatten(2), value.flatten(2)], -1));
        Same("q", query.transpose(1, 2));
        Same("k", key.transpose(1, 2));
        Same("v", value.transpose(1, 2));
        Same("att", run[block.AttentionScores].Value);
        Same("attSm", run[block.AttentionPattern].Value);
        Same("y", run[block.MixedValue].Value.flatten(2));
        Same("yProj", run[block.AttentionOutput].Value);
        Same("attnResid", run[block.ResidualMid].Value);
        Same("ln2", run[block.Norm2Normalized].Value);
        Same("fc", run[block.Mlp.Pre].Value);
        Same("gelu", run[block.Mlp.Post].Value);
        Same("mlp", run[block.Mlp.Output].Value);
        Same("mlpResid", run[block.ResidualPost].Value);
        Same("block0", run[MinGptSort.Hooks.Layer1.ResidualPre].Value);
        Same("block1", run[MinGptSort.Hooks.Layer1.ResidualPost].Value);
        Same("block2", run[MinGptSort.Hooks.Layer2.ResidualPost].Value);
        Same("ln_f", run[MinGptSort.Hooks.UnembedInput].Value);
        Same("lm_head", run[MinGptSort.Hooks.Logits].Value);
        Same("probs", run[MinGptSort.Hooks.Logits].Value.softmax(-1));

        Assert.Equal(file.Tensors.Keys.Order(), compared.Order());

        void Same(string name, Tensor actual)
        {
            var expected = file.Read(name);
            // Masked scores are -infinity on both sides, whose difference is not a number.
            using var masked = expected.isneginf();
            Assert.True(masked.equal(actual.isneginf()).all().item<bool>(), name);
            Close.Same(
                expected.masked_fill(masked, Scalars.Zero),
                actual.masked_fill(masked, Scalars.Zero),
                Tolerance,
                name
            );
            compared.Add(name);
        }
    }

    [SkippableFact]
    public void The_per_head_places_agree_with_the_whole_ones()
    {
        using var scope = NewDisposeScope();
        using var model = MinGptSort.Load(SharedFolder.PathOf("models", "mingpt-sort"));
        using var run = model.Run(
            new Prompts([
                [2, 0, 1, 0, 1, 2, 0],
            ])
        );
        var block = MinGptSort.Hooks.Layer1;

        Close.Same(run[block.Query].Value.select(2, 2), run[block.Head2.Query].Value, 0, "query");
        Close.Same(run[block.AttentionPattern].Value.select(1, 1), run[block.Head1.Pattern].Value, 0, "pattern");
        Close.Same(
            run[block.AttentionOutput].Value - model.Weights.Layers[1].b_O!,
            run[block.HeadOutput].Value.sum(dim: 2),
            Tolerance,
            "sum of head outputs"
        );
        Close.Same(run[block.ResidualPre].Value, run[block.QueryInput].Value.select(2, 0), 0, "query input");
    }
}
