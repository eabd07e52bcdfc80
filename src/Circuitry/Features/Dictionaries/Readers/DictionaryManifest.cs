using System.Text.Json.Nodes;

namespace Circuitry.Features;

/// <summary>The file that lists a folder's dictionaries, in forward order.</summary>
/// <param name="Entries">One for each dictionary.</param>
internal sealed record DictionaryManifest(IReadOnlyList<DictionaryEntry> Entries)
{
    public const string FileName = "dictionaries.json";
    public const string Format = "circuitry.dictionaries";
    public const int Version = 1;

    private const string Factor = "norm_scaling_factor";

    /// <summary>Writes the manifest atomically (temporary file, then rename).</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string path) =>
        AtomicFile.WriteAllText(
            path,
            IndentedJson.Text(
                new JsonObject
                {
                    ["format"] = Format,
                    ["version"] = Version,
                    ["dictionaries"] = new JsonArray([.. Entries.Select(Node)]),
                }
            )
        );

    /// <summary>Reads the file.</summary>
    /// <exception cref="DictionaryException">It is missing, malformed, or of another format.</exception>
    public static DictionaryManifest Read(string path)
    {
        var fields = JsonFields.Open(path);
        fields.RequireKnown("format", "version", "dictionaries");
        if (fields.Text("format") != Format)
        {
            throw fields.Wrong("format", Format);
        }

        if (fields.Count("version") != Version)
        {
            throw fields.Wrong("version", FormattableString.Invariant($"{Version}"));
        }

        DictionaryEntry[] entries = [.. fields.Objects("dictionaries").Select(Entry)];
        if (entries.Length == 0)
        {
            throw fields.Wrong("dictionaries", "at least one");
        }

        if (entries.GroupBy(entry => entry.Site).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw fields.Refused($"it lists two dictionaries for {twice.Key}; a site has one");
        }

        return new DictionaryManifest(entries);
    }

    private static DictionaryEntry Entry(JsonFields fields)
    {
        fields.RequireKnown("hook", "folder", "layout", "d_in", "d_sae", "activation", Factor);
        var layout = fields.Required(fields.Text("layout"), "layout");
        if (!DictionaryLayouts.Names.Contains(layout))
        {
            throw fields.Wrong("layout", $"one of {string.Join(", ", DictionaryLayouts.Names)}");
        }

        // A manifest lists only files next to it.
        var folder = fields.Required(fields.Text("folder"), "folder");
        if (Path.IsPathRooted(folder) || folder.Split('/', '\\').Contains(".."))
        {
            throw fields.Wrong("folder", "a folder next to the manifest");
        }

        if (fields.Has(Factor) && layout != DictionaryLayouts.SaeLens)
        {
            throw fields.Refused(
                $"it gives a {Factor} for '{folder}', and dictionaries of the layout {layout} have none; leave it out"
            );
        }

        return new DictionaryEntry(
            Site(fields),
            folder,
            layout,
            fields.Required(fields.Count("d_in"), "d_in"),
            fields.Required(fields.Count("d_sae"), "d_sae"),
            fields.Text("activation"),
            fields.Factor(Factor)
        );
    }

    private static FeatureSite Site(JsonFields fields)
    {
        try
        {
            return FeatureSite.Parse(fields.Required(fields.Text("hook"), "hook"));
        }
        catch (DictionaryException e) when (!e.Message.StartsWith(fields.Path, StringComparison.Ordinal))
        {
            throw fields.Refused(e.Message);
        }
    }

    private static JsonNode Node(DictionaryEntry entry) =>
        new JsonObject
        {
            ["hook"] = entry.Site.Name,
            ["folder"] = entry.Folder,
            ["layout"] = entry.Layout,
            ["d_in"] = entry.InputWidth,
            ["d_sae"] = entry.Width,
            ["activation"] = entry.Activation,
        };
}
