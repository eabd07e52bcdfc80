using static TorchSharp.torch;

namespace Circuitry.Discovery;

/// <summary>
/// A traversal's state on disk, between two visits: of every branch the decisions, effects, and what changed writers write,
/// bit for bit, so that resumed searches end in the same bytes as ones that were never stopped.
/// </summary>
internal sealed class AcdcCheckpoint
{
    private static readonly string[] Names = ["whole", "real", "differences"];

    private readonly CheckpointFile _file;
    private readonly GraphExperiment _experiment;
    private readonly AcdcSettings _settings;

    /// <param name="path">The file.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="settings">How to search, and for what.</param>
    public AcdcCheckpoint(string path, GraphExperiment experiment, AcdcSettings settings)
    {
        _experiment = experiment;
        _settings = settings;
        _file = new CheckpointFile(path, SearchFingerprint.Of(experiment, settings), settings.CheckpointInterval);
    }

    /// <summary>Whether enough time has passed since it was saved.</summary>
    public bool IsDue => _file.IsDue;

    /// <summary>The branches of the checkpoint, in the order in which they were saved; none if there is no checkpoint.</summary>
    /// <exception cref="CheckpointException">It belongs to another search, or is damaged.</exception>
    public IReadOnlyList<AcdcBranch> Load()
    {
        using var scope = NewDisposeScope();
        if (_file.Load(Names) is not { } stored)
        {
            return [];
        }

        var outputs = _experiment.Runs.CleanOutputs;
        _file.Require(Names[0], stored[0], int64, -1);
        _file.Require(Names[1], stored[1], float64, -1);
        _file.Require(Names[2], stored[2], outputs.dtype, [-1, .. outputs.shape[1..]]);
        return new AcdcBranchReader(
            _file,
            EdgeGroupUnits.Of(_experiment.Units, "the experiment"),
            _settings.PaperMode,
            TensorValues.ToArray<long>(stored[0]),
            TensorValues.ToArray<double>(stored[1]),
            stored[2].to(_experiment.Transformer.Device)
        ).ReadAll();
    }

    /// <summary>Writes the checkpoint atomically (temporary file, then rename).</summary>
    /// <param name="branches">Every branch, in the order in which they go on.</param>
    /// <param name="current">The one that the forward holds, if any.</param>
    /// <param name="forward">The forward.</param>
    /// <exception cref="CheckpointException">It cannot be written; an older one is untouched.</exception>
    public void Save(IEnumerable<AcdcBranch> branches, AcdcBranch? current, IncrementalForward forward)
    {
        using var scope = NewDisposeScope();
        _file.Save(Tensors(branches, current, forward));
    }

    /// <summary>Writes the checkpoint of searches that have ended, if it can be written.</summary>
    /// <inheritdoc cref="CheckpointFile.SaveFinished" path="/summary"/>
    public void SaveFinished(IEnumerable<AcdcBranch> branches, IncrementalForward forward)
    {
        using var scope = NewDisposeScope();
        _file.SaveFinished(Tensors(branches, null, forward));
    }

    private static (string Name, Tensor Tensor)[] Tensors(
        IEnumerable<AcdcBranch> branches,
        AcdcBranch? current,
        IncrementalForward forward
    )
    {
        using var now = current is null ? null : forward.Capture();
        var writer = new AcdcBranchWriter();
        foreach (var branch in branches)
        {
            writer.Write(branch, branch == current ? now : branch.Forward);
        }

        Tensor[] stored =
        [
            tensor(writer.Whole.ToArray(), int64),
            tensor(writer.Real.ToArray(), float64),
            writer.Differences.Count == 0 ? forward.Differences.narrow(0, 0, 0) : cat(writer.Differences),
        ];
        return [.. Names.Zip(stored)];
    }
}
