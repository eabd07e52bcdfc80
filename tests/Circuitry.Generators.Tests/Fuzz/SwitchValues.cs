extern alias generators;
using System.Globalization;
using G = generators::Circuitry;
using M = generators::Circuitry.Models;

namespace Circuitry.Generators.Tests;

/// <summary>Values of every switch of an architecture, and what each needs in order to have a meaning.</summary>
internal static class SwitchValues
{
    private static readonly object[] Bools = [false, true];
    private static readonly object[] Layers = ["all", "0", ""];

    /// <summary>The values by name of the switch.</summary>
    public static SortedDictionary<string, object[]> All { get; } =
        new(StringComparer.Ordinal)
        {
            ["AlibiRounded"] = Bools,
            ["AlibiScaled"] = Bools,
            ["AttentionOutputBias"] = Bools,
            ["AttentionScale"] = [1.7],
            ["AttentionWindow"] = [0, 3],
            ["BiasAfterGate"] = Bools,
            ["BranchScale"] = [1.0, 0.5],
            ["Causal"] = Bools,
            ["Context"] = [4, 16],
            ["EmbeddingNorm"] = Bools,
            ["EmbeddingScale"] = [1.0, 3.0],
            ["FinalNorm"] = Bools,
            ["GateBias"] = Bools,
            ["GatedMlp"] = Bools,
            ["HeadWidth"] = [4, 6],
            ["Heads"] = [1, 4],
            ["KeyValueHeads"] = [1, 2],
            ["Layers"] = [1, 2],
            ["LogitCap"] = [0.0, 1.5],
            ["LogitScale"] = [1.0, 0.3],
            ["MlpBias"] = Bools,
            ["MlpWidth"] = [0, 7],
            ["ModelWidth"] = [8, 12],
            ["Nonlinearity"] = [.. Enum.GetValues<G::Nonlinearity>()],
            ["NormEpsilon"] = [1e-5, 0.3],
            ["NormPlace"] = [.. Enum.GetValues<G::NormPlace>()],
            ["NormedResidual"] = Bools,
            ["Normalization"] = [.. Enum.GetValues<G::Normalization>()],
            ["OutputVocabulary"] = [7, 11],
            ["ParallelBlock"] = Bools,
            ["Positions"] = [.. Enum.GetValues<G::PositionEmbedding>()],
            ["QueryKeyNorm"] = [.. Enum.GetValues<G::Normalization>()],
            ["QueryKeyNormWhole"] = Bools,
            ["QueryKeyValueBias"] = Bools,
            ["QueryKeyValueClip"] = [0.0, 0.4],
            ["RotaryAdjacentPairs"] = Bools,
            ["RotaryBase"] = [10000.0, 50.0],
            ["RotaryDynamicFactor"] = [0.0, 3.0],
            ["RotaryHighFrequencyFactor"] = [6.0],
            ["RotaryLayers"] = Layers,
            ["RotaryLinearFactor"] = [1.0, 2.0],
            ["RotaryLocalBase"] = [0.0, 7.0],
            ["RotaryLongAttentionFactor"] = [1.2],
            ["RotaryLongFactors"] = ["", "1.5,3"],
            ["RotaryLongOriginalContext"] = [4],
            ["RotaryLowFrequencyFactor"] = [0.5],
            ["RotaryOriginalContext"] = [14],
            ["RotaryPartsFactor"] = [0.0, 5.0],
            ["RotaryShortFactors"] = ["1,1.25"],
            ["RotaryWidth"] = [2, 4],
            ["RotaryYarnAttentionFactor"] = [1.3],
            ["RotaryYarnBetaFast"] = [0.6],
            ["RotaryYarnBetaSlow"] = [0.05],
            ["RotaryYarnFactor"] = [0.0, 4.0],
            ["RotaryYarnOriginalContext"] = [6],
            ["RotaryYarnTruncate"] = Bools,
            ["ScaleByInverseLayer"] = Bools,
            ["ScoreCap"] = [0.0, 0.7],
            ["TiedEmbedding"] = Bools,
            ["UnembedBias"] = Bools,
            ["Vocabulary"] = [11, 13],
            ["WindowLayers"] = Layers,
        };

    /// <summary>The switches that every declaration gives.</summary>
    public static (string Name, object Value)[] Required { get; } =
    [("Layers", 2), ("Heads", 4), ("ModelWidth", 8), ("Context", 16), ("Vocabulary", 11)];

    /// <summary>What must be given so that a switch has a meaning, whatever its value, unless it is given otherwise.</summary>
    public static (string Name, object Value)[] NeededBy(string name, object value) =>
        name switch
        {
            "AlibiRounded" or "AlibiScaled" => [("Positions", G::PositionEmbedding.Alibi)],
            "GateBias" or "BiasAfterGate" => [("MlpWidth", 7), ("GatedMlp", true), ("MlpBias", true)],
            "GatedMlp" or "MlpBias" or "Nonlinearity" or "ParallelBlock" => [("MlpWidth", 7)],
            "NormEpsilon" or "NormPlace" or "NormedResidual" or "FinalNorm" or "EmbeddingNorm" or "QueryKeyNorm" =>
            [
                ("Normalization", G::Normalization.LayerNorm),
            ],
            "QueryKeyNormWhole" =>
            [
                ("QueryKeyNorm", G::Normalization.RmsNorm),
                ("Normalization", G::Normalization.LayerNorm),
            ],
            "WindowLayers" => [("AttentionWindow", 3), ("Causal", true)],
            "RotaryLowFrequencyFactor" or "RotaryHighFrequencyFactor" or "RotaryOriginalContext" =>
            [
                ("RotaryPartsFactor", 5.0),
                .. Rotary,
            ],
            "RotaryLongFactors" or "RotaryShortFactors" or "RotaryLongOriginalContext" or "RotaryLongAttentionFactor" =>
                [("RotaryLongFactors", "1.5,3"), ("RotaryShortFactors", "1,1.25"), ("RotaryWidth", 4), .. Rotary],
            "RotaryYarnBetaFast" => [("RotaryYarnBetaSlow", 0.05), ("RotaryYarnFactor", 4.0), .. Rotary],
            "Positions" => [("HeadWidth", 6)],
            _ when name.StartsWith("RotaryYarn", StringComparison.Ordinal) => [("RotaryYarnFactor", 4.0), .. Rotary],
            _ when name.StartsWith("Rotary", StringComparison.Ordinal) => Rotary,
            _ => [],
        };

    private static (string, object)[] Rotary => [("Positions", G::PositionEmbedding.Rotary), ("HeadWidth", 6)];

    /// <summary>The architecture of the values that are given.</summary>
    /// <exception cref="G::Models.ArchitectureException">They contradict one another.</exception>
    public static M::Architecture Architecture(IReadOnlyDictionary<string, object> given) =>
        M::ArchitectureReader.Check(
            M::SwitchTable.Build(M::Families.TransformerLens, one => given.GetValueOrDefault(one.Name))
        );

    /// <summary>The values as <c>[Transformer]</c> has them.</summary>
    public static string Source(IReadOnlyDictionary<string, object> given) =>
        $"[Transformer({string.Join(", ", given.Select(one => $"{one.Key} = {Literal(one.Value)}"))})]";

    /// <summary>A value in words.</summary>
    public static string Literal(object value) =>
        value switch
        {
            bool flag => flag ? "true" : "false",
            string text => $"\"{text}\"",
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            int number => number.ToString(CultureInfo.InvariantCulture),
            _ => $"{value.GetType().Name}.{value}",
        };
}
