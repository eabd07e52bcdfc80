using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// A training's state on disk, between two steps: logits, multipliers and the optimiser's means, bit for bit. Noise is a
/// function of the seed and the step, so that a resumed training ends in the same bytes as one that was never stopped.
/// </summary>
internal sealed class MaskCheckpoint(string path, string fingerprint, TimeSpan interval)
{
    private readonly Stopwatch _sinceSaved = Stopwatch.StartNew();

    /// <summary>Goes on from the checkpoint, if there is one.</summary>
    /// <param name="state">The tensors of a fresh training, by name; they are overwritten in place.</param>
    /// <returns>The step that comes next.</returns>
    /// <exception cref="CheckpointException">It belongs to another training, or is damaged.</exception>
    public int Load(IReadOnlyList<(string Name, Tensor Tensor)> state)
    {
        if (!File.Exists(path))
        {
            return 0;
        }

        try
        {
            using var scope = NewDisposeScope();
            using var gradients = no_grad();
            using var file = new SafetensorsFile(path);
            if (!file.Metadata.TryGetValue("fingerprint", out var found) || found != fingerprint)
            {
                throw new CheckpointException(
                    $"{path} belongs to another search (another experiment, model, prompts or settings); delete it or name another file"
                );
            }

            var step = int.Parse(file.Metadata["step"], CultureInfo.InvariantCulture);
            // All are read before the first is overwritten: a damaged file leaves nothing half done.
            Tensor[] stored = [.. state.Select(pair => file.Read(pair.Name, pair.Tensor.dtype, pair.Tensor.device))];
            for (var i = 0; i < stored.Length; i++)
            {
                if (!stored[i].shape.SequenceEqual(state[i].Tensor.shape))
                {
                    throw new FormatException($"{state[i].Name} has another shape.");
                }
            }

            for (var i = 0; i < stored.Length; i++)
            {
                state[i].Tensor.copy_(stored[i]);
            }

            return step;
        }
        catch (Exception e)
            when (e is WeightsException or FormatException or OverflowException or KeyNotFoundException or IOException)
        {
            throw new CheckpointException(
                $"{path} cannot be read as a checkpoint: {e.Message} Delete it to start anew.",
                e
            );
        }
    }

    public void SaveIfDue(IReadOnlyList<(string Name, Tensor Tensor)> state, int step)
    {
        if (_sinceSaved.Elapsed >= interval)
        {
            Save(state, step);
        }
    }

    /// <summary>Writes the checkpoint beside and renames it into place.</summary>
    /// <exception cref="CheckpointException">It cannot be written; an older one is untouched.</exception>
    public void Save(IReadOnlyList<(string Name, Tensor Tensor)> state, int step)
    {
        try
        {
            using var scope = NewDisposeScope();
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            SafetensorsWriter.Write(
                path,
                [.. state.Select(pair => (pair.Name, pair.Tensor.detach()))],
                new Dictionary<string, string>
                {
                    ["fingerprint"] = fingerprint,
                    ["step"] = step.ToString(CultureInfo.InvariantCulture),
                }
            );
            _sinceSaved.Restart();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"the checkpoint {path} cannot be written: {e.Message} Free space or name another place; an older checkpoint is untouched.",
                e
            );
        }
    }

    /// <summary>Removes the checkpoint of a training that has ended, if it came to one.</summary>
    public void Delete()
    {
        // Deleting a file that is not there is no error, but in a folder that is not there it is.
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
