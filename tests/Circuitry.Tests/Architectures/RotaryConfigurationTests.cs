using static Circuitry.Tests.Configurations;

namespace Circuitry.Tests;

/// <summary>The rotary embedding in the spellings of transformers 4 and 5, which must agree where both are used.</summary>
public sealed class RotaryConfigurationTests
{
    private static readonly (string, object?)[] Llama3 =
    [
        ("rope_type", "llama3"),
        ("factor", 8.0),
        ("low_freq_factor", 1.0),
        ("high_freq_factor", 4.0),
        ("original_max_position_embeddings", 32.0),
    ];

    [Theory]
    [InlineData("rope_scaling")]
    [InlineData("rope_parameters")]
    public void A_scaling_without_a_type_is_refused(string field)
    {
        Assert.Equal(
            $"{field}: has a factor and no type; give it rope_type, such as 'linear' or 'llama3'",
            Scaled(field, ("factor", 4.0)).Message
        );
        Assert.Equal(
            $"{field}: has a factor and no type; give it rope_type, such as 'linear' or 'llama3'",
            Scaled(field, ("rope_type", null), ("factor", 4.0)).Message
        );
        Assert.Equal(field, Scaled(field, ("rope_type", null)).Field);
        Assert.Equal($"{field}.type", Scaled(field, ("rope_type", null), ("type", "linear"), ("factor", 4.0)).Field);
        Assert.Equal(
            $"{field}.type",
            Scaled(field, ("rope_type", "default"), ("type", "linear"), ("factor", 4.0)).Field
        );
        Assert.Equal(field, Scaled(field, ("rope_type", "spiral"), ("factor", 4.0)).Field);
        Assert.Equal(field, Scaled(field, ("rope_type", "mrope"), ("factor", 4.0)).Field);
    }

    [Fact]
    public void Only_the_newer_object_may_leave_out_the_type_of_a_rotation_that_is_not_scaled()
    {
        Assert.Equal("rope_scaling", Scaled("rope_scaling").Field);
        Assert.Equal(Read("llama"), Read("llama", ("rope_parameters", Object())));
        Assert.Equal(500, Read("llama", ("rope_parameters", Object(("rope_theta", 500.0)))).Positions.Rotary!.Base);
    }

    [Theory]
    [InlineData("rope_scaling", "type")]
    [InlineData("rope_scaling", "rope_type")]
    [InlineData("rope_parameters", "rope_type")]
    public void Linear_and_by_parts_scalings_are_read_in_every_spelling(string field, string type)
    {
        var linear = Read("llama", (field, Object((type, "linear"), ("factor", 4.0)))).Positions.Rotary!;
        Assert.Equal((4.0, null), (linear.LinearFactor, linear.Llama3Scaling));

        var parts = Read("llama", (field, Object([(type, "llama3"), .. Llama3[1..]]))).Positions.Rotary!;
        Assert.Equal(
            new Llama3RotaryScaling
            {
                Factor = 8,
                LowFrequencyFactor = 1,
                HighFrequencyFactor = 4,
                OriginalContext = 32,
            },
            parts.Llama3Scaling
        );
        Assert.Equal(1, parts.LinearFactor);
        Assert.Equal(Read("llama"), Read("llama", (field, Object((type, "default"), ("factor", 1.0)))));
        Assert.Equal($"{field}.factor", Scaled(field, (type, "default"), ("factor", 2.0)).Field);
    }

    [Theory]
    [InlineData("attention_factor", "linear")]
    [InlineData("low_freq_factor", "linear")]
    [InlineData("mrope_section", "default")]
    [InlineData("short_factor", "llama3")]
    public void A_member_that_a_scaling_does_not_have_is_refused_by_its_path(string member, string type)
    {
        (string, object?)[] others =
            type == "llama3" ? Llama3 : [("rope_type", type), ("factor", type == "linear" ? 2.0 : 1.0)];

        Assert.Equal($"rope_scaling.{member}", Scaled("rope_scaling", [.. others, (member, 1.0)]).Field);
    }

