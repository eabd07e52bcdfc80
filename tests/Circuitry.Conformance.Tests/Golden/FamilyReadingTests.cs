using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>What the configurations and weights of every family's cases are read as, without a declaration.</summary>
public sealed class FamilyReadingTests
{
    public static TheoryData<string> Cases => [.. FamilyCases.Models.Keys];

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Every_tensor_of_a_case_has_a_place_and_comes_back_from_TransformerLens_names(string name)
    {
        var a = Read(name);
        using var weights = TransformerWeights.Load(FamilyCases.FolderOf(name), a);
        var file = Path.Combine(Directory.CreateTempSubdirectory("circuitry-").FullName, "model.safetensors");
        try
        {
            weights.Save(file);
            using var again = TransformerWeights.Load(file, a);
            using var asLens = TransformerWeights.Load(file, a with { Family = Families.TransformerLens });

            Assert.Equal(weights.Hash, again.Hash);
            Assert.Equal(weights.Hash, asLens.Hash);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void The_names_alone_say_which_family_stored_the_weights(string name)
    {
        var a = Read(name);
        using var source = TensorSource.Open(FamilyCases.FolderOf(name));
        using var known = TransformerWeights.FromSource(source, a);
        using var found = TransformerWeights.FromSource(source, a with { Family = Families.TransformerLens });

        Assert.Equal(known.Hash, found.Hash);
    }

    [SkippableTheory]
    [InlineData("bloom/base", 0, "all")]
    [InlineData("cohere2/base", 8, "0,1,2")]
    [InlineData("gemma/base", 0, "all")]
    [InlineData("gemma2/base", 8, "0,2")]
    [InlineData("gemma2/defaults", 4096, "0")]
    [InlineData("gemma2/no-caps", 8, "1")]
    [InlineData("gemma3_text/base", 8, "0,1,2,3,4,6")]
    [InlineData("gemma3_text/pattern", 8, "0,2")]
    [InlineData("gpt_neo/base", 8, "1,3")]
    [InlineData("mistral/base", 8, "all")]
    [InlineData("mistral/defaults", 4096, "all")]
    [InlineData("mistral/no-window", 0, "all")]
    [InlineData("olmo3/base", 8, "0,1,2")]
    [InlineData("olmo3/yarn", 8, "0")]
    [InlineData("phi3/base", 8, "all")]
    [InlineData("phi3/longrope", 0, "all")]
    [InlineData("qwen2/defaults", 0, "all")]
    [InlineData("qwen2/window", 8, "2")]
    [InlineData("qwen3/defaults", 0, "all")]
    [InlineData("qwen3/window", 8, "1,2")]
    [InlineData("smollm3/base", 0, "all")]
    [InlineData("smollm3/window", 8, "1")]
    public void Layers_have_the_windows_that_the_case_says(string name, int window, string layers)
    {
        var attention = Read(name).Attention;

        Assert.Equal((window, layers), (attention.Window, attention.WindowLayers));
    }

    [SkippableTheory]
    [InlineData("cohere2/base", "0,1,2", 0.0)]
    [InlineData("smollm3/base", "0,1,2", 0.0)]
    [InlineData("smollm3/window", "0,2", 0.0)]
    [InlineData("gemma3_text/base", "all", 10000.0)]
    [InlineData("gemma3_text/pattern", "all", 500.0)]
    [InlineData("olmo3/base", "all", 0.0)]
    [InlineData("olmo3/yarn", "all", 10000.0)]
    public void Layers_rotate_as_the_case_says(string name, string layers, double localBase)
    {
        var rotary = Read(name).Positions.Rotary!;

        Assert.Equal((layers, localBase), (rotary.Layers, rotary.LocalBase));
    }

    [SkippableTheory]
    [InlineData("bloom/base", NormPlace.Before, Normalization.LayerNorm, 1e-5)]
    [InlineData("bloom/post-residual", NormPlace.Before, Normalization.LayerNorm, 1e-3)]
    [InlineData("cohere/base", NormPlace.Before, Normalization.LayerNormScale, 1e-5)]
    [InlineData("gemma/base", NormPlace.Before, Normalization.RmsNorm, 1e-3)]
    [InlineData("gemma2/base", NormPlace.BeforeAndAfter, Normalization.RmsNorm, 1e-6)]
    [InlineData("gpt2/quirks", NormPlace.Before, Normalization.LayerNorm, 1e-3)]
    [InlineData("mistral/base", NormPlace.Before, Normalization.RmsNorm, 1e-4)]
    [InlineData("olmo/base", NormPlace.Before, Normalization.LayerNormPre, 1e-5)]
    [InlineData("olmo2/base", NormPlace.After, Normalization.RmsNorm, 1e-5)]
    [InlineData("opt/base", NormPlace.Before, Normalization.LayerNorm, 1e-5)]
    [InlineData("opt/plain-norms", NormPlace.Before, Normalization.LayerNormPre, 1e-5)]
    [InlineData("opt/post-norm-projected", NormPlace.AfterAddition, Normalization.LayerNorm, 1e-5)]
    [InlineData("phi/qk-norm-gqa", NormPlace.Before, Normalization.LayerNorm, 1e-3)]
    public void Norms_stand_where_the_case_says(string name, NormPlace place, Normalization kind, double epsilon)
    {
        var norm = Read(name).Norm;

        Assert.Equal((place, kind, epsilon), (norm.Place, norm.Kind, norm.Epsilon));
        Assert.Equal(name is not ("opt/plain-norms" or "opt/post-norm-projected"), norm.IsFinal);
        Assert.Equal(name == "bloom/post-residual", norm.NormedResidual);
    }

    [SkippableTheory]
    [InlineData("cohere/base", Normalization.LayerNormScale, false)]
    [InlineData("gemma3_text/base", Normalization.RmsNorm, false)]
    [InlineData("olmo2/base", Normalization.RmsNorm, true)]
    [InlineData("phi/qk-norm-gqa", Normalization.LayerNorm, false)]
    [InlineData("phi/base", null, false)]
    [InlineData("qwen3/base", Normalization.RmsNorm, false)]
    [InlineData("qwen2/window", null, false)]
    [InlineData("stablelm/base", null, false)]
    [InlineData("stablelm/parallel-qk-norm", Normalization.LayerNormScale, false)]
    public void Queries_and_keys_are_normed_as_the_case_says(string name, Normalization? kind, bool whole)
    {
        var norm = Read(name).Attention.QueryKeyNorm;

        Assert.Equal((kind, whole), (norm?.Kind, norm?.Whole ?? false));
    }

    [SkippableFact]
    public void Factors_caps_and_scales_are_those_of_the_cases()
    {
        var granite = Read("granite/base");
        Assert.Equal(
            (6.0, 5.0, 0.22, 0.25),
            (granite.Embedding.Scale, granite.Attention.Scale, granite.Block.BranchScale, granite.Logits.Scale)
        );
        var plain = Read("granite/defaults");
        Assert.Equal(
            (1.0, 1.0, 1.0, 1.0),
            (plain.Embedding.Scale, plain.Attention.Scale, plain.Block.BranchScale, plain.Logits.Scale)
        );
        var gemma = Read("gemma2/base");
        Assert.Equal(
            (5.0, 3.0, Math.Sqrt(20), Math.Sqrt(32)),
            (gemma.Attention.ScoreCap, gemma.Logits.Cap, gemma.Attention.Scale, gemma.Embedding.Scale)
        );
        var absent = Read("gemma2/defaults");
        Assert.Equal((50.0, 30.0, 16.0), (absent.Attention.ScoreCap, absent.Logits.Cap, absent.Attention.Scale));
        Assert.Equal((0.0, 0.0), (Read("gemma2/no-caps").Attention.ScoreCap, Read("gemma2/no-caps").Logits.Cap));
        Assert.Equal(4.0, Read("gemma3_text/pattern").Logits.Cap);
        Assert.Equal((0.3, 0.0625), (Read("cohere/base").Logits.Scale, Read("cohere2/base").Logits.Scale));
        Assert.Equal((1.0, 1.0), (Read("olmo/base").Attention.QueryKeyValueClip, Read("gpt_neo/base").Attention.Scale));
    }

    [SkippableFact]
    public void Rotations_are_scaled_as_the_cases_say()
    {
        Assert.Equal(2, Read("llama/rope-dynamic").Positions.Rotary!.DynamicFactor);
        Assert.Equal(2, Read("llama/rope-old-keys").Positions.Rotary!.LinearFactor);
        var yarn = Read("llama/rope-yarn").Positions.Rotary!.Yarn!;
        Assert.Equal(
            (4.0, 16, 32.0, 1.0, 0.1 * Math.Log(4) + 1),
            (yarn.Factor, yarn.OriginalContext, yarn.BetaFast, yarn.BetaSlow, yarn.AttentionFactor)
        );
        Assert.Equal(1.2, Read("olmo3/yarn").Positions.Rotary!.Yarn!.AttentionFactor);
        var rotary = Read("phi3/longrope").Positions.Rotary!;
        Assert.Equal(
            (6, 16, "1,1.1,1.3", "1.5,2.5,4"),
            (rotary.Width, rotary.Long!.OriginalContext, rotary.Long.ShortFactors, rotary.Long.LongFactors)
        );
        Assert.Equal(Math.Sqrt(1 + Math.Log(4) / Math.Log(16)), rotary.Long.AttentionFactor, 12);
        Assert.Equal(
            (4, 64, 6, 4),
            (Width("gptj/base"), Width("gptj/full-rotary"), Width("phi/qk-norm-gqa"), Width("stablelm/base"))
        );
        Assert.True(Read("gptj/base").Positions.Rotary!.AdjacentPairs);
        Assert.True(Read("cohere2/base").Positions.Rotary!.AdjacentPairs);

        static int Width(string name) => Read(name).Positions.Rotary!.Width;
    }

    [SkippableFact]
    public void Blocks_heads_and_biases_are_those_of_the_cases()
    {
        // Without the cases the test is skipped here, and not one by one within an assertion.
        _ = FamilyCases.FolderOf("cohere/base");
        Assert.All(
            [
                "cohere/base",
                "falcon/7b",
                "falcon/11b",
                "falcon/40b",
                "gptj/base",
                "phi/base",
                "stablelm/parallel-qk-norm",
            ],
            name => Assert.True(Read(name).Block.Parallel)
        );
        Assert.All(["falcon/rw", "gpt_neox/serial", "stablelm/base"], name => Assert.False(Read(name).Block.Parallel));
        Assert.Equal((1, 2, 4), (Groups("falcon/7b"), Groups("falcon/40b"), Groups("falcon/rw")));
        Assert.Equal((16, 8, 32), (Groups("gemma/defaults"), Groups("mistral/defaults"), Groups("qwen2/defaults")));
        Assert.Equal((256, 128), (Read("gemma/defaults").HeadWidth, Read("qwen3/defaults").HeadWidth));
        Assert.Equal((true, true), (Read("gptj/base").Logits.Bias, Read("phi/base").Logits.Bias));
        Assert.Equal(
            (true, false),
            (Read("opt/base").Attention.OutputBias, Read("opt/plain-norms").Attention.OutputBias)
        );
        var alibi = Read("falcon/rw").Positions;
        Assert.Equal((PositionEmbedding.Alibi, true, true), (alibi.Kind, alibi.AlibiScaled, alibi.AlibiRounded));
        Assert.True(Read("bloom/base").Embedding.Norm);
        Assert.False(Read("bloom/base").Positions.AlibiScaled);
        Assert.False(Read("opt/post-norm-projected").Embedding.Tied);

        static int Groups(string name) => Read(name).KeyValueHeads;
    }

    private static Architecture Read(string name) =>
        ArchitectureFile.Read(Path.Combine(FamilyCases.FolderOf(name), "config.json"));
}
