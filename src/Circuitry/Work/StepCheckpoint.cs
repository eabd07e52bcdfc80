using static TorchSharp.torch;

namespace Circuitry.Work;

/// <summary>
/// The state of stepwise work on disk, between two steps, bit for bit: of a training its logits, multipliers and the
/// optimiser's means, of a scoring its scores. What a step does follows from the state and the step's number, so that work
/// that was resumed ends in the same bytes as work that was never stopped.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="fingerprint">The hash of everything that decides the course of the work.</param>
/// <param name="interval">The least time between two savings that are not asked for.</param>
public sealed class StepCheckpoint(string path, string fingerprint, TimeSpan interval)
{
    private readonly CheckpointFile _file = new(path, fingerprint, interval);

    /// <summary>Overwrites the state of a fresh start with that of the checkpoint, if there is one.</summary>
    /// <param name="state">The tensors of a fresh start, by name; they are overwritten in place.</param>
    /// <returns>The number of steps done; 0 if there is no checkpoint.</returns>
    /// <exception cref="CheckpointException">It belongs to other work, or is damaged.</exception>
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
            var (name, tensor) = state[i];
            _file.Require(name, stored[i], tensor.dtype, tensor.shape);
        }

        _file.Require("step", stored[^1], int64, 1);
        var step = stored[^1].item<long>();
        if (step is < 0 or > int.MaxValue)
        {
            throw _file.Damaged(FormattableString.Invariant($"{step} is the number of no step"));
        }

        for (var i = 0; i < state.Count; i++)
        {
            state[i].Tensor.copy_(stored[i]);
        }

        return (int)step;
    }

    /// <summary>Saves the checkpoint if enough time has passed since the last one.</summary>
    /// <param name="state">The tensors, by name.</param>
    /// <param name="step">Number of steps done.</param>
    /// <exception cref="CheckpointException">It cannot be written; an older one is untouched.</exception>
    public void SaveIfDue(IReadOnlyList<(string Name, Tensor Tensor)> state, int step)
    {
        if (_file.IsDue)
        {
            Save(state, step);
        }
    }

    /// <summary>Saves the checkpoint atomically (temporary file, then rename).</summary>
    /// <param name="state">The tensors, by name.</param>
    /// <param name="step">Number of steps done.</param>
    /// <exception cref="CheckpointException">It cannot be written; an older one is untouched.</exception>
    public void Save(IReadOnlyList<(string Name, Tensor Tensor)> state, int step)
    {
        using var scope = NewDisposeScope();
        _file.Save(Tensors(state, step));
    }

    /// <summary>
    /// Saves the state after the last step, from which the same work ends at once in the same result. Where it cannot be written an
    /// older checkpoint stays.
    /// </summary>
    /// <param name="state">The tensors, by name.</param>
    /// <param name="step">Number of steps done.</param>
    public void SaveFinished(IReadOnlyList<(string Name, Tensor Tensor)> state, int step)
    {
        using var scope = NewDisposeScope();
        _file.SaveFinished(Tensors(state, step));
    }

    private static (string Name, Tensor Tensor)[] Tensors(
        IReadOnlyList<(string Name, Tensor Tensor)> state,
        int step
    ) => [.. state.Select(pair => (pair.Name, pair.Tensor.detach())), ("step", tensor(new long[] { step }, int64))];
}
