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

            var kept = file.Read("kept").data<long>().ToArray();
            var edges = file.Read("edges").data<long>().ToArray();
            // What was never tested has no effect, which is stored as not a number.
            double?[] effects =
            [
                .. file.Read("effects", float64)
                    .data<double>()
                    .ToArray()
                    .Select(effect => double.IsNaN(effect) ? (double?)null : effect),
            ];
            var writers = file.Read("writers").data<long>().ToArray();
            var edgeSet = EdgeSet.None(forward.Graph);
            foreach (var edge in edges)
            {
                edgeSet[(int)edge] = true;
            }

            var differences = file.Read("differences", forward.Differences.dtype, forward.Differences.device);
            forward.Restore(
                edgeSet,
                writers.Select((writer, row) => (writer, row)).ToDictionary(p => (int)p.writer, p => differences[p.row])
            );
            state.Restore(
                int.Parse(file.Metadata["visit"], CultureInfo.InvariantCulture),
                int.Parse(file.Metadata["tested"], CultureInfo.InvariantCulture),
                double.Parse(file.Metadata["metric"], CultureInfo.InvariantCulture),
                kept,
                effects
            );
        }
        catch (Exception e)
            when (e
                    is WeightsException
                        or FormatException
                        or KeyNotFoundException
                        or IOException
                        or IndexOutOfRangeException
            )
        {
            throw new CheckpointException(
                $"{_path} cannot be read as a checkpoint: {e.Message} Delete it to start anew.",
                e
            );
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
            SafetensorsWriter.Write(
                _path,
                [
                    ("kept", tensor([.. state.KeptUnits.Select(unit => (long)unit)], int64)),
                    ("edges", tensor([.. forward.Kept.Indices.Select(edge => (long)edge)], int64)),
                    ("effects", tensor(state.Effects.Select(effect => effect ?? double.NaN).ToArray(), float64)),
                    ("writers", tensor(writers, int64)),
                    (
                        "differences",
                        forward.Differences.index_select(0, tensor(writers, int64).to(forward.Differences.device))
                    ),
                ],
                new Dictionary<string, string>
                {
                    ["fingerprint"] = _fingerprint,
                    ["visit"] = state.Visit.ToString(CultureInfo.InvariantCulture),
                    ["tested"] = state.Tested.ToString(CultureInfo.InvariantCulture),
                    ["metric"] = state.Metric.ToString("R", CultureInfo.InvariantCulture),
                }
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
        // Deleting a file that is not there is no error, but in a folder that is not there it is.
        if (File.Exists(_path))
        {
            File.Delete(_path);
        }
    }
}
