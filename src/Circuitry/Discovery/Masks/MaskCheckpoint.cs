using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// A training's state on disk, between two steps: logits, multipliers and the optimiser's means, bit for bit. Noise is a
/// function of the seed and the step, so that a resumed training ends in the same bytes as one that was never stopped.
/// </summary>
internal sealed class MaskCheckpoint(string path, string fingerprint, TimeSpan interval)
{
    private readonly CheckpointFile _file = new(path, fingerprint, interval);

    /// <summary>Goes on from the checkpoint, if there is one.</summary>
    /// <param name="state">The tensors of a fresh training, by name; they are overwritten in place.</param>
    /// <returns>The step that comes next.</returns>
    /// <exception cref="CheckpointException">It belongs to another training, or is damaged.</exception>
    public int Load(IReadOnlyList<(string Name, Tensor Tensor)> state)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        if (_file.Load([.. state.Select(pair => pair.Name), "step"]) is not { } stored)
        {
            return 0;
        }

        for (var i = 0; i < state.Count; i++)
        {
            state[i].Tensor.copy_(stored[i]);
        }

        return (int)stored[^1].item<long>();
    }

    public void SaveIfDue(IReadOnlyList<(string Name, Tensor Tensor)> state, int step)
    {
        if (_file.IsDue)
        {
            Save(state, step);
        }
    }

    /// <summary>Writes the checkpoint beside and renames it into place.</summary>
    /// <exception cref="CheckpointException">It cannot be written; an older one is untouched.</exception>
    public void Save(IReadOnlyList<(string Name, Tensor Tensor)> state, int step)
    {
        using var scope = NewDisposeScope();
        _file.Save([
            .. state.Select(pair => (pair.Name, pair.Tensor.detach())),
            ("step", tensor(new long[] { step }, int64)),
        ]);
    }

    /// <summary>Removes the checkpoint of a training that has ended, if it came to one.</summary>
    public void Delete() => _file.Delete();
}