    [Fact]
    public void Both_objects_may_be_given_where_they_agree()
    {
        var linear = Object(("rope_type", "linear"), ("factor", 4.0));
        Assert.Equal(
            Read("llama", ("rope_scaling", linear)),
            Read(
                "llama",
                ("rope_scaling", linear),
                ("rope_parameters", Object(("rope_type", "linear"), ("factor", 4.0), ("rope_theta", 10000.0)))
            )
        );
        Assert.Equal(
            "rope_parameters",
            Refused("llama", ("rope_scaling", linear), ("rope_parameters", Object(("rope_type", "default")))).Field
        );
        Assert.Equal(
            "rope_theta",
            Refused("llama", ("rope_theta", 500.0), ("rope_parameters", Object(("rope_theta", 10000.0)))).Field
        );
    }

    [Fact]
    public void A_part_of_the_head_rotates_wherever_the_part_is_given()
    {
        Assert.Equal(4, Read("llama", ("partial_rotary_factor", 0.5)).Positions.Rotary!.Width);
        Assert.Equal(
            4,
            Read("llama", ("rope_parameters", Object(("partial_rotary_factor", 0.5)))).Positions.Rotary!.Width
        );
        Assert.Equal(Read("llama"), Read("llama", ("partial_rotary_factor", 1.0)));
        Assert.Equal(
            "partial_rotary_factor",
            Refused(
                "llama",
                ("partial_rotary_factor", 0.5),
                ("rope_parameters", Object(("partial_rotary_factor", 1.0)))
            ).Field
        );
        foreach (var bad in new[] { 0, -1, 1.5, 0.1, 0.4, double.PositiveInfinity })
        {
            Assert.Equal("partial_rotary_factor", Refused("llama", ("partial_rotary_factor", bad)).Field);
        }
    }

    [Fact]
    public void GptNeoX_has_names_of_its_own_which_the_general_ones_may_only_repeat()
    {
        Assert.Equal(4, Read("gpt_neox", ("rotary_pct", 0.5)).Positions.Rotary!.Width);
        Assert.Equal(500, Read("gpt_neox", ("rotary_emb_base", 500.0)).Positions.Rotary!.Base);
        Assert.Equal(Read("gpt_neox"), Read("gpt_neox", ("partial_rotary_factor", 0.25), ("rope_theta", 10000.0)));
        Assert.Equal(
            "partial_rotary_factor: is 0.5, but rotary_pct, which is absent, means 0.25; remove the one that does not hold",
            Refused("gpt_neox", ("partial_rotary_factor", 0.5)).Message
        );
        Assert.Equal("rope_theta", Refused("gpt_neox", ("rotary_emb_base", 500.0), ("rope_theta", 10000.0)).Field);
        Assert.Equal(
            (8, 700.0),
            Read(
                "gpt_neox",
                ("rope_parameters", Object(("rope_theta", 700.0), ("partial_rotary_factor", 1.0)))
            ).Positions.Rotary
                is { } rotary
                ? (rotary.Width, rotary.Base)
                : default
        );
    }

    [Fact]
    public void Parameters_for_each_kind_of_layer_must_be_the_same()
    {
        Dictionary<string, object?> Kind(double theta) => Object(("rope_type", "default"), ("rope_theta", theta));
        Assert.Equal(
            500,
            Read(
                "llama",
                ("rope_parameters", Object(("full_attention", Kind(500)), ("sliding_attention", Kind(500))))
            ).Positions.Rotary!.Base
        );
        Assert.Equal(
            500,
            Read("llama", ("rope_parameters", Object(("full_attention", Kind(500))))).Positions.Rotary!.Base
        );
        foreach (
            var unlike in new[]
            {
                Object(("full_attention", Kind(500)), ("sliding_attention", Kind(10000))),
                Object(("sliding_attention", Kind(500))),
                Object(("full_attention", null), ("sliding_attention", Kind(500))),
            }
        )
        {
            Assert.Equal("rope_parameters", Refused("llama", ("rope_parameters", unlike)).Field);
        }

        Assert.Equal(
            "rope_parameters.rope_theta",
            Refused("llama", ("rope_parameters", Object(("full_attention", Kind(500)), ("rope_theta", 500.0)))).Field
        );
        Assert.Equal(
            "rope_parameters.full_attention.beta",
            Refused("llama", ("rope_parameters", Object(("full_attention", Object(("beta", 1.0)))))).Field
        );
    }

