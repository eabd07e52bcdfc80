using System.Text.Json;

namespace Circuitry.Evaluation;

/// <summary>Persists finished seeds so that an interrupted table resumes.</summary>
/// <param name="path">The file; null to save nothing.</param>
internal sealed class ShiftTableStore(string? path)
{
    private readonly List<SeedScores> _finished = [];

    /// <summary>Resumes from the file, if there is one.</summary>
    /// <exception cref="CheckpointException">It is damaged.</exception>
    public void Load()
    {
        if (!Path.Exists(path))
        {
            return;
        }

        try
        {
            var read = InputFile.Value<SeedScores[]>(path!, FileSizes.Result, JsonStyle.Strict, CheckpointException.Of);
            if (read.FirstOrDefault(scores => !scores.IsWhole) is { } half)
            {
                throw Unreadable(
                    FormattableString.Invariant($"seed {half.Seed} has not a share from 0 to 1 in each of its rows")
                );
            }

            if (read.GroupBy(scores => scores.Seed).FirstOrDefault(same => same.Count() > 1) is { } twice)
            {
                throw Unreadable(FormattableString.Invariant($"seed {twice.Key} is there twice"));
            }

            _finished.AddRange(read);
        }
        catch (JsonException e)
        {
            throw Unreadable(e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>A seed that is finished; null if it is not.</summary>
    /// <exception cref="CheckpointException">It was finished in another table.</exception>
    public SeedScores? Find(int seed, string fingerprint)
    {
        var found = _finished.Find(finished => finished.Seed == seed);
        return found is null || found.Fingerprint == fingerprint
            ? found
            : throw new CheckpointException(
                $"{path} belongs to another table (another model, dictionaries, texts, judge or settings); delete it or name another file"
            );
    }

    /// <summary>Saves a seed.</summary>
    /// <exception cref="CheckpointException">It cannot be written; an older file is untouched.</exception>
    public void Add(SeedScores scores)
    {
        _finished.Add(scores);
        if (path is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            AtomicFile.WriteAllText(path, JsonSerializer.Serialize(_finished, JsonStyle.Strict));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be written: {e.Message} Free space or name another file.", e);
        }
    }

    private CheckpointException Unreadable(string why, Exception? cause = null) =>
        new($"{path} cannot be read: {why}. Delete it to start from scratch.", cause);

    /// <summary>SHA-256 of everything that affects a seed's scores.</summary>
    /// <exception cref="CheckpointException">The judge or an option holds something that has no value to compare.</exception>
    public static string Fingerprint(
        TransformerModel model,
        FeatureDictionaries dictionaries,
        BiasedData data,
        ShiftOptions options,
        IFeatureJudge judge
    ) =>
        Identity.HashOf(
            model.Weights,
            model.NumberType,
            dictionaries.Sites.Select(site => (site, dictionaries[site])),
            data,
            options,
            judge
        );
}

/// <summary>The scores of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Fingerprint">The hash of its inputs.</param>
/// <param name="Removed">Number of features that SHIFT removed.</param>
/// <param name="Rows">The scores, in the order of the rows.</param>
internal sealed record SeedScores(int Seed, string Fingerprint, int Removed, IReadOnlyList<ProbeScore> Rows)
{
    /// <summary>Whether every row has its scores, and they are what scores can be.</summary>
    internal bool IsWhole =>
        Removed >= 0
        && Rows.Count == Enum.GetValues<ShiftRow>().Length
        && Rows.All(row => new[] { row.Intended, row.Spurious, row.WorstGroup }.All(share => share is >= 0 and <= 1));
}
