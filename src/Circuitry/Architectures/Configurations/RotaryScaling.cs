namespace Circuitry.Models;

/// <summary>The rotary embedding as one object of a configuration has it, <c>rope_scaling</c> or <c>rope_parameters</c>.</summary>
internal sealed record RotaryScaling
{
    /// <summary>The member of the object that gives the base.</summary>
    public const string BaseField = "rope_theta";

    /// <summary>The member of the object that gives the fraction.</summary>
    public const string FractionField = "partial_rotary_factor";

    private const string Kind = "rope_type";
    private const string Factor = "factor";

    /// <summary>The base of the frequencies; null where the object does not say.</summary>
    public double? Base { get; init; }

    /// <summary>The part of a head that rotates; null where the object does not say.</summary>
    public double? Fraction { get; init; }

    /// <summary>All frequencies are divided by this.</summary>
    public double LinearFactor { get; init; } = 1;

    /// <summary>The factor of dynamic scaling; 0 for none.</summary>
    public double DynamicFactor { get; init; }

    /// <summary>The by-parts scaling; null for none.</summary>
    public Llama3RotaryScaling? Llama3 { get; init; }

    /// <summary>The scaling of YaRN; null for none.</summary>
    public YarnRotaryScaling? Yarn { get; init; }

    /// <summary>The scaling of longrope; null for none.</summary>
    public LongRotaryScaling? Long { get; init; }

    /// <summary>The scaling alone.</summary>
    public RotaryScaling Alone => this with { Base = null, Fraction = null };

    /// <summary>Reads an object.</summary>
    /// <param name="parent">What it is a field of.</param>
    /// <param name="name">The field.</param>
    /// <param name="mayLackType">Whether an object that scales nothing may leave its type out.</param>
    /// <param name="context">The contexts of the model.</param>
    public static RotaryScaling? Read(ConfigFields parent, string name, bool mayLackType, RotaryContext context)
    {
        if (parent.Object(name) is not { } f)
        {
            return null;
        }

        f.Alias(Kind, "type");
        var plain = new RotaryScaling
        {
            Base = f.Given(BaseField) ? f.Positive(BaseField) : null,
            Fraction = f.Given(FractionField) ? f.Positive(FractionField) : null,
        };
        var kind = f.Text(Kind) ?? Untyped(parent, name, f, mayLackType);
        var scaling = kind switch
        {
            "default" => plain,
            "linear" => plain with { LinearFactor = f.Positive(Factor) },
            "dynamic" => plain with { DynamicFactor = ReadDynamic(f, context) },
            "llama3" => plain with { Llama3 = ReadLlama3(f) },
            // Phi 3 called longrope so at first.
            "longrope" or "su" => plain with { Long = LongRopeConfig.Read(f, context) },
            "yarn" when f.Given(LongRopeConfig.Short) => plain with { Long = LongRopeConfig.Read(f, context) },
            "yarn" => plain with { Yarn = YarnConfig.Read(f, context) },
            "mrope" => throw parent.Refused(
                name,
                "the rotary scaling 'mrope' rotates by the place in a picture, which is not implemented; give a model of text"
            ),
            _ => throw parent.Refused(
                name,
                $"the rotary scaling '{VisibleText.Short(kind)}' is not implemented; known are 'default', 'linear', 'dynamic', 'llama3', 'yarn' and 'longrope'"
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

    // Longer than the context is what counts, whatever the original one was.
    private static double ReadDynamic(ConfigFields f, RotaryContext context)
    {
        if (f.CountOrNull(RotaryContext.OriginalField) is { } original && original != context.Context)
        {
            throw f.Refused(
                RotaryContext.OriginalField,
                $"is {ConfigFields.Shown(original)}, but dynamic scaling begins beyond the context, which is {ConfigFields.Shown(context.Context)}"
            );
        }

        return f.Positive(Factor);
    }

    private static Llama3RotaryScaling ReadLlama3(ConfigFields f)
    {
        const string low = "low_freq_factor";
        const string high = "high_freq_factor";
        var scaling = new Llama3RotaryScaling
        {
            Factor = f.Positive(Factor),
            LowFrequencyFactor = f.Positive(low),
            HighFrequencyFactor = f.Positive(high),
            OriginalContext = f.Count(RotaryContext.OriginalField),
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
