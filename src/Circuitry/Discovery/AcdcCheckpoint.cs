using System.Globalization;
using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// A search's state on disk, between two visits: decisions, effects, and what changed writers write, bit for bit, so that a
/// resumed search ends in the same bytes as one that was never stopped.
/// </summary>
internal sealed class AcdcCheckpoint
{
    private static readonly string[] Names = ["kept", "edges", "effects", "writers", "differences", "counts", "metric"];

    private readonly CheckpointFile _file;

    public AcdcCheckpoint(string path, Experiment experiment, AcdcOptions options)
    {
        // Where and how often checkpoints are kept does not belong to the search.
        var search = options with
        {
            Checkpoint = null,
            CheckpointInterval = default,
        };
        var threshold = options.Threshold.ToString("R", CultureInfo.InvariantCulture);
        _file = new CheckpointFile(
            path,
            SearchFingerprint.Of(experiment, $"{search}\n{threshold}"),
            options.CheckpointInterval
        );
    }

    /// <summary>Goes on from the checkpoint, if there is one.</summary>
    /// <exception cref="CheckpointException">It belongs to another search, or is damaged.</exception>
    public void Load(AcdcState state, IncrementalForward forward)
    {
        using var scope = NewDisposeScope();
        if (_file.Load(Names) is not { } stored)
        {
            return;
        }

        var edges = EdgeSet.None(forward.Graph);
        foreach (var edge in stored[1].data<long>())
        {
            edges[(int)edge] = true;
        }

        var writers = stored[3].data<long>().ToArray();
        forward.Restore(
            edges,
            writers.Select((writer, row) => (writer, row)).ToDictionary(p => (int)p.writer, p => stored[4][p.row])
        );
        var counts = stored[5].data<long>();
        state.Restore(
            (int)counts[0],
            (int)counts[1],
            stored[6].data<double>()[0],
            stored[0].data<long>().ToArray(),
            // What was never tested has no effect, which is stored as not a number.
            [.. stored[2].data<double>().ToArray().Select(effect => double.IsNaN(effect) ? (double?)null : effect)]
        );
    }

    public void SaveIfDue(AcdcState state, IncrementalForward forward)
    {
        if (_file.IsDue)
        {
            Save(state, forward);
        }
    }

    /// <summary>Writes the checkpoint beside and renames it into place.</summary>
    /// <exception cref="CheckpointException">It cannot be written; an older one is untouched.</exception>
    public void Save(AcdcState state, IncrementalForward forward)
    {
        using var scope = NewDisposeScope();
        long[] writers = [.. forward.WritersThatChanged().Select(writer => (long)writer)];
        Tensor[] stored =
        [
            tensor([.. state.KeptUnits.Select(unit => (long)unit)], int64),
            tensor([.. forward.Kept.Indices.Select(edge => (long)edge)], int64),
            tensor(state.Effects.Select(effect => effect ?? double.NaN).ToArray(), float64),
            tensor(writers, int64),
            forward.Differences.index_select(0, tensor(writers, int64).to(forward.Differences.device)),
            tensor(new long[] { state.Visit, state.Tested }, int64),
            tensor(new[] { state.Metric }, float64),
        ];
        _file.Save([.. Names.Zip(stored)]);
    }

    /// <summary>Removes the checkpoint of a search that has ended, if it came to one.</summary>
    public void Delete() => _file.Delete();
}
