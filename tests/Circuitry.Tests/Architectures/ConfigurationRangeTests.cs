using static Circuitry.Tests.Configurations;

namespace Circuitry.Tests;

/// <summary>Numbers that no model can have are refused with the field's name, and sizes with the most that is read.</summary>
public sealed class ConfigurationRangeTests
{
    [Theory]
    [InlineData("gpt2", "n_layer")]
    [InlineData("gpt2", "n_head")]
    [InlineData("gpt2", "n_embd")]
    [InlineData("gpt2", "n_inner")]
    [InlineData("gpt2", "n_positions")]
    [InlineData("gpt2", "vocab_size")]
    [InlineData("llama", "num_hidden_layers")]
    [InlineData("llama", "head_dim")]
    [InlineData("llama", "num_key_value_heads")]
    [InlineData("llama", "intermediate_size")]
    [InlineData("llama", "max_position_embeddings")]
    [InlineData("gpt_neox", "hidden_size")]
    [InlineData("lens", "n_layers")]
    [InlineData("lens", "d_mlp")]
    [InlineData("lens", "n_ctx")]
    public void Sizes_are_whole_positive_numbers(string family, string field)
    {
        foreach (
            var bad in new object?[]
            {
                0.0,
                -0.0,
                -3.0,
                1.5,
                1e300,
                2147483648.0,
                double.PositiveInfinity,
                double.NaN,
                "8",
                true,
                List(8.0),
                Object(),
            }
        )
        {
            var error = Refused(family, (field, bad));
            Assert.Equal(field, error.Field);
            Assert.DoesNotContain("System.", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("gpt2", "layer_norm_epsilon")]
    [InlineData("llama", "rms_norm_eps")]
    [InlineData("llama", "rope_theta")]
    [InlineData("gpt_neox", "layer_norm_eps")]
    [InlineData("gpt_neox", "rotary_emb_base")]
    [InlineData("gpt_neox", "rotary_pct")]
    [InlineData("lens", "eps")]
    [InlineData("lens", "attn_scale")]
    public void Scales_are_positive_and_finite(string family, string field)
    {
        foreach (
            var bad in new object?[]
            {
                0.0,
                -0.0,
                -0.5,
                double.PositiveInfinity,
                double.NegativeInfinity,
                double.NaN,
                1e39,
                1e-50,
                "1e-5",
                false,
            }
        )
        {
            Assert.Equal(field, Refused(family, (field, bad)).Field);
        }
    }

    [Theory]
    [InlineData("attn_scores_soft_cap")]
    [InlineData("output_logits_soft_cap")]
    public void Soft_caps_are_off_from_zero_down(string field)
    {
        Assert.Equal(Read("lens"), Read("lens", (field, -1.0), ("eps", 1e-5)));
        Assert.NotEqual(Read("lens"), Read("lens", (field, 30.0)));
        Assert.Equal(field, Refused("lens", (field, double.NaN)).Field);
    }

    [Theory]
    [InlineData("vocab_size", 2147483647, "vocabulary")]
    [InlineData("n_inner", 2147483647, "MLP width")]
    [InlineData("n_positions", 2147483647, "context")]
    public void Sizes_that_multiply_to_too_many_parameters_are_refused_with_the_limit(
        string field,
        double size,
        string named
    )
    {
        var error = Refused("gpt2", ("n_embd", 4096.0), (field, size));

        Assert.Equal(named, error.Field);
        Assert.Contains("4398046511104 (2^42) parameters", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Products_that_overflow_an_int_are_refused()
    {
        Assert.Equal("n_embd", Refused("gpt2", ("n_embd", 2147483644.0)).Field);
        Assert.Equal("head width", Refused("llama", ("num_attention_heads", 65536.0), ("head_dim", 65536.0)).Field);
        Assert.Equal("layers", Refused("llama", ("num_hidden_layers", 2147483647.0)).Field);
        foreach (var family in new[] { "mistral", "gemma2", "smollm3", "cohere2", "olmo3" })
        {
            Assert.Equal("num_hidden_layers", Refused(family, ("num_hidden_layers", 2147483647.0)).Field);
        }

        Assert.Equal("num_layers", Refused("gpt_neo", ("num_layers", 2147483647.0)).Field);
        Assert.Contains(
            "16777216 (2^24) heads",
            Refused("llama", ("num_hidden_layers", 2097153.0)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_largest_models_are_read()
    {
        var a = Read(
            "llama",
            ("hidden_size", 16384.0),
            ("num_attention_heads", 128.0),
            ("num_key_value_heads", 8.0),
            ("num_hidden_layers", 126.0),
            ("intermediate_size", 53248.0),
            ("vocab_size", 128256.0),
            ("max_position_embeddings", 131072.0)
        );

        Assert.Equal(128, a.HeadWidth);
    }

    [Fact]
    public void An_architecture_made_by_hand_is_held_to_the_same()
    {
        var a = SmallArchitectures.GptNeoX();
        ArchitectureReader.Check(a);
        var rotary = a.Positions.Rotary!;
        var scaling = new Llama3RotaryScaling
        {
            Factor = 8,
            LowFrequencyFactor = 1,
            HighFrequencyFactor = 4,
            OriginalContext = 32,
        };
        ArchitectureReader.Check(Rotating(rotary with { Llama3Scaling = scaling }));
        foreach (
            var (field, bad) in new (string, Architecture)[]
            {
                ("attention scale", a.With("AttentionScale", double.PositiveInfinity)),
                ("attention scale", a.With("AttentionScale", double.NaN)),
                ("norm epsilon", a.With("NormEpsilon", double.PositiveInfinity)),
                ("rotary base", a.With("RotaryBase", double.PositiveInfinity)),
                ("rotary factor", a.With("RotaryLinearFactor", 0.0)),
                ("rotary factor", Rotating(rotary with { Llama3Scaling = scaling with { Factor = double.NaN } })),
                (
                    "high frequency factor",
                    Rotating(rotary with { Llama3Scaling = scaling with { LowFrequencyFactor = 4 } })
                ),
                ("original context", Rotating(rotary with { Llama3Scaling = scaling with { OriginalContext = -1 } })),
                ("positions", Rotating(null)),
                ("positions", a with { Positions = a.Positions with { Kind = PositionEmbedding.None } }),
            }
        )
        {
            Assert.Equal(field, Assert.Throws<ArchitectureException>(() => ArchitectureReader.Check(bad)).Field);
        }

        Architecture Rotating(RotaryEmbedding? embedding) =>
            a with
            {
                Positions = a.Positions with { Rotary = embedding },
            };
    }
}
