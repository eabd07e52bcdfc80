namespace Circuitry.Models;

/// <summary>Reads the rotary embedding from one object of a configuration, <c>rope_scaling</c> or <c>rope_parameters</c>.</summary>
/// <param name="Base">The base of the frequencies; null where it does not say.</param>
/// <param name="Fraction">The part of a head that rotates; null where it does not say.</param>
/// <param name="LinearFactor">All frequencies are divided by this.</param>
/// <param name="Llama3">The by-parts scaling; null for none.</param>
internal sealed record RotaryScaling(double? Base, double? Fraction, double LinearFactor, Llama3RotaryScaling? Llama3)
{
    /// <summary>The member of the object that gives the base.</summary>
    public const string BaseField = "rope_theta";

    /// <summary>The member of the object that gives the fraction.</summary>
    public const string FractionField = "partial_rotary_factor";

    private const string Kind = "rope_type";
    private const string Factor = "factor";

    /// <summary>Reads an object.</summary>
    /// <param name="parent">What it is a field of.</param>
    /// <param name="name">The field.</param>
    /// <param name="mayLackType">Whether an object that scales nothing may leave its type out.</param>
    public static RotaryScaling? Read(ConfigFields parent, string name, bool mayLackType)
    {
        if (parent.Object(name) is not { } f)
        {
            return null;
        }

        f.Alias(Kind, "type");
        double? theta = f.Given(BaseField) ? f.Positive(BaseField) : null;
        double? fraction = f.Given(FractionField) ? f.Positive(FractionField) : null;
        var kind = f.Text(Kind) ?? Untyped(parent, name, f, mayLackType);
        var scaling = kind switch
        {
            "default" => new RotaryScaling(theta, fraction, 1, null),
            "linear" => new RotaryScaling(theta, fraction, f.Positive(Factor), null),
            "llama3" => new RotaryScaling(theta, fraction, 1, ReadLlama3(f)),
            _ => throw parent.Refused(
                name,
                $"the rotary scaling '{VisibleText.Short(kind)}' is not implemented; known are 'default', 'linear' and 'llama3'"
            ),
        };
        if (kind == "default" && f.Has(Factor) && f.Number(Factor) != 1)
        {
            throw f.Refused(
                Factor,
                $"is {ConfigFields.Shown(f.Number(Factor))}, and the type 'default' scales nothing"
            );
        }

        f.RequireAllKnown([]);
        return scaling;
    }

    private static string Untyped(ConfigFields parent, string name, ConfigFields f, bool mayLackType) =>
        f.Has(Factor)
            ? throw parent.Refused(name, $"has a factor and no type; give it {Kind}, such as 'linear' or 'llama3'")
        : mayLackType && !f.Given(Kind) ? "default"
        : throw parent.Refused(name, $"has no type; give it {Kind}, such as 'default', or remove it");

    private static Llama3RotaryScaling ReadLlama3(ConfigFields f)
    {
        const string low = "low_freq_factor";
        const string high = "high_freq_factor";
        var scaling = new Llama3RotaryScaling
        {
            Factor = f.Positive(Factor),
            LowFrequencyFactor = f.Positive(low),
            HighFrequencyFactor = f.Positive(high),
            OriginalContext = f.Count("original_max_position_embeddings"),
        };
        return Ordered(f, scaling, low, high);
    }

    /// <summary>Refuses frequency factors between which nothing can be interpolated.</summary>
    /// <param name="f">The fields.</param>
    /// <param name="scaling">The scaling.</param>
    /// <param name="low">The field of the low frequency factor.</param>
    /// <param name="high">The field of the high frequency factor.</param>
    public static Llama3RotaryScaling Ordered(ConfigFields f, Llama3RotaryScaling scaling, string low, string high) =>
        scaling.LowFrequencyFactor < scaling.HighFrequencyFactor
            ? scaling
            : throw f.Refused(
                high,
                $"is {ConfigFields.Shown(scaling.HighFrequencyFactor)}; it must be above {low}, which is {ConfigFields.Shown(scaling.LowFrequencyFactor)}"
            );
}
