using System.Globalization;

namespace Circuitry.Models;

public static partial class ArchitectureReader
{
    // Twice the largest models known; in float32 they would take 17.6 TB.
    private const double MostParameters = 1L << 42;
    private const long MostHeads = 1L << 24;

    /// <summary>Checks that the numbers of an architecture fit together, and that it is no larger than what can be read.</summary>
    /// <remarks>At most 2^42 parameters, 2^24 heads in all blocks together, and 2^31 - 1 columns of queries, keys and values.</remarks>
    /// <exception cref="ArchitectureException">A number is out of range, heads do not divide, or the sizes multiply to too much.</exception>
    public static Architecture Check(Architecture a)
    {
        Positive("layers", a.Layers);
        Positive("heads", a.Heads);
        Positive("key and value heads", a.KeyValueHeads);
        Positive("model width", a.ModelWidth);
        Positive("head width", a.HeadWidth);
        Positive("context", a.Context);
        Positive("vocabulary", a.Vocabulary);
        Positive("output vocabulary", a.OutputVocabulary);
        Require(a.Mlp is not { Width: <= 0 }, "MLP width", a.MlpWidth, "it must be 0 (attention only) or more");
        if (a.Heads % a.KeyValueHeads != 0)
        {
            throw new ArchitectureException(
                "heads",
                $"{Invariant(a.Heads)} query heads do not divide evenly among {Invariant(a.KeyValueHeads)} key and value heads"
            );
        }

        Positive("attention scale", a.Attention.Scale);
        if (a.Norm.Kind != Normalization.None)
        {
            Positive("norm epsilon", a.Norm.Epsilon);
        }

        if ((a.Mlp is { GateBias: true } or { BiasAfterGate: true }) && a.Mlp is not { Gated: true, Bias: true })
        {
            throw new ArchitectureException(
                a.Mlp.GateBias ? "gate bias" : "bias after the gate",
                "is set, but there is no gated MLP with biases"
            );
        }

        CheckNorms(a);
        CheckAttention(a);
        Positive("embedding scale", a.Embedding.Scale);
        Positive("branch scale", a.Block.BranchScale);
        Positive("logit scale", a.Logits.Scale);
        PositiveOrNone("logit cap", a.Logits.Cap);
        CheckRotary(a);
        CheckSizes(a);
        return a;
    }

    private static void CheckNorms(Architecture a)
    {
        if (a.Embedding.Norm && a.Norm.Kind == Normalization.None)
        {
            throw new ArchitectureException("embedding norm", "is set, but the model has no norms");
        }

        if (a.Attention.QueryKeyNorm is not null && a.Norm.Kind == Normalization.None)
        {
            throw new ArchitectureException(
                "norms of queries and keys",
                "are set, but the model has no norms, whose epsilon they have"
            );
        }

        if (a.Block.Parallel && (a.Norm.Place == NormPlace.AfterAddition || a.Norm.NormedResidual))
        {
            throw new ArchitectureException(
                "parallel block",
                "is set, but the stream is normed between attention and MLP, which then cannot both be added to one"
            );
        }

        if (a.Norm.NormedResidual && a.Norm.Place != NormPlace.Before)
        {
            throw new ArchitectureException(
                "normed residual",
                $"is set, but the norms stand {a.Norm.Place} and not in front of attention and MLP"
            );
        }
    }

    private static void CheckAttention(Architecture a)
    {
        PositiveOrNone("score cap", a.Attention.ScoreCap);
        PositiveOrNone("clip of queries, keys and values", a.Attention.QueryKeyValueClip);
        Require(a.Attention.Window >= 0, "attention window", a.Attention.Window, "it must be 0 (no window) or more");
        LayerSet.Require("window layers", a.Attention.WindowLayers, a.Layers);
        if (a.Attention.Window > 0 && !a.Attention.Causal)
        {
            throw new ArchitectureException("attention window", "is set, but attention is not causal");
        }
    }

    private static void CheckRotary(Architecture a)
    {
        if ((a.Positions.Kind == PositionEmbedding.Rotary) != (a.Positions.Rotary is not null))
        {
            throw new ArchitectureException(
                "positions",
                a.Positions.Rotary is null
                    ? "are rotary, but there is no rotary embedding"
                    : "are not rotary, but there is a rotary embedding"
            );
        }

        if (a.Positions.Rotary is not { } rotary)
        {
            return;
        }

        Require(
            rotary.Width > 0 && rotary.Width % 2 == 0 && rotary.Width <= a.HeadWidth,
            "rotary width",
            rotary.Width,
            $"it must be even, positive and at most the head width {Invariant(a.HeadWidth)}"
        );
        Positive("rotary base", rotary.Base);
        Positive("rotary factor", rotary.LinearFactor);
        PositiveOrNone("rotary local base", rotary.LocalBase);
        PositiveOrNone("rotary dynamic factor", rotary.DynamicFactor);
        LayerSet.Require("rotary layers", rotary.Layers, a.Layers);
        string[] scalings =
        [
            .. new (string Name, bool Is)[]
            {
                ("linear", rotary.LinearFactor != 1),
                ("dynamic", rotary.DynamicFactor != 0),
                ("by parts", rotary.Llama3Scaling is not null),
                ("YaRN", rotary.Yarn is not null),
                ("longrope", rotary.Long is not null),
            }
                .Where(one => one.Is)
                .Select(one => one.Name),
        ];
        if (scalings.Length > 1)
        {
            throw new ArchitectureException(
                "rotary scaling",
                $"is {string.Join(" and ", scalings)}; a model has one of them"
            );
        }

        Require(
            rotary.DynamicFactor == 0 || rotary.Width > 2,
            "rotary width",
            rotary.Width,
            "dynamic scaling needs more than one pair"
        );
        CheckYarn(rotary.Yarn);
        CheckLong(rotary);
        if (rotary.Llama3Scaling is { } scaling)
        {
            Positive("rotary factor", scaling.Factor);
            Positive("low frequency factor", scaling.LowFrequencyFactor);
            Positive("original context", scaling.OriginalContext);
            Require(
                scaling.HighFrequencyFactor > scaling.LowFrequencyFactor
                    && !double.IsInfinity(scaling.HighFrequencyFactor),
                "high frequency factor",
                scaling.HighFrequencyFactor,
                $"it must be finite and above the low frequency factor {Invariant(scaling.LowFrequencyFactor)}"
            );
        }
    }