    [Theory]
    [InlineData("factor")]
    [InlineData("low_freq_factor")]
    [InlineData("high_freq_factor")]
    [InlineData("original_max_position_embeddings")]
    public void Numbers_of_a_scaling_are_positive_and_finite(string member)
    {
        foreach (var bad in new[] { 0, -0.0, -2, double.PositiveInfinity, double.NegativeInfinity, double.NaN })
        {
            (string, object?)[] changed = [.. Llama3.Select(one => one.Item1 == member ? (member, (object?)bad) : one)];
            Assert.Equal($"rope_scaling.{member}", Scaled("rope_scaling", changed).Field);
        }

        (string, object?)[] without = [.. Llama3.Where(one => one.Item1 != member)];
        Assert.Equal($"rope_scaling.{member}: is missing", Scaled("rope_scaling", without).Message);
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(5, 4)]
    public void The_low_frequency_factor_is_below_the_high_one(double low, double high) =>
        Assert.Equal(
            "rope_scaling.high_freq_factor",
            Scaled(
                "rope_scaling",
                [
                    .. Llama3.Select(one =>
                        one.Item1 == "low_freq_factor" ? ("low_freq_factor", low)
                        : one.Item1 == "high_freq_factor" ? (one.Item1, high)
                        : one
                    ),
                ]
            ).Field
        );

    [Fact]
    public void TransformerLens_scales_once_and_rotates_halves()
    {
        (string, object?)[] rotary = [("positional_embedding_type", "rotary"), ("rotary_dim", 4.0)];
        Assert.Equal(
            (4, 10000.0),
            Read("lens", rotary).Positions.Rotary is { } plain ? (plain.Width, plain.Base) : default
        );
        Assert.Equal(2, Read("lens", [.. rotary, ("rotary_scaling_factor", 2.0)]).Positions.Rotary!.LinearFactor);
        Assert.Equal(
            8192,
            Read("lens", [.. rotary, ("use_NTK_by_parts_rope", true)]).Positions.Rotary!.Llama3Scaling!.OriginalContext
        );
        foreach (
            var (field, value) in new (string, object?)[]
            {
                ("rotary_base_local", 0.0),
                ("rotary_base", 0.0),
                ("rotary_scaling_factor", 0.0),
            }
        )
        {
            Assert.Equal(field, Refused("lens", [.. rotary, (field, value)]).Field);
            Read("lens", (field, value));
        }

        Assert.Equal("rotary_dim", Refused("lens", [.. rotary, ("rotary_dim", 3.0)]).Field);
        Assert.Equal("rotary_dim", Refused("lens", [.. rotary, ("rotary_dim", 10.0)]).Field);
        Assert.Equal(
            "NTK_by_parts_high_freq_factor",
            Refused("lens", [.. rotary, ("use_NTK_by_parts_rope", true), ("NTK_by_parts_low_freq_factor", 4.0)]).Field
        );
        Assert.Equal(
            "rotary_scaling_factor",
            Refused("lens", [.. rotary, ("rotary_scaling_factor", 2.0), ("use_NTK_by_parts_rope", true)]).Field
        );
    }

