using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>
/// A training's state on disk, between two steps, bit for bit. Random numbers follow from the seed and the step, so that a
/// resumed training ends in the same bytes as one that was never stopped.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="fingerprint">Identifies the training.</param>
/// <param name="interval">The least time between two savings that are not asked for.</param>
internal sealed class TrainingCheckpoint(string path, string fingerprint, TimeSpan interval)
{
    private readonly CheckpointFile _file = new(path, fingerprint, interval);

    /// <summary>Overwrites the state of a fresh start with that of the checkpoint, if there is one.</summary>
    /// <returns>How many steps are done.</returns>
    /// <exception cref="CheckpointException">It belongs to another training, or is damaged.</exception>
    public int Load(IEnumerable<(string Name, Tensor Tensor)> state)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var fresh = state.ToArray();
        if (_file.Load([.. fresh.Select(pair => pair.Name), "step"]) is not { } stored)
        {
            return 0;
        }

        for (var i = 0; i < fresh.Length; i++)
        {
            fresh[i].Tensor.copy_(stored[i]);
        }

        return (int)stored[^1].item<long>();
    }

    public void SaveIfDue(IEnumerable<(string Name, Tensor Tensor)> state, int step)
    {
        if (_file.IsDue)
        {
            Save(state, step);
        }
    }

    /// <summary>Saves the checkpoint atomically (temporary file, then rename).</summary>
    /// <exception cref="CheckpointException">It cannot be written; an older one is untouched.</exception>
    public void Save(IEnumerable<(string Name, Tensor Tensor)> state, int step)
    {
        using var scope = NewDisposeScope();
        _file.Save(Tensors(state, step));
    }

    /// <summary>Saves the state after the last step, from which the same training ends at once, if it can be written.</summary>
    public void SaveFinished(IEnumerable<(string Name, Tensor Tensor)> state, int step)
    {
        using var scope = NewDisposeScope();
        _file.SaveFinished(Tensors(state, step));
    }

    private static (string, Tensor)[] Tensors(IEnumerable<(string Name, Tensor Tensor)> state, int step) =>
        [.. state.Select(pair => (pair.Name, pair.Tensor.detach())), ("step", tensor(new long[] { step }, int64))];
}
