namespace Circuitry.Generators;

/// <summary>Names of emitted members, which the class itself therefore cannot have.</summary>
internal static class MemberNames
{
    public static readonly IReadOnlyCollection<string> OfModels = new HashSet<string>(StringComparer.Ordinal)
    {
        "Layers",
        "Heads",
        "KeyValueHeads",
        "ModelWidth",
        "HeadWidth",
        "MlpWidth",
        "Context",
        "Vocabulary",
        "OutputVocabulary",
        "WriterCount",
        "ReaderCount",
        "EdgeCount",
        "MergedEdgeCount",
        "Declared",
        "Stages",
        "Hooks",
        "Load",
        "From",
        "EmbedTokens",
        "EmbedPositions",
        "Block",
        "Query",
        "Key",
        "Value",
        "Attend",
        "Pattern",
        "Mlp",
        "Neurons",
        "Norm1",
        "Norm2",
        "Unembed",
    };

    public static readonly IReadOnlyCollection<string> OfShifts = new HashSet<string>(StringComparer.Ordinal)
    {
        "Declared",
        "Sites",
        "Features",
        "Load",
        "From",
        "MakeTexts",
        "Judge",
        "Judging",
        "Shift",
        "Table",
    };

    public static readonly IReadOnlyCollection<string> OfExperiments = new HashSet<string>(StringComparer.Ordinal)
    {
        "Declared",
        "WholeGraph",
        "Load",
        "From",
        "MakePrompts",
        "PatchedLogits",
        "With",
        "Acdc",
        "AcdcSweep",
        "AcdcTargetSize",
        "AcdcStability",
        "EdgeAttributionPatching",
        "IntegratedGradients",
        "CleanCorrupted",
        "ExactEffects",
        "HeadImportance",
        "SubnetworkProbing",
        "EdgePruning",
        "Compare",
        "Sites",
        "Features",
        "FeatureAttribution",
        "FeatureIntegratedGradients",
        "FeatureExactEffects",
        "FeatureCircuit",
        "FeatureEvaluator",
    };
}