    private static void CheckYarn(YarnRotaryScaling? yarn)
    {
        if (yarn is null)
        {
            return;
        }

        Positive("YaRN factor", yarn.Factor);
        Positive("YaRN original context", yarn.OriginalContext);
        Positive("YaRN attention factor", yarn.AttentionFactor);
        Positive("YaRN slow turns", yarn.BetaSlow);
        Require(
            yarn.BetaFast >= yarn.BetaSlow && !double.IsInfinity(yarn.BetaFast),
            "YaRN fast turns",
            yarn.BetaFast,
            $"it must be finite and at least the slow turns {Invariant(yarn.BetaSlow)}"
        );
    }

    private static void CheckLong(RotaryEmbedding rotary)
    {
        if (rotary.Long is not { } scaling)
        {
            return;
        }

        Positive("longrope original context", scaling.OriginalContext);
        Positive("longrope attention factor", scaling.AttentionFactor);
        foreach (
            var (name, text) in new[] { ("short factors", scaling.ShortFactors), ("long factors", scaling.LongFactors) }
        )
        {
            var factors = NumberList.Parse(name, text);
            Require(
                factors.Length == rotary.Width / 2,
                name,
                factors.Length,
                $"they must be {Invariant(rotary.Width / 2)}, one for each pair of dimensions that rotate"
            );
            foreach (var factor in factors)
            {
                Positive(name, factor);
            }
        }
    }

    private static void CheckSizes(Architecture a)
    {
        var heads = a.Heads + (2L * a.KeyValueHeads);
        Require(
            heads * a.HeadWidth <= int.MaxValue,
            "head width",
            a.HeadWidth,
            $"with {Counted.Of(heads, "head")} of queries, keys and values in a block that is above 2147483647 columns, the most that is read"
        );
        Require(
            3L * a.ModelWidth <= int.MaxValue,
            "model width",
            a.ModelWidth,
            "the inputs of queries, keys and values side by side would be above 2147483647 columns, the most that is computed"
        );
        Require(
            (long)a.Layers * a.Heads <= MostHeads,
            "layers",
            a.Layers,
            $"with {Counted.Of(a.Heads, "head")} each there would be more than {Invariant(MostHeads)} (2^24) heads, the most that is read"
        );

        double width = a.ModelWidth;
        var parts = new (string Name, int Size, double Parameters)[]
        {
            ("vocabulary", a.Vocabulary, width * a.Vocabulary),
            ("output vocabulary", a.OutputVocabulary, width * a.OutputVocabulary),
            ("context", a.Context, a.Positions.Kind == PositionEmbedding.Learned ? width * a.Context : 0),
            ("head width", a.HeadWidth, width * a.Layers * a.HeadWidth * (heads + a.Heads)),
            ("MLP width", a.MlpWidth, width * a.Layers * a.MlpWidth * (a.Mlp is { Gated: true } ? 3 : 2)),
        };
        var largest = parts.OrderByDescending(part => part.Parameters).First();
        Require(
            parts.Sum(part => part.Parameters) <= MostParameters,
            largest.Name,
            largest.Size,
            $"with {Invariant(a.Layers)} layers and a model width of {Invariant(a.ModelWidth)} there would be more than "
                + $"{Invariant((long)MostParameters)} (2^42) parameters, the most that is read"
        );
    }

    /// <summary>The requirement of <see cref="IsPositive"/>, in words.</summary>
    internal const string PositiveRange = "positive and finite, in float32 too";

    /// <summary>Whether a number is positive and finite in whichever type a model computes.</summary>
    internal static bool IsPositive(double value) => (float)value is > 0 and < float.PositiveInfinity;

    private static void Positive(string name, double value) =>
        Require(IsPositive(value), name, value, $"it must be {PositiveRange}");

    private static void PositiveOrNone(string name, double value) =>
        Require(value == 0 || IsPositive(value), name, value, $"it must be 0 (none), or {PositiveRange}");

    private static void Positive(string name, int value) => Require(value > 0, name, value, "it must be positive");

    private static void Require(bool holds, string name, IFormattable value, string must)
    {
        if (!holds)
        {
            throw new ArchitectureException(name, $"is {Invariant(value)}; {must}");
        }
    }

    private static string Invariant(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
