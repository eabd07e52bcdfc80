namespace Circuitry.Generators;

/// <summary>Puts the members that compute, a model's program and an experiment's patched forward, into separate files.</summary>
internal static class PartFormatter
{
    public static string Program(TransformerSpec spec) =>
        SourceFile.PartOf(
            spec.Type,
            $"The forward pass of {spec.Type.Name}. Its architecture is {SourceFile.Origin(spec)}.",
            writer =>
                writer.WriteLine(
                    ProgramFormatter.Members(spec.Type.Name, spec.Architecture, spec.FamilyClass).TrimEnd()
                ),
            bases: $"global::Circuitry.Models.TransformerModel, global::Circuitry.Emitted.ITransformer<{spec.Type.Name}>"
        );

    public static string FeatureExperiment(FeatureExperimentSpec spec) =>
        SourceFile.PartOf(
            spec.Experiment.Type,
            $"The experiment {spec.Experiment.Type.Name}: its features, and what scores them and finds circuits of them.",
            writer => writer.WriteLine(FeatureExperimentFormatter.Members(spec).TrimEnd()),
            docs: $"/// <remarks>An experiment on <see cref=\"{spec.Experiment.Model.FullName}\"/>.</remarks>",
            bases: $"global::Circuitry.Features.FeatureExperiment<{spec.Experiment.Model.FullName}>, "
                + $"global::Circuitry.Emitted.IFeatureExperiment<{spec.Experiment.Type.Name}, {spec.Experiment.Model.FullName}>"
        );

    public static string Shift(ShiftSpec spec) =>
        SourceFile.PartOf(
            spec.Declared.Type,
            $"The SHIFT experiment {spec.Declared.Type.Name}: its texts, its judge, and what runs on them.",
            writer => writer.WriteLine(ShiftFormatter.Members(spec).TrimEnd()),
            docs: $"/// <remarks>A classifier on <see cref=\"{spec.Declared.Model.FullName}\"/>.</remarks>",
            bases: $"global::Circuitry.Features.ShiftExperiment<{spec.Declared.Model.FullName}>, "
                + $"global::Circuitry.Emitted.IShiftExperiment<{spec.Declared.Type.Name}, {spec.Declared.Model.FullName}>"
        );

    public static string Experiment(ExperimentSpec spec) =>
        SourceFile.PartOf(
            spec.Type,
            $"The experiment {spec.Type.Name}: its graph, its patched forward, and what runs on them.",
            writer => writer.WriteLine(ExperimentFormatter.Members(spec).TrimEnd()),
            docs: $"/// <remarks>An experiment on <see cref=\"{spec.Model.FullName}\"/>.</remarks>",
            bases: $"global::Circuitry.GraphExperiment<{spec.Model.FullName}>, "
                + $"global::Circuitry.Emitted.IGraphExperiment<{spec.Type.Name}, {spec.Model.FullName}>"
        );
}
