using System.Text;

namespace Circuitry.Generators;

/// <summary>Prints the list of a project's experiments, by which its own program, and those that refer to it, run them by name.</summary>
internal static class RegistryFormatter
{
    public const string Namespace = "Circuitry.Emitted";

    /// <summary>The list's file; null where there is nothing to list.</summary>
    public static string? Format(ProgramEntries program)
    {
        EntrySpec[] entries =
        [
            .. program
                .Entries.Where(entry => entry.Listing.CanBeNamed)
                .OrderBy(entry => entry.Type.FullName, StringComparer.Ordinal),
        ];
        if (entries.Length == 0 && program.Program.Trainings.Count == 0)
        {
            return null;
        }

        var writer = new SourceWriter();
        SourceFile.Begin(writer, "The experiments of this project, which programs run by name.");
        writer.WriteLine(
            $"[assembly: global::Circuitry.Emitted.ExperimentRegistry(typeof(global::{Namespace}.{ClassOf(program)}))]"
        );
        writer.WriteLine();
        writer.WriteLine($"namespace {Namespace};");
        writer.WriteLine();
        writer.WriteLine("/// <summary>The experiments of this project, which programs run by name.</summary>");
        writer.WriteLine(
            "[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]"
        );
        writer.Open($"public static class {ClassOf(program)}");
        writer.WriteLine(
            """
            /// <summary>The experiments.</summary>
            public static global::System.Collections.Generic.IReadOnlyList<global::Circuitry.Registry.ExperimentEntry> Experiments { get; } =
            """
        );
        var names = Names(entries);
        List(writer, entries.Select(entry => Entry(entry, names[entry])));
        writer.WriteMember(
            """
            /// <summary>What is trained by name.</summary>
            public static global::System.Collections.Generic.IReadOnlyList<global::Circuitry.Registry.TrainingEntry> Trainings { get; } =
            """
        );
        List(
            writer,
            program.Program.Trainings.Select(training =>
                $"global::Circuitry.Registry.EntryParts.Training<{training.FullName}>({Literal.Of(training.Name)}, {Literal.Of(training.Folder)}),"
            )
        );
        writer.Close();
        return writer.ToString();
    }

    private static void List(SourceWriter writer, IEnumerable<string> items)
    {
        writer.WriteLine("[");
        foreach (var line in items.SelectMany(item => item.Split('\n')))
        {
            writer.WriteLine("    " + line);
        }

        writer.WriteLine("];");
    }

    /// <summary>The class that lists a project's experiments: its assembly's name as an identifier.</summary>
    public static string ClassOf(ProgramEntries program)
    {
        var name = new StringBuilder("ExperimentsOf_");
        foreach (var c in program.Program.Assembly)
        {
            name.Append(char.IsLetterOrDigit(c) ? c : '_');
        }

        return name.ToString();
    }

    /// <summary>Whether a project lists anything.</summary>
    public static bool Lists(ProgramEntries program) =>
        program.Program.Trainings.Count > 0 || program.Entries.Any(entry => entry.Listing.CanBeNamed);

    /// <summary>The name of each entry: its own, or its class's; of classes with one name, their namespaces' as well.</summary>
    private static Dictionary<EntrySpec, string> Names(IReadOnlyList<EntrySpec> entries)
    {
        var byName = entries.GroupBy(entry => entry.Listing.Name ?? Hyphenated(entry.Type.PlainName)).ToList();
        return byName
            .SelectMany(group =>
                group.Select(entry =>
                    (
                        entry,
                        Name: group.Count() == 1 || entry.Listing.Name is not null
                            ? group.Key
                            : Hyphenated(entry.Type.HintName)
                    )
                )
            )
            .ToDictionary(pair => pair.entry, pair => pair.Name);
    }

    /// <summary>A name in lower case with hyphens: <c>Gpt2IndirectObject</c> as <c>gpt2-indirect-object</c>.</summary>
    private static string Hyphenated(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (!char.IsLetterOrDigit(c))
            {
                text.Append('-');
                continue;
            }

            var startsWord =
                char.IsUpper(c)
                && i > 0
                && char.IsLetterOrDigit(name[i - 1])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            text.Append(startsWord ? "-" : "").Append(char.ToLowerInvariant(c));
        }

        return text.ToString().Trim('-');
    }

    private static string Entry(EntrySpec entry, string name)
    {
        var (listing, type) = (entry.Listing, entry.Type.FullName);
        var text = new StringBuilder();
        text.Append($"new global::Circuitry.Registry.{entry.Kind}<{type}, {entry.Model.FullName}>\n{{\n");
        Add("Name", Literal.Of(name));
        Add("Summary", Literal.Of(listing.Summary ?? $"{entry.Type.PlainName} of {entry.Model.PlainName}"));
        AddIf(listing.Weights is not null, "Weights", Literal.Of(listing.Weights ?? ""));
        AddIf(listing.OnlyByName, "OnlyByName", "true");
        if (entry.Kind == "GraphEntry")
        {
            AddIf(listing.Threshold is not null, "Threshold", Literal.Of(listing.Threshold ?? 0));
            AddIf(
                listing.MakesWeights,
                "Make",
                $"global::Circuitry.Registry.EntryParts.WeightsOf<{entry.Model.FullName}>"
            );
            AddIf(listing.KnowsCircuit, "Known", $"global::Circuitry.Registry.EntryParts.CircuitOf<{type}>");
        }

        if (entry.Kind == "FeatureEntry")
        {
            AddIf(listing.HasCorpus, "Texts", $"global::Circuitry.Registry.EntryParts.TextsOf<{type}>");
            AddIf(listing.HasCorpus, "Batches", $"global::Circuitry.Registry.EntryParts.BatchesOf<{type}>");
            AddIf(listing.HasCorpus, "Pipeline", $"global::Circuitry.Registry.EntryParts.PipelineOf<{type}>");
        }

        return text.Append("},").ToString();

        void AddIf(bool condition, string property, string value)
        {
            if (condition)
            {
                Add(property, value);
            }
        }

        void Add(string property, string value) => text.Append($"    {property} = {value},\n");
    }
}
