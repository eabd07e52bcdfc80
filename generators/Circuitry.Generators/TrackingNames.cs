namespace Circuitry.Generators;

/// <summary>The names of the pipeline's steps, under which tests ask whether a step ran again.</summary>
internal static class TrackingNames
{
    public const string ConfigFile = nameof(ConfigFile);
    public const string ConfigFiles = nameof(ConfigFiles);
    public const string Declarations = nameof(Declarations);
    public const string TransformerDeclaration = nameof(TransformerDeclaration);
    public const string Transformer = nameof(Transformer);
    public const string ExperimentDeclaration = nameof(ExperimentDeclaration);
    public const string Experiment = nameof(Experiment);
    public const string DictionaryFile = nameof(DictionaryFile);
    public const string DictionaryFiles = nameof(DictionaryFiles);
    public const string FeatureExperiment = nameof(FeatureExperiment);
    public const string ShiftDeclaration = nameof(ShiftDeclaration);
    public const string Shift = nameof(Shift);
    public const string Program = nameof(Program);
}
