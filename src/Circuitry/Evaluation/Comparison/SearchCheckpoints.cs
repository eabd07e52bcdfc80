namespace Circuitry.Evaluation;

/// <summary>The checkpoints of one algorithm's searches in a comparison, which go when what it found is saved.</summary>
/// <param name="folder">The folder; null for no checkpoints.</param>
/// <param name="name">The algorithm's name in the comparison.</param>
internal sealed class SearchCheckpoints(string? folder, string name)
{
    private readonly List<string> _used = [];

    /// <summary>Where a search at a setting saves its checkpoint; null for nowhere.</summary>
    public string? Of(string setting)
    {
        if (folder is null)
        {
            return null;
        }

        var path = Path.Combine(folder, $"{name} {setting}.safetensors");
        _used.Add(path);
        return path;
    }

    /// <summary>Deletes the checkpoints that were asked for.</summary>
    /// <exception cref="CheckpointException">One cannot be deleted.</exception>
    public void Delete()
    {
        foreach (var path in _used)
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new CheckpointException(
                    $"{path} cannot be deleted: {e.Message} Delete it; what it led to is saved.",
                    e
                );
            }
        }
    }
}
