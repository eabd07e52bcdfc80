using System.Text.Json;

namespace Circuitry.Evaluation;

/// <summary>Keeps what contenders found in a folder, a file each, so that a comparison that was cut short goes on.</summary>
/// <param name="folder">The folder; null to keep nothing.</param>
internal sealed class FindingStore(string? folder)
{
    private readonly List<string> _checkpoints = [];

    /// <summary>What a contender found earlier; null if nothing is kept.</summary>
    /// <exception cref="CheckpointException">The file belongs to another comparison, or is damaged.</exception>
    public Finding? Load(Contender contender, string fingerprint)
    {
        if (PathOf(contender) is not { } path || !Path.Exists(path))
        {
            return null;
        }

        try
        {
            var kept = InputFile.Value<Kept>(path, FileSizes.Result, JsonStyle.Strict, CheckpointException.Of);
            if (kept.Fingerprint != fingerprint)
            {
                throw new CheckpointException(
                    $"{path} belongs to another comparison (another experiment, model, prompts or settings); delete it or name another folder"
                );
            }

            return kept.Finding;
        }
        catch (JsonException e)
        {
            throw new CheckpointException(
                $"{path} cannot be read: {e.Message.TrimEnd('.')}. Delete it to start anew.",
                e
            );
        }
    }

    /// <summary>Keeps what a contender found, and then deletes the checkpoints from which it was found.</summary>
    /// <exception cref="CheckpointException">It cannot be written.</exception>
    public void Save(Contender contender, string fingerprint, Finding finding)
    {
        if (PathOf(contender) is not { } path)
        {
            return;
        }

        try
        {
            AtomicFile.WriteAllText(path, JsonSerializer.Serialize(new Kept(fingerprint, finding), JsonStyle.Strict));
            _checkpoints.ForEach(File.Delete);
            _checkpoints.Clear();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"{path} cannot be written: {e.Message} Free space or name another folder.",
                e
            );
        }
    }

    /// <summary>Where a contender keeps a checkpoint of its search at a setting; null for nowhere.</summary>
    public string? CheckpointOf(Contender contender, string setting)
    {
        if (folder is null)
        {
            return null;
        }

        var path = Path.Combine(folder, $"{contender.Name} {setting}.safetensors");
        _checkpoints.Add(path);
        return path;
    }

    private string? PathOf(Contender contender) =>
        folder is null ? null : Path.Combine(folder, $"{contender.Name}.json");

    private sealed record Kept(string Fingerprint, Finding Finding);
}
