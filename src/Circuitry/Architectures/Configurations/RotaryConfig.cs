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

    public static RotaryEmbedding Read(ConfigFields f, int headWidth, RotaryNames names)
    {
        var old = RotaryScaling.Read(f, Old, mayLackType: false);
        var parameters = ReadParameters(f);
        if (old is not null && parameters is not null && !SameScaling(old, parameters))
        {
            throw f.Refused(New, $"and {Old} are both given and differ; remove the one that does not hold");
        }

        var theta = Agreed(
            f,
            names.Base,
            names.OtherBase,
            10000,
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
        var scaling = parameters ?? old;
        return new RotaryEmbedding
        {
            Width = Width(headWidth, fraction),
            Base = theta.Value,
            LinearFactor = scaling?.LinearFactor ?? 1,
            Llama3Scaling = scaling?.Llama3,
        };
    }

    // Either flat, or an object for each kind of layer. Without sliding layers only full attention applies, so that kinds that
    // differ say that the model is another.
    private static RotaryScaling? ReadParameters(ConfigFields f)
    {
        if (
            f.Object(New) is not { } parameters
            || !parameters.Names.Any(name => name is FullAttention or SlidingAttention)
        )
        {
            return RotaryScaling.Read(f, New, mayLackType: true);
        }

        var full = RotaryScaling.Read(parameters, FullAttention, mayLackType: true);
        var sliding = RotaryScaling.Read(parameters, SlidingAttention, mayLackType: true);
        parameters.RequireAllKnown([]);
        if (full is null)
        {
            throw f.Refused(New, $"says nothing of '{FullAttention}', which every layer has");
        }

        return sliding is null || sliding == full
            ? full
            : throw f.Refused(
                New,
                $"differ between '{FullAttention}' and '{SlidingAttention}', which is not implemented"
            );
    }

    private static bool SameScaling(RotaryScaling left, RotaryScaling right) =>
        left.LinearFactor.Equals(right.LinearFactor) && Equals(left.Llama3, right.Llama3);

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
