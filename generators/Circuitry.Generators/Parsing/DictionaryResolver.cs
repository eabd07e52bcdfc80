namespace Circuitry.Generators;

/// <summary>Finds the dictionaries that a declaration names among the project's files.</summary>
internal static class DictionaryResolver
{
    public static FeatureExperimentSpec? Resolve(
        ExperimentDeclaration? declaration,
        EquatableArray<ConfigFile> configs,
        EquatableArray<DictionaryFile> files
    )
    {
        if (
            declaration?.Dictionaries is not { } named
            || ConfigResolver.Resolve(declaration.ModelSource, configs, out _) is not { } architecture
            || Resolve(named, files, architecture, out _) is not { } dictionaries
        )
        {
            return null;
        }

        return new FeatureExperimentSpec
        {
            Experiment = declaration.With(architecture),
            Manifest = named,
            Dictionaries = dictionaries,
        };
    }

    public static ShiftSpec? Resolve(
        ShiftDeclared? declared,
        EquatableArray<ConfigFile> configs,
        EquatableArray<DictionaryFile> files
    ) =>
        declared is not null
        && ConfigResolver.Resolve(declared.ModelSource, configs, out _) is { } architecture
        && declared.Block >= 0
        && declared.Block < architecture.Layers
        && Resolve(declared.Dictionaries, files, architecture, out _) is { } dictionaries
            ? new ShiftSpec(declared, dictionaries)
            : null;

    /// <summary>The dictionaries of a manifest that fit a model, or what is wrong.</summary>
    public static EquatableArray<DeclaredDictionary>? Resolve(
        string named,
        IReadOnlyList<DictionaryFile> files,
        Architecture architecture,
        out ConfigProblem? problem
    )
    {
        var found = files.Where(file => ConfigPath.EndsWith(file.Path, named)).ToList();
        problem = found switch
        {
            [] => new(Descriptors.DictionariesNotListed, [named, Candidates(files, named)]),
            [{ Error: { } error }] => new(Descriptors.DictionariesMalformed, [named, error]),
            [var file] => Misfit(file, named, architecture),
            _ => new(
                Descriptors.DictionariesNotListed,
                [named, "several AdditionalFiles end so; name more of the path"]
            ),
        };
        return problem is null ? found[0].Dictionaries : null;
    }

    private static ConfigProblem? Misfit(DictionaryFile file, string named, Architecture architecture)
    {
        foreach (var dictionary in file.Dictionaries)
        {
            try
            {
                var width = dictionary.Site.Width(architecture);
                if (width != dictionary.InputWidth)
                {
                    return new(
                        Descriptors.DictionaryUnfit,
                        [
                            named,
                            dictionary.Site.Name,
                            FormattableString.Invariant(
                                $"it takes activations of width {dictionary.InputWidth} apart, and the model's are {width} wide"
                            ),
                        ]
                    );
                }
            }
            catch (DictionaryException e)
            {
                return new(Descriptors.DictionaryUnfit, [named, dictionary.Site.Name, e.Message]);
            }
        }

        return null;
    }

    private static string Candidates(IReadOnlyList<DictionaryFile> files, string named) =>
        files.Count == 0
            ? "the project lists no dictionaries.json among its AdditionalFiles"
            : "the nearest that the project lists is '"
                + ConfigPath.Nearest(files.Select(file => file.Path), named)[0]
                + "'";
}