    [Fact]
    public void TransformerLens_scales_by_YaRN_with_numbers_of_its_own()
    {
        (string, object?)[] yarn =
        [
            ("positional_embedding_type", "rotary"),
            ("use_yarn_rope", true),
            ("yarn_factor", 4.0),
            ("yarn_attention_factor", 1.5),
        ];
        Assert.Equal(
            new YarnRotaryScaling
            {
                Factor = 4,
                AttentionFactor = 1.5,
                BetaFast = 32,
                BetaSlow = 1,
                OriginalContext = 4096,
                Truncate = true,
            },
            Read("lens", yarn).Positions.Rotary!.Yarn
        );
        Assert.Equal("yarn_beta_fast", Refused("lens", [.. yarn, ("yarn_beta_fast", 0.5)]).Field);
        Assert.Equal("use_yarn_rope", Refused("lens", [.. yarn, ("use_NTK_by_parts_rope", true)]).Field);
        Assert.Equal("rotary_scaling_factor", Refused("lens", [.. yarn, ("rotary_scaling_factor", 2.0)]).Field);
    }

    [Fact]
    public void Dynamic_scaling_begins_beyond_the_context()
    {
        var rotary = Read("llama", ("rope_scaling", Object(("type", "dynamic"), ("factor", 2.0)))).Positions.Rotary!;
        Assert.Equal((2.0, 1.0, true), (rotary.DynamicFactor, rotary.LinearFactor, rotary.DependsOnLength));
        Assert.Equal(
            "rope_scaling.original_max_position_embeddings",
            Scaled(
                "rope_scaling",
                ("type", "dynamic"),
                ("factor", 2.0),
                ("original_max_position_embeddings", 64.0)
            ).Field
        );
    }

    [Fact]
    public void Yarn_has_the_defaults_of_its_paper_and_a_factor_of_cosines_that_follows()
    {
        (string, object?)[] least = [("rope_type", "yarn"), ("factor", 4.0)];
        Assert.Equal(
            new YarnRotaryScaling
            {
                Factor = 4,
                BetaFast = 32,
                BetaSlow = 1,
                OriginalContext = 2048,
                AttentionFactor = 0.1 * Math.Log(4) + 1,
                Truncate = true,
            },
            Yarn(least)
        );
        Assert.Equal(
            Yarn(least),
            Yarn([.. least, ("beta_fast", null), ("beta_slow", 0.0), ("attention_factor", null)])
        );
        Assert.Equal(1.2, Yarn([.. least, ("attention_factor", 1.2)]).AttentionFactor);
        Assert.Equal(16, Yarn([.. least, ("original_max_position_embeddings", 16.0)]).OriginalContext);
        Assert.False(Yarn([.. least, ("truncate", false)]).Truncate);
        Assert.Equal(1, Yarn([.. least, ("mscale", 0.7), ("mscale_all_dim", 0.7)]).AttentionFactor);
        Assert.Equal(
            (0.2 * Math.Log(4) + 1) / (0.1 * Math.Log(4) + 1),
            Yarn([.. least, ("mscale", 2.0), ("mscale_all_dim", 1.0)]).AttentionFactor
        );
        Assert.Equal(Yarn(least), Yarn([.. least, ("mscale", 2.0)]));
        Assert.Equal("rope_scaling.beta_fast", Scaled("rope_scaling", [.. least, ("beta_fast", 0.5)]).Field);

        static YarnRotaryScaling Yarn((string, object?)[] members) =>
            Read("llama", ("rope_scaling", Object(members))).Positions.Rotary!.Yarn!;
    }

    [Theory]
    [InlineData("longrope")]
    [InlineData("su")]
    [InlineData("yarn")]
    public void Longrope_divides_each_pair_and_goes_by_a_context_beside_the_object(string type)
    {
        (string, object?)[] members =
        [
            ("type", type),
            ("short_factor", List(1.0, 1.0, 1.0, 1.25)),
            ("long_factor", List(1.0, 2.0, 3.0, 4.0)),
        ];
        var a = Read("phi3", ("max_position_embeddings", 65536.0), ("rope_scaling", Object(members)));
        Assert.Equal(
            new LongRotaryScaling
            {
                ShortFactors = "1,1,1,1.25",
                LongFactors = "1,2,3,4",
                OriginalContext = 4096,
                AttentionFactor = Math.Sqrt(1 + Math.Log(16) / Math.Log(4096)),
            },
            a.Positions.Rotary!.Long
        );
        Assert.Equal(
            128,
            Read(
                "phi3",
                ("original_max_position_embeddings", 128.0),
                ("rope_scaling", Object(members))
            ).Positions.Rotary!.Long!.OriginalContext
        );
        Assert.Equal(1, Read("phi3", ("rope_scaling", Object(members))).Positions.Rotary!.Long!.AttentionFactor);

        // Without that context, the one of the model is the original, and a factor says how far it was stretched.
        Assert.Equal("rope_scaling.factor", Scaled("rope_scaling", members).Field);
        var stretched = Read("llama", ("rope_scaling", Object([.. members, ("factor", 4.0)]))).Positions.Rotary!.Long!;
        Assert.Equal(
            (2048, Math.Sqrt(1 + Math.Log(4) / Math.Log(2048))),
            (stretched.OriginalContext, stretched.AttentionFactor)
        );
        Assert.Equal(
            "original_max_position_embeddings",
            Refused("llama", ("original_max_position_embeddings", 64.0)).Field
        );
    }

