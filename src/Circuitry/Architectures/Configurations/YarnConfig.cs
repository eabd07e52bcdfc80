namespace Circuitry.Models;

/// <summary>Reads the scaling of YaRN from the object of a rotary embedding.</summary>
internal static class YarnConfig
{
    private const string AttentionFactor = "attention_factor";
    private const string Fast = "beta_fast";
    private const string Slow = "beta_slow";

    public static YarnRotaryScaling Read(ConfigFields f, RotaryContext context)
    {
        var factor = f.Positive("factor");
        var scaling = new YarnRotaryScaling
        {
            Factor = factor,
            BetaFast = Turns(f, Fast, 32),
            BetaSlow = Turns(f, Slow, 1),
            OriginalContext = f.CountOrNull(RotaryContext.OriginalField) ?? context.Context,
            AttentionFactor = ReadAttentionFactor(f, factor),
            Truncate = f.Flag("truncate", true),
        };
        return scaling.BetaFast >= scaling.BetaSlow
            ? scaling
            : throw f.Refused(
                Fast,
                $"is {ConfigFields.Shown(scaling.BetaFast)}; it must be at least {Slow}, which is {ConfigFields.Shown(scaling.BetaSlow)}"
            );
    }

    // Null and zero are absence here.
    private static double Turns(ConfigFields f, string name, double absent) =>
        !f.Has(name) || f.Number(name) == 0 ? absent : f.Positive(name);

    private static double ReadAttentionFactor(ConfigFields f, double factor)
    {
        double? scale = Weight(f, "mscale"),
            all = Weight(f, "mscale_all_dim");
        return f.Has(AttentionFactor) ? f.Positive(AttentionFactor)
            : scale is { } one && all is { } other ? Weighted(factor, one) / Weighted(factor, other)
            : YarnRotaryScaling.DefaultAttentionFactor(factor);
    }

    private static double? Weight(ConfigFields f, string name) =>
        !f.Has(name) || f.Number(name) == 0 ? null : f.Positive(name);

    private static double Weighted(double factor, double weight) =>
        factor <= 1 ? 1 : (0.1 * weight * Math.Log(factor)) + 1;
}
