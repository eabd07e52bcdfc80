using System.Diagnostics;
using static TorchSharp.torch;

namespace Circuitry.Work;

/// <summary>
/// Tensors of work under way on disk, bit for bit, with the work's fingerprint and a digest of the content, so that work resumes
/// neither from other work's checkpoint nor from a damaged one.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="fingerprint">The hash of everything that decides the course of the work.</param>
/// <param name="interval">The least time between two savings that are not asked for.</param>
public sealed class CheckpointFile(string path, string fingerprint, TimeSpan interval)
{
    private const string Remedy = "Delete it to start from scratch.";

    private readonly Stopwatch _sinceSaved = Stopwatch.StartNew();

    /// <summary>A fingerprint of values: two pieces of work have the same exactly when these are equal in everything that they hold.</summary>
    /// <param name="values">Everything that decides the course of the work, such as options, an architecture and a model's hash.</param>
    /// <exception cref="CheckpointException">One holds something that has no value to compare, such as a method or a tensor.</exception>
    public static string FingerprintOf(params object?[] values) => Identity.HashOf(values);

    /// <summary>Whether enough time has passed since it was saved.</summary>
    public bool IsDue => _sinceSaved.Elapsed >= interval;

    /// <summary>Reads the tensors of these names; null if there is no file. They belong to the caller's dispose scope.</summary>
    /// <exception cref="CheckpointException">It belongs to other work, or is damaged.</exception>
    public Tensor[]? Load(IReadOnlyList<string> names)
    {
        // A folder in its place is an error, not a fresh start.
        if (!Path.Exists(path))
        {
            return null;
        }

        try
        {
            using var file = new SafetensorsFile(path);
            if (!file.Metadata.TryGetValue("fingerprint", out var found) || found != fingerprint)
            {
                throw new CheckpointException(
                    $"{path} belongs to another search (another experiment, model, prompts or settings); delete it or name another file"
                );
            }

            Tensor[] stored = [.. names.Select(name => file.Read(name))];
            if (!file.Metadata.TryGetValue("digest", out var digest) || digest != DigestOf([.. names.Zip(stored)]))
            {
                throw Damaged("its digest is not that of its content");
            }

            return stored;
        }
        catch (Exception e) when (e is WeightsException or IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{path} cannot be read as a checkpoint: {e.Message} {Remedy}", e);
        }
    }

    /// <summary>Saves the tensors atomically (temporary file, then rename).</summary>
    /// <exception cref="CheckpointException">It cannot be written; an older one is untouched.</exception>
    public void Save(IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            SafetensorsWriter.Write(
                path,
                tensors,
                new Dictionary<string, string> { ["fingerprint"] = fingerprint, ["digest"] = DigestOf(tensors) }
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

    /// <summary>Refuses a tensor that is of another type or shape than the work has.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="stored">What was read.</param>
    /// <param name="type">Its number type.</param>
    /// <param name="shape">Its shape, -1 for any size.</param>
    /// <exception cref="CheckpointException">It is.</exception>
    internal void Require(string name, Tensor stored, ScalarType type, params ReadOnlySpan<long> shape)
    {
        var fits = stored.dtype == type && stored.ndim == shape.Length;
        for (var i = 0; fits && i < shape.Length; i++)
        {
            fits = shape[i] < 0 || stored.size(i) == shape[i];
        }

        if (!fits)
        {
            throw Damaged(
                $"'{name}' is {stored.dtype} {TensorInfo.Text(stored.shape)}, and can be {type} {TensorInfo.Text(shape.ToArray())} alone"
            );
        }
    }

    /// <summary>Says that what the file holds is no state of the work.</summary>
    internal CheckpointException Damaged(string why) => new($"{path} is damaged: {why}. {Remedy}");

    // Types and shapes too: bytes that are taken for other numbers are another state.
    private static string DigestOf(IReadOnlyList<(string Name, Tensor Tensor)> tensors) =>
        TextHash.Of(
            string.Join(
                '\n',
                tensors.Select(pair =>
                    $"{pair.Name} {pair.Tensor.dtype} {string.Join('x', pair.Tensor.shape)} {WeightsHash.Of([pair.Tensor])}"
                )
            )
        );

    /// <summary>
    /// Writes the tensors of work that is done, from which the same work ends at once in the same result, until whoever has saved
    /// the result deletes the file. Where it cannot be written an older checkpoint stays, and the result is returned all the same.
    /// </summary>
    public void SaveFinished(IReadOnlyList<(string Name, Tensor Tensor)> tensors)
    {
        try
        {
            Save(tensors);
        }
        catch (CheckpointException)
        {
            // What was found must not be lost for it.
        }
    }
}
