namespace Circuitry.Models;

/// <summary>
/// Reads a rotary embedding in the spellings of transformers 4 (fields of the configuration, and <c>rope_scaling</c>) and 5 (one
/// object, <c>rope_parameters</c>, or one for each kind of layer). What several of them say must agree.
/// </summary>
internal static class RotaryConfig
{
    private const string Old = "rope_scaling";
    private const string New = "rope_parameters";
    private const string FullAttention = "full_attention";
    private const string SlidingAttention = "sliding_attention";

    /// <param name="f">The fields.</param>
    /// <param name="headWidth">The width of a head.</param>
    /// <param name="context">The context of the model.</param>
    /// <param name="names">The keys of the family.</param>
    public static RotaryEmbedding Read(ConfigFields f, int headWidth, int context, RotaryNames names)
    {
        var contexts = new RotaryContext(
            context,
            f.CountOrNull(RotaryContext.OriginalField) ?? names.DefaultOriginalContext
        );
        var old = RotaryScaling.Read(f, Old, mayLackType: false, contexts);
        var (parameters, sliding) = ReadParameters(f, contexts, names);
        if (old is not null && parameters is not null && old.Alone != parameters.Alone)
        {
            throw f.Refused(New, $"and {Old} are both given and differ; remove the one that does not hold");
        }

        var theta = Agreed(
            f,
            names.Base,
            names.OtherBase,
            names.DefaultBase,
            ($"{Old}.{RotaryScaling.BaseField}", old?.Base),
            ($"{New}.{RotaryScaling.BaseField}", parameters?.Base)
        );
        var fraction = Agreed(
            f,
            names.Fraction,
            names.OtherFraction,
            names.DefaultFraction,
            ($"{Old}.{RotaryScaling.FractionField}", old?.Fraction),
            ($"{New}.{RotaryScaling.FractionField}", parameters?.Fraction)
        );
        var scaling = parameters ?? old ?? new();
        if (scaling.Long is null && names.DefaultOriginalContext is null && f.Has(RotaryContext.OriginalField))
        {
            throw f.Refused(RotaryContext.OriginalField, "is given, and the rotation is not scaled by longrope");
        }

        var rotary = new RotaryEmbedding
        {
            Width = Width(headWidth, fraction),
            Base = theta.Value,
            LinearFactor = scaling.LinearFactor,
            DynamicFactor = scaling.DynamicFactor,
            Llama3Scaling = scaling.Llama3,
            Yarn = scaling.Yarn,
            Long = scaling.Long,
        };
        LongRopeConfig.RequireFit(f, parameters is null ? Old : New, rotary);
        return rotary with { LocalBase = LocalBase(f, names, rotary, scaling, sliding) };
    }

    // What sliding layers have for themselves, after what the family's own class gives them.
    private static double LocalBase(
        ConfigFields f,
        RotaryNames names,
        RotaryEmbedding rotary,
        RotaryScaling scaling,
        RotaryScaling? sliding
    )
    {
        var scaled = scaling.Alone != new RotaryScaling();
        var absent = names.LocalIsUnscaled && scaled ? rotary.Base : names.DefaultLocalBase;
        double? said = names.LocalBase is { } key && f.Given(key) ? f.Positive(key) : null;
        if (sliding is null)
        {
            return said ?? absent;
        }

        if (scaled && sliding.Alone == scaling.Alone)
        {
            return 0;
        }

        if (said is { } other && sliding.Base is { } inner && !inner.Equals(other))
        {
            throw f.Refused(
                names.LocalBase!,
                $"is {ConfigFields.Shown(other)}, but {New}.{SlidingAttention}.{RotaryScaling.BaseField} is {ConfigFields.Shown(inner)}; remove the one that does not hold"
            );
        }

        var one = sliding.Base ?? said ?? (absent == 0 ? rotary.Base : absent);
        return one.Equals(rotary.Base) && !scaled && names.DefaultLocalBase == 0 ? 0 : one;
    }

    // Either flat, or an object for each kind of layer. Without sliding layers only full attention applies, so that kinds that
    // differ say that the model is another.
    private static (RotaryScaling? Full, RotaryScaling? Sliding) ReadParameters(
        ConfigFields f,
        RotaryContext context,
        RotaryNames names
    )
    {
        if (
            f.Object(New) is not { } parameters
            || !parameters.Names.Any(name => name is FullAttention or SlidingAttention)
        )
        {
            return (RotaryScaling.Read(f, New, mayLackType: true, context), null);
        }

        var full = RotaryScaling.Read(parameters, FullAttention, mayLackType: true, context);
        var sliding = RotaryScaling.Read(parameters, SlidingAttention, mayLackType: true, context);
        parameters.RequireAllKnown([]);
        if (full is null)
        {
            throw f.Refused(New, $"says nothing of '{FullAttention}', which every layer has");
        }

        if (sliding is null || sliding == full)
        {
            return (full, names.LocalBase is null && !names.LocalIsUnscaled ? null : sliding);
        }

        return
            (names.LocalBase is not null || names.LocalIsUnscaled)
            && sliding.Alone == new RotaryScaling()
            && Equals(sliding.Fraction, full.Fraction)
            ? (full, sliding)
            : throw f.Refused(
                New,
                $"differ between '{FullAttention}' and '{SlidingAttention}' in more than the base and in that full attention is scaled, which is not implemented"
            );
    }

    private static Said Agreed(
        ConfigFields f,
        string name,
        string? other,
        double absent,
        params (string Name, double? Value)[] inside
    )
    {
        var said = inside
            .Where(one => one.Value is not null)
            .Select(one => new Said(one.Name, one.Name, one.Value!.Value))
            .ToList();
        if (f.Given(name))
        {
            said.Add(new Said(f.Name(name), f.Name(name), f.Positive(name)));
        }

        if (said.Count == 0)
        {
            said.Add(new Said(f.Name(name), $"{f.Name(name)}, which is absent,", absent));
        }

        if (other is not null && f.Given(other))
        {
            said.Add(new Said(f.Name(other), f.Name(other), f.Positive(other)));
        }

        return said.FirstOrDefault(one => !one.Value.Equals(said[0].Value)) is { } conflict
            ? throw new ArchitectureException(
                conflict.Field,
                $"is {ConfigFields.Shown(conflict.Value)}, but {said[0].Who} means {ConfigFields.Shown(said[0].Value)}; remove the one that does not hold"
            )
            : said[0];
    }

    private static int Width(int headWidth, Said fraction)
    {
        var width = Math.Floor(headWidth * fraction.Value);
        return fraction.Value <= 1 && width >= 2 && width % 2 == 0
            ? (int)width
            : throw new ArchitectureException(
                fraction.Field,
                $"{(fraction.Who == fraction.Field ? "is" : "is absent, which means")} {ConfigFields.Shown(fraction.Value)}, by which "
                    + $"{ConfigFields.Shown(width)} of the {ConfigFields.Shown(headWidth)} dimensions of a head rotate; it must be an "
                    + "even number of them, and at most all"
            );
    }

    private sealed record Said(string Field, string Who, double Value);
}
