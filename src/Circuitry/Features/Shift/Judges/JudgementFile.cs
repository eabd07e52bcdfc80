using System.Diagnostics;
using System.Text.Json;

namespace Circuitry.Features.Shift;

/// <summary>
/// A judge that is a file: the first run writes the evidence and stops, a person fills in each judgement, and the next run applies it.
/// </summary>
/// <param name="path">The file.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class JudgementFile(string path)
{
    private const string Format = "circuitry.judgements";

    /// <summary>
    /// The judge, once every feature has been judged; otherwise the file is written, and all earlier judgements stay in it.
    /// </summary>
    /// <param name="evidence">The evidence about the features to judge.</param>
    /// <exception cref="JudgementException">The file is damaged, or judgements are missing: the message says how many and where.</exception>
    public IFeatureJudge Require(IReadOnlyList<FeatureEvidence> evidence)
    {
        var earlier = Read();
        var known = earlier.ToDictionary(entry => entry.Feature, entry => entry.Judgement, StringComparer.Ordinal);
        var missing = evidence.Count(feature => known.GetValueOrDefault(feature.Node.Name) is null);
        if (missing > 0)
        {
            Write(evidence, known, earlier);
            throw new JudgementException(
                FormattableString.Invariant(
                    $"judgements are missing for {missing} of {Counted.Of(evidence.Count, "feature")}: open {path}, write \"relevant\" or \"irrelevant\" for each \"judgement\" that is null, and run again"
                )
            );
        }

        return new MethodJudge(Path.GetFileName(path), feature => known[feature.Node.Name]!.Value) { Known = known };
    }

    /// <summary>Refuses in advance a file that cannot be read, or a path that cannot be written.</summary>
    /// <exception cref="JudgementException">The file is damaged, or its folder is protected or none.</exception>
    internal void Check()
    {
        Read();
        try
        {
            using var probe = new FileStream(
                Path.Combine(Folder(), $"{Path.GetFileName(path)}{AtomicFile.Partial}"),
                FileMode.Create,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }
    }

    /// <summary>The folder of the file, or the one in which it would be made.</summary>
    private string Folder()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        while (!Path.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    private IReadOnlyList<Entry> Read()
    {
        if (path.Length == 0)
        {
            throw new JudgementException("the path of the judgements is empty; name a file");
        }

        if (!Path.Exists(path))
        {
            return [];
        }

        try
        {
            var layout = InputFile.Value<Layout>(
                path,
                FileSizes.Result,
                JsonStyle.Strict,
                fault => new JudgementException(fault.Message, fault.Cause)
            );
            if (layout.Format != Format)
            {
                throw new JudgementException(
                    $"{path} is of the format '{layout.Format}', not '{Format}'; name another file"
                );
            }

            foreach (var entry in layout.Features)
            {
                // A name that is misspelt would be passed over.
                FeatureNode.Parse(entry.Feature);
            }

            return layout.Features.GroupBy(entry => entry.Feature).FirstOrDefault(same => same.Count() > 1) is { } twice
                ? throw new JudgementException($"{path} names {twice.Key} twice; keep one of the two")
                : layout.Features;
        }
        catch (Exception e) when (e is JsonException or DictionaryException)
        {
            throw new JudgementException(
                $"{path} cannot be read as judgements: {e.Message}; correct it or delete it",
                e
            );
        }
    }

    private void Write(
        IReadOnlyList<FeatureEvidence> evidence,
        IReadOnlyDictionary<string, Judgement?> known,
        IReadOnlyList<Entry> earlier
    )
    {
        var asked = evidence.Select(feature => feature.Node.Name).ToHashSet(StringComparer.Ordinal);
        var layout = new Layout(
            Format,
            [
                .. evidence.Select(feature => new Entry(
                    feature.Node.Name,
                    known.GetValueOrDefault(feature.Node.Name),
                    feature.Effect,
                    [.. feature.Contexts.Select(Marked)],
                    feature.Logits is { } logits ? [.. logits.Promoted.Select(token => token.Text)] : null
                )),
                .. earlier.Where(entry => entry.Judgement is not null && !asked.Contains(entry.Feature)),
            ]
        );
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, layout, JsonStyle.Strict));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }
    }

    private JudgementException Unwritable(Exception e) =>
        new($"{path} cannot be written: {e.Message}; name another place", e);

    /// <summary>The text with the activating token in brackets.</summary>
    private static string Marked(FeatureContext context) =>
        string.Concat(context.Tokens.Select((token, index) => index == context.Index ? $"[[{token}]]" : token));

    private sealed record Layout(string Format, IReadOnlyList<Entry> Features);

    private sealed record Entry(
        string Feature,
        Judgement? Judgement,
        double Effect,
        IReadOnlyList<string> Contexts,
        IReadOnlyList<string>? Promotes
    );

    /// <summary>The path.</summary>
    public override string ToString() => path;
}

/// <summary>Judgements are missing or cannot be read; the message names the file and the remedy.</summary>
public sealed class JudgementException(string message, Exception? inner = null)
    : CircuitryException(VisibleText.Message(message), inner);
