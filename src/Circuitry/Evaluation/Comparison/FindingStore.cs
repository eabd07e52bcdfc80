using System.Text.Json;

namespace Circuitry;

/// <summary>Keeps what contenders found in a folder, a file each, so that a comparison that was cut short goes on.</summary>
/// <param name="folder">The folder; null to keep nothing.</param>
internal sealed class FindingStore(string? folder)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>What a contender found earlier; null if nothing is kept.</summary>
    /// <exception cref="CheckpointException">The file belongs to another comparison, or is damaged.</exception>
    public Finding? Load(Contender contender, string fingerprint)
    {
        if (PathOf(contender, null) is not { } path || !Path.Exists(path))
        {
            return null;
        }

        try
        {
            var kept = InputFile.Value<Kept>(path, FileSizes.Result, Options, CheckpointException.Of);
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
            throw new CheckpointException($"{path} cannot be read: {e.Message} Delete it to start anew.", e);
        }
    }

    /// <summary>Keeps what a contender found.</summary>
    /// <exception cref="CheckpointException">It cannot be written.</exception>
    public void Save(Contender contender, string fingerprint, Finding finding)
    {
        if (PathOf(contender, null) is not { } path)
        {
            return;
        }

        try
        {
            AtomicFile.WriteAllText(path, JsonSerializer.Serialize(new Kept(fingerprint, finding), Options));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"{path} cannot be written: {e.Message} Free space or name another folder.",
                e
            );
        }
    }

    /// <summary>Removes everything that is kept.</summary>
    public void Delete(IEnumerable<Contender> contenders)
    {
        foreach (var contender in contenders)
        {
            if (PathOf(contender, null) is { } path && File.Exists(path))
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>Where a contender keeps what belongs to one of its settings; null for nowhere.</summary>
    public string? PathOf(Contender contender, string? setting) =>
        folder is null
            ? null
            : Path.Combine(
                folder,
                setting is null ? $"{contender.Name}.json" : $"{contender.Name} {setting}.safetensors"
            );

    private sealed record Kept(string Fingerprint, Finding Finding);
}
