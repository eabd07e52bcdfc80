using System.Text.Json;
using System.Text.Json.Serialization;

namespace Circuitry;

/// <summary>
/// A judge that is a file: the first run writes what there is to judge and stops, a person fills in each judgement, and the
/// next run goes by it.
/// </summary>
/// <param name="path">The file.</param>
public sealed class JudgementFile(string path)
{
    private const string Format = "circuitry.judgements";

    private static readonly JsonSerializerOptions Options = new(JsonStyle.Strict)
    {
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The judge, when every feature has been judged; otherwise the file is written, and what was judged before is kept.</summary>
    /// <param name="evidence">What there is to judge.</param>
    /// <exception cref="JudgementException">The file is damaged, or judgements are missing: the message says how many and where.</exception>
    public IFeatureJudge Require(IReadOnlyList<FeatureEvidence> evidence)
    {
        var known = Read();
        var missing = evidence.Count(feature => known.GetValueOrDefault(feature.Node.Name) is null);
        if (missing > 0)
        {
            Write(evidence, known);
            throw new JudgementException(
                FormattableString.Invariant(
                    $"{missing} of {evidence.Count} features have no judgement yet: open {path}, write \"relevant\" or \"irrelevant\" for each \"judgement\" that is null, and run again"
                )
            );
        }

        return new MethodJudge(Path.GetFileName(path), feature => known[feature.Node.Name]!.Value) { Known = known };
    }

    private Dictionary<string, Judgement?> Read()
    {
        if (!Path.Exists(path))
        {
            return [];
        }

        try
        {
            var layout = InputFile.Value<Layout>(
                path,
                FileSizes.Result,
                Options,
                fault => new JudgementException(fault.Message, fault.Cause)
            );
            return layout.Format == Format
                ? layout.Features.ToDictionary(feature => feature.Feature, feature => feature.Judgement)
                : throw new JudgementException(
                    $"{path} is of the format '{layout.Format}', not '{Format}'; name another file"
                );
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new JudgementException($"{path} cannot be read as judgements: {e.Message}; mend it or delete it", e);
        }
    }

    private void Write(IReadOnlyList<FeatureEvidence> evidence, Dictionary<string, Judgement?> known)
    {
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
            ]
        );
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, layout, Options));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new JudgementException($"{path} cannot be written: {e.Message}; name another place", e);
        }
    }

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
}

/// <summary>Judgements are missing or cannot be read; the message says what to do.</summary>
public sealed class JudgementException(string message, Exception? inner = null) : Exception(message, inner);