    [Fact]
    public void Longrope_has_a_positive_number_for_each_pair()
    {
        Assert.Equal("rope_scaling", Long(List(1.0), List(1.0, 2.0, 3.0, 4.0)));
        Assert.Equal("rope_scaling.short_factor", Long(null, List(1.0, 2.0, 3.0, 4.0)));
        Assert.Equal("rope_scaling.long_factor", Long(List(1.0, 2.0, 3.0, 4.0), List(1.0, 2.0, 3.0, 0.0)));
        Assert.Equal("rope_scaling.long_factor", Long(List(1.0, 2.0, 3.0, 4.0), List(1.0, 2.0, 3.0, "4")));

        static string? Long(object? shorts, object? longs) =>
            Refused(
                "phi3",
                ("rope_scaling", Object(("type", "longrope"), ("short_factor", shorts), ("long_factor", longs)))
            ).Field;
    }

    [Fact]
    public void Windowed_layers_of_Gemma3_have_a_base_and_those_of_Olmo3_no_scaling()
    {
        Dictionary<string, object?> Kind(double theta, params (string, object?)[] more) =>
            Object([("rope_type", "default"), ("rope_theta", theta), .. more]);
        var linear = Object(("rope_type", "linear"), ("factor", 8.0), ("rope_theta", 1e6));

        var old = Read(
            "gemma3",
            ("rope_local_base_freq", 500.0),
            ("rope_scaling", Object(("rope_type", "linear"), ("factor", 8.0)))
        );
        Assert.Equal(
            (1e6, 500.0, 8.0),
            old.Positions.Rotary is { } r ? (r.Base, r.LocalBase, r.LinearFactor) : default
        );
        Assert.Equal(
            old,
            Read("gemma3", ("rope_parameters", Object(("full_attention", linear), ("sliding_attention", Kind(500)))))
        );
        Assert.Equal(
            "rope_local_base_freq",
            Refused(
                "gemma3",
                ("rope_local_base_freq", 600.0),
                ("rope_parameters", Object(("full_attention", linear), ("sliding_attention", Kind(500))))
            ).Field
        );
        Assert.Equal(
            "rope_parameters",
            Refused(
                "gemma3",
                ("rope_parameters", Object(("full_attention", Kind(500)), ("sliding_attention", linear)))
            ).Field
        );

        Assert.Equal(0, Read("olmo3").Positions.Rotary!.LocalBase);
        Assert.Equal(
            500,
            Read(
                "olmo3",
                ("rope_theta", 500.0),
                ("rope_scaling", Object(("rope_type", "yarn"), ("factor", 4.0)))
            ).Positions.Rotary!.LocalBase
        );
        var both = Object(("rope_type", "linear"), ("factor", 8.0), ("rope_theta", 500.0));
        Assert.Equal(
            0,
            Read(
                "olmo3",
                ("rope_parameters", Object(("full_attention", both), ("sliding_attention", both)))
            ).Positions.Rotary!.LocalBase
        );
    }

    private static ArchitectureException Scaled(string field, params (string, object?)[] members) =>
        Refused("llama", (field, Object(members)));
}
