using System.Text.Json.Serialization;

namespace Circuitry.Reports;

/// <summary>The provenance of a circuit of features in files.</summary>
internal sealed record FeatureProvenanceLayout : ProvenanceLayout
{
    [JsonPropertyOrder(-3)]
    public required FeatureDeclaration Declaration { get; init; }

    public required IReadOnlyDictionary<string, string> Dictionaries { get; init; }

    public static new FeatureProvenanceLayout Of(CircuitProvenance provenance) =>
        new()
        {
            Declaration = (FeatureDeclaration)provenance.Declaration,
            GivenPrompts = provenance.GivenPrompts,
            GivenMetric = provenance.GivenMetric,
            GivenAblation = provenance.GivenAblation,
            Dictionaries = provenance.Dictionaries!,
            Method = provenance.Method,
            ModelHash = provenance.ModelHash,
            ModelRevision = provenance.ModelRevision,
            DataHash = provenance.DataHash,
            Prompts = provenance.Prompts,
            NumberType = provenance.NumberType,
            Version = provenance.Version,
            Runtime = provenance.Runtime,
        };

    /// <exception cref="CircuitFileException">
    /// A name cannot be printed, a number is below zero, or the dictionaries are of other sites than the units.
    /// </exception>
    public CircuitProvenance ToProvenance(string path, FeatureUnits units)
    {
        Check(path, Declaration);
        PrintedName.Check(path, "provenance.declaration.dictionaries", Declaration.Dictionaries);
        foreach (var (name, hash) in Dictionaries)
        {
            var site = FeatureNames.Site(path, "dictionary of", name);
            PrintedName.Check(path, $"provenance.dictionaries.{name}", hash);
            if (!units.Sites.Contains(site))
            {
                throw Refusal(path, name, "a dictionary of one of the sites that features.sites lists", "another site");
            }
        }

        foreach (var site in units.Sites.Where(site => !Dictionaries.ContainsKey(site.Name)))
        {
            throw Refusal(path, site.Name, "the hash of the site's dictionary", "none");
        }

        return new CircuitProvenance(Declaration, Dictionaries)
        {
            GivenPrompts = GivenPrompts,
            GivenMetric = GivenMetric,
            GivenAblation = GivenAblation,
            Method = Method.Sorted(),
            ModelHash = ModelHash,
            ModelRevision = ModelRevision,
            DataHash = DataHash,
            Prompts = Prompts,
            NumberType = NumberType,
            Version = Version,
            Runtime = Runtime,
        };
    }

    private static CircuitFileException Refusal(string path, string site, string expected, string found) =>
        new(path, $"dictionary of '{site}'", expected, found, "Mend the file or run the experiment again.");
}
