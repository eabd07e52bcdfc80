namespace Circuitry.Models;

/// <summary>Reads the scaling of longrope from the object of a rotary embedding.</summary>
internal static class LongRopeConfig
{
    /// <summary>The member with the divisors of short prompts.</summary>
    public const string Short = "short_factor";

    private const string Long = "long_factor";
    private const string Factor = "factor";
    private const string AttentionFactor = "attention_factor";

    /// <remarks>
    /// The original context is a field of the model, or of the object. Without either it is the context, and the object's factor is how
    /// far the model was stretched.
    /// </remarks>
    public static LongRotaryScaling Read(ConfigFields f, RotaryContext context)
    {
        var original = f.CountOrNull(RotaryContext.OriginalField) ?? context.Original;
        var stretch =
            original is { } first ? (double)context.Context / first
            : f.Has(Factor) ? f.Positive(Factor)
            : throw f.Refused(
                Factor,
                $"is missing, and so is {RotaryContext.OriginalField}; one of them says how far the model was stretched"
            );
        // With the original context the factor follows from it.
        f.Ignore(Factor);
        return new LongRotaryScaling
        {
            ShortFactors = Factors(f, Short),
            LongFactors = Factors(f, Long),
            OriginalContext = original ?? context.Context,
            AttentionFactor = f.Has(AttentionFactor)
                ? f.Positive(AttentionFactor)
                : LongRotaryScaling.DefaultAttentionFactor(stretch, original ?? context.Context),
        };
    }

    /// <summary>Refuses factors that are not one for each pair of dimensions that rotate.</summary>
    public static void RequireFit(ConfigFields f, string name, RotaryEmbedding rotary)
    {
        if (rotary.Long is not { } scaling)
        {
            return;
        }

        foreach (var (member, text) in new[] { (Short, scaling.ShortFactors), (Long, scaling.LongFactors) })
        {
            var count = NumberList.Parse(member, text).Length;
            if (count != rotary.Width / 2)
            {
                throw f.Refused(
                    name,
                    $"has {Counted.Of(count, "number")} in {member}; {Counted.Of(rotary.Width / 2, "pair")} of dimensions rotate, and each needs one"
                );
            }
        }
    }

    private static string Factors(ConfigFields f, string name) =>
        NumberList.Of(
            (f.List(name) ?? throw f.Refused(name, "is missing")).Select(one =>
                one is double factor && ArchitectureReader.IsPositive(factor)
                    ? factor
                    : throw f.Refused(
                        name,
                        $"holds {ConfigFields.Shown(one)}; each must be a number that is {ArchitectureReader.PositiveRange}"
                    )
            )
        );
}
