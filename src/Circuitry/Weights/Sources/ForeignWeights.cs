namespace Circuitry.Weights;

/// <summary>Files of weights in formats that are not read, known by their first bytes.</summary>
internal static class ForeignWeights
{
    /// <summary>The remedy for such a file.</summary>
    public const string Remedy =
        "Give the path of the .safetensors file, or write one in Python: safetensors.torch.save_file(torch.load(path, weights_only=True), "
        + "'model.safetensors').";

    /// <summary>The format of a file that begins with these eight bytes; null if unknown.</summary>
    public static string? Describe(ReadOnlySpan<byte> start) =>
        start switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] =>
                "an archive as torch.save writes it, with a Python pickle in it, which is not read",
            [0x80, >= 2 and <= 5, ..] and [_, _, not 0, ..] =>
                "a Python pickle, as torch.save wrote them once, which is not read",
            [(byte)'G', (byte)'G', (byte)'U', (byte)'F', ..] => "a GGUF file, which is not read",
            [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => "an HDF5 file, which is not read",
            [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..] => "a NumPy file, which is not read",
            _ => null,
        };
}
