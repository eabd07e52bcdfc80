using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace Circuitry;

/// <summary>
/// A search's state on disk, between two visits: decisions, effects, and what changed writers write, bit for bit, so that a
/// resumed search ends in the same bytes as one that was never stopped.
/// </summary>
internal sealed class AcdcCheckpoint
{
    private const string Remedy = "Delete it to start anew.";

    private static readonly string[] Names = ["kept", "edges", "effects", "writers", "differences", "counts", "metric"];

    private readonly string _path;
    private readonly string _fingerprint;
    private readonly TimeSpan _interval;
    private readonly Stopwatch _sinceSaved = Stopwatch.StartNew();

    public AcdcCheckpoint(string path, Experiment experiment, AcdcOptions options)
    {
        _path = path;
        _interval = options.CheckpointInterval;
        // Where and how often checkpoints are kept does not belong to the search.
        var search = options with
        {
            Checkpoint = null,
            CheckpointInterval = default,
        };
        var identity = string.Join(
            '\n',
            experiment.Declaration,
            experiment.Transformer.Weights.Hash,
            experiment.Prompts.Hash,
            experiment.Transformer.NumberType,
            experiment.Metric.Name,
            search,
            options.Threshold.ToString("R", CultureInfo.InvariantCulture)
        );
        _fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
    }

    /// <summary>Goes on from the checkpoint, if there is one.</summary>
    /// <exception cref="CheckpointException">It belongs to another search, or is damaged.</exception>
    public void Load(AcdcState state, IncrementalForward forward)
    {
        if (!File.Exists(_path))
        {
            return;
        }

        try
        {
            using var scope = NewDisposeScope();
            using var file = new SafetensorsFile(_path);
            if (!file.Metadata.TryGetValue("fingerprint", out var fingerprint) || fingerprint != _fingerprint)
            {
                throw new CheckpointException(
                    $"{_path} belongs to another search (another experiment, model, prompts or settings); delete it or name another file"
                );
            }

            Tensor[] stored = [.. Names.Select(name => file.Read(name))];
            if (!file.Metadata.TryGetValue("digest", out var digest) || digest != WeightsHash.Of(stored))
            {
                throw new CheckpointException($"{_path} is damaged: its digest is not that of its content. {Remedy}");
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
        catch (Exception e) when (e is WeightsException or IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{_path} cannot be read as a checkpoint: {e.Message} {Remedy}", e);
        }
    }

    public void SaveIfDue(AcdcState state, IncrementalForward forward)
    {
        if (_sinceSaved.Elapsed >= _interval)
        {
            Save(state, forward);
        }
    }

    /// <summary>Writes the checkpoint beside and renames it into place.</summary>
    /// <exception cref="CheckpointException">It cannot be written; an older one is untouched.</exception>
    public void Save(AcdcState state, IncrementalForward forward)
    {
        try
        {
            using var scope = NewDisposeScope();
            long[] writers = [.. forward.WritersThatChanged().Select(writer => (long)writer)];
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_path))!);
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
            SafetensorsWriter.Write(
                _path,
                [.. Names.Zip(stored)],
                new Dictionary<string, string> { ["fingerprint"] = _fingerprint, ["digest"] = WeightsHash.Of(stored) }
            );
            _sinceSaved.Restart();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"the checkpoint {_path} cannot be written: {e.Message} Free space or name another place; an older checkpoint is untouched.",
                e
            );
        }
    }

    /// <summary>Removes the checkpoint of a search that has ended, if it came to one.</summary>
    public void Delete()
    {
        try
        {
            // Deleting a file that is not there is no error, but in a folder that is not there it is.
            if (File.Exists(_path))
            {
                File.Delete(_path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The circuit that was found must not be lost for it; what is left leads the same search to the same circuit.
        }
    }
}
