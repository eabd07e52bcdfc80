using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>A gradient rule changes gradients as it says, and no value.</summary>
public sealed class GradientRuleTests
{
    private const double Tolerance = 1e-10;

    public static TheoryData<string> Architectures => SmallFeatures.Architectures;

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Values_are_the_same_to_the_bit_under_every_rule(string architecture)
    {
        using var scope = NewDisposeScope();
        using var model = SmallFeatures.Model(architecture);
        using var sequence = Prompts(model);
        foreach (var reads in new[] { false, true })
        {
            var ordinary = Logits(GradientRule.Ordinary);
            Assert.Equal(Bits(ordinary), Bits(Logits(GradientRule.FrozenNormsAndPatterns)));

            Tensor Logits(GradientRule rule)
            {
                var tap = Tapped(model, rule);
                foreach (var site in new[] { HookSite.Norm1Scale, HookSite.Norm2Scale })
                {
                    if (reads && HookSites.Exists(site, model.Architecture))
                    {
                        tap.Read(site, 0);
                    }
                }

                return model.Forward(sequence, tap);
            }
        }

        Assert.Equal(
            Bits(model.Forward(sequence)),
            Bits(model.Forward(sequence, Tapped(model, GradientRule.Ordinary)))
        );
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void With_frozen_norms_and_patterns_attention_is_linear_in_the_stream(string architecture)
    {
        using var scope = NewDisposeScope();
        using var model = SmallFeatures.Model(architecture);
        using var sequence = Prompts(model);
        var (stream, change, slope) = (Random(1), Random(2), Random(3));
        var constant = Constant();
        var rise = Attention(Ops.Add(stream, change), constant) - Attention(stream, constant);
        var linear = (rise * slope).sum().item<double>();

        Assert.Equal(linear, ByGradient(GradientRule.FrozenNormsAndPatterns), Math.Abs(linear) * Tolerance);
        Assert.NotEqual(linear, ByGradient(GradientRule.Ordinary), Math.Abs(linear) * 1e-3);

        double ByGradient(GradientRule rule)
        {
            var leaf = stream.detach().requires_grad_(true);
            var value = (Attention(leaf, Tapped(model, rule)) * slope).sum();
            return (Ops.CheckedGradients(value, [leaf])[0] * change).sum().item<double>();
        }

        // Norms divide by what they divide by at the stream, and patterns are those of the stream.
        Tap Constant()
        {
            var (read, tap) = (new Tap(model.Architecture.Layers), new Tap(model.Architecture.Layers));
            HookSite[] sites =
            [
                .. new[] { HookSite.Norm1Scale, HookSite.AttentionPattern }.Where(site =>
                    HookSites.Exists(site, model.Architecture)
                ),
            ];
            Array.ForEach(sites, site => read.Read(site, 1));
            Attention(stream, read);
            foreach (var site in sites)
            {
                var value = read.Take(site, 1);
                tap.Patch(site, 1, _ => value.alias());
            }

            return tap;
        }

        Tensor Attention(Tensor input, Tap tap)
        {
            tap.Read(HookSite.AttentionOutput, 1);
            model.Block(1, input, sequence, tap);
            return tap.Take(HookSite.AttentionOutput, 1);
        }

        Tensor Random(ulong seed)
        {
            using var generator = new Generator(seed, CPU);
            return randn(
                [sequence.Prompts.Count, sequence.Prompts.Length, model.Architecture.ModelWidth],
                dtype: float64,
                generator: generator
            );
        }
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void With_a_frozen_norm_logits_rise_by_the_unembedded_direction_over_the_norms_divisor(string architecture)
    {
        using var scope = NewDisposeScope();
        using var model = SmallFeatures.Model(architecture);
        using var sequence = Prompts(model);
        var leaf = model.FinalResidual(sequence, Tap.None).detach().requires_grad_(true);
        var direction = Ops.Range(model.Architecture.ModelWidth, float64).cos();
        var tap = Tapped(model, GradientRule.FrozenNormsAndPatterns);
        var logits = model.Unembed(leaf, tap);
        var slope = Ops.Range(logits.numel(), float64).sin().view(logits.shape);
        var byGradient = (Ops.CheckedGradients((logits * slope).sum(), [leaf])[0] * direction).sum().item<double>();

        var rise = model.UnembedDirections(direction.unsqueeze(0));
        if (HookSites.Exists(HookSite.FinalNormScale, model.Architecture))
        {
            var reader = new Tap(model.Architecture.Layers);
            reader.Read(HookSite.FinalNormScale, -1);
            model.Unembed(leaf.detach(), reader);
            rise = rise / reader.Take(HookSite.FinalNormScale, -1);
        }

        var byHand = (rise * slope).sum().item<double>();
        Assert.Equal(byHand, byGradient, Math.Abs(byHand) * Tolerance);
    }

    private static double[] Bits(Tensor tensor) => TensorValues.ToArray<double>(tensor);

    private static Tap Tapped(TransformerModel model, GradientRule rule) =>
        new(model.Architecture.Layers) { Rule = rule };

    private static Sequence Prompts(TransformerModel model) =>
        Sequence.Of(Shuffles.Of(model.Architecture, 4, seed: 3).Clean, model);
}
