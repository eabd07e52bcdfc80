using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>What is emitted into an experiment class, as far as its attributes say what it is.</summary>
internal static class EmittedExperiment
{
    private const string OwnAlgorithms = "OwnAlgorithms";

    private static string[] Members => ["Declared", "AllUnits", "_allUnits", "MakePrompts", "Forward"];

    private static string[] FeatureMembers => ["Declared", "Sites", "Features", "MakePrompts"];

    /// <summary>What is emitted into a class, of features or not; a part that is missing gives it no driver.</summary>
    public static EmittedClass Of(INamedTypeSymbol type)
    {
        var model = NameOfModel(type);
        var metric = Attributes.Find(type, "MetricAttribute`1");
        var isDivergence =
            metric is not null
            && !Attributes.IsBroken(metric)
            && ExperimentParser.IsDivergence(ExperimentParser.TypeArgumentOf(metric));
        var kind = Choice<Granularity>(type, "GranularityAttribute");
        AlgorithmSpec[] drivers =
            kind is { } granularity && AblationParser.Of(AblationParser.FindAll(type).FirstOrDefault()) is { } ablation
                ?
                [
                    .. AlgorithmList
                        .Of(type)
                        .Where(algorithm => algorithm.Refusal(granularity, ablation, isDivergence) is null),
                ]
                : [];
        return kind is Granularity.Feature ? OfFeatures(model, drivers) : OfUnits(type, model, drivers);
    }

    /// <summary>The names that are emitted into every experiment on a graph.</summary>
    public static IReadOnlyCollection<string> Names { get; } =
    [.. Members, OwnAlgorithms, .. Methods("").Select(method => method.Name)];

    /// <summary>The names that are emitted into every experiment on features.</summary>
    public static IReadOnlyCollection<string> FeatureNames { get; } =
    [.. FeatureMembers, .. FeatureMethods("").Select(method => method.Name)];

    /// <summary>The name of the model that a class names; empty if it names none.</summary>
    public static string NameOfModel(INamedTypeSymbol type) =>
        Attributes.Find(type, "ModelAttribute`1") is { } model && !Attributes.IsBroken(model)
            ? Signature.Of(ExperimentParser.TypeArgumentOf(model))
            : "";

    private static EmittedClass OfUnits(INamedTypeSymbol type, string model, IEnumerable<AlgorithmSpec> drivers) =>
        new()
        {
            Parent = "GraphExperiment`1",
            Constructor = model + ", PromptPairs, ExperimentChoices",
            CopyConstructor = type.Name + ", BiasConvention",
            Members = AlgorithmList.Of(type).Any(algorithm => algorithm.IsOwn && !algorithm.OfFeatures)
                ? [.. Members, OwnAlgorithms]
                : Members,
            Methods = [.. Methods(model), .. drivers.SelectMany(algorithm => algorithm.Methods())],
            Inherited = ["Model"],
        };

    private static EmittedMethod[] Methods(string model) =>
        [
            new("Load", "string, ScalarType?, Device, ExperimentChoices"),
            new("From", model + ", PromptPairs, ExperimentChoices"),
            new("Compare", "ComparisonOptions"),
            new("With", "BiasConvention"),
        ];

    private static EmittedClass OfFeatures(string model, IEnumerable<AlgorithmSpec> drivers) =>
        new()
        {
            Parent = "FeatureExperiment`1",
            Constructor = model + ", FeatureDictionaries, PromptPairs, ExperimentChoices",
            Members = FeatureMembers,
            Methods = [.. FeatureMethods(model), .. drivers.SelectMany(algorithm => algorithm.Methods())],
            Inherited = ["Task", "On"],
        };

    private static EmittedMethod[] FeatureMethods(string model) =>
        [
            new("Load", "string, string, ScalarType?, Device, ExperimentChoices"),
            new("From", model + ", FeatureDictionaries, PromptPairs, ExperimentChoices"),
            new("FeatureCircuit", "int"),
            new("FeatureCircuit", "FeatureCircuitOptions"),
            new("FeatureMeasure", "PromptPairs, FeatureEvaluationOptions"),
        ];

    private static T? Choice<T>(INamedTypeSymbol type, string attribute)
        where T : struct, Enum =>
        Attributes.Find(type, attribute)?.ConstructorArguments is [{ Value: int value }]
        && Enum.IsDefined(typeof(T), value)
            ? (T)Enum.ToObject(typeof(T), value)
            : null;
}
