using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>
/// A training's state on disk, between two steps, bit for bit. Texts are a function of the seed and the step, so that a
/// resumed training ends in the same bytes as one that was never stopped.
/// </summary>
internal sealed class PrimerCheckpoint(string path, PrimerTrainingOptions options)
{
    private readonly CheckpointFile _file = new(path, Fingerprint(options), options.CheckpointInterval);

    /// <summary>Goes on from the checkpoint, if there is one.</summary>
    /// <returns>How many steps are done.</returns>
    /// <exception cref="CheckpointException">It belongs to another training, or is damaged.</exception>
    public int Load(TiedDescent descent)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var state = descent.State.ToArray();
        if (_file.Load([.. state.Select(pair => pair.Name), "step"]) is not { } stored)
        {
            return 0;
        }

        for (var i = 0; i < state.Length; i++)
        {
            state[i].Tensor.copy_(stored[i]);
        }

        var step = (int)stored[^1].item<long>();
        descent.ResumeAt(step);
        return step;
    }

    public void SaveIfDue(TiedDescent descent, int step)
    {
        if (_file.IsDue)
        {
            Save(descent, step);
        }
    }

    /// <summary>Writes the checkpoint beside and renames it into place.</summary>
    /// <exception cref="CheckpointException">It cannot be written; an older one is untouched.</exception>
    public void Save(TiedDescent descent, int step)
    {
        using var scope = NewDisposeScope();
        _file.Save([
            .. descent.State.Select(pair => (pair.Name, pair.Tensor.detach())),
            ("step", tensor(new long[] { step }, int64)),
        ]);
    }

    /// <summary>Removes the checkpoint of a training that has ended.</summary>
    public void Delete() => _file.Delete();

    private static string Fingerprint(PrimerTrainingOptions options) =>
        string.Join(
            '\n',
            options with
            {
                Checkpoint = null,
                CheckpointInterval = default,
                MeasureEvery = 1,
                Device = null,
            },
            Primer.Declared,
            PrimerVocabulary.TokenizerJson()
        );
}
