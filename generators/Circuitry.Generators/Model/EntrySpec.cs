namespace Circuitry.Generators;

/// <summary>An experiment that the program of a project lists.</summary>
/// <param name="Kind">What makes its entry: GraphEntry, FeatureEntry or ShiftEntry.</param>
/// <param name="Type">The class.</param>
/// <param name="Model">The model's class.</param>
/// <param name="Listing">What the program knows of it.</param>
internal sealed record EntrySpec(string Kind, TypeHierarchy Type, TypeReference Model, Listing Listing)
{
    /// <summary>The experiment on edges, nodes or neurons.</summary>
    public static EntrySpec? Of(ExperimentSpec? spec) =>
        spec is null ? null : new("GraphEntry", spec.Type, spec.Model, spec.Listing);

    /// <summary>The experiment on features.</summary>
    public static EntrySpec? Of(FeatureExperimentSpec? spec) =>
        spec is null ? null : new("FeatureEntry", spec.Experiment.Type, spec.Experiment.Model, spec.Experiment.Listing);

    /// <summary>The SHIFT experiment.</summary>
    public static EntrySpec? Of(ShiftSpec? spec) =>
        spec is null ? null : new("ShiftEntry", spec.Declared.Type, spec.Declared.Model, spec.Declared.Listing);
}

/// <summary>A project as a program, with the experiments that it lists.</summary>
/// <param name="Program">The project.</param>
/// <param name="Entries">Its experiments.</param>
internal sealed record ProgramEntries(ProgramSpec Program, EquatableArray<EntrySpec> Entries);
