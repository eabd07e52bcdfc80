using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Changes of scale that do not change what an autoencoder computes.</summary>
internal static class DictionaryFolding
{
    /// <summary>The lengths of the decoder's rows, [d_sae, 1].</summary>
    /// <exception cref="WeightsException">A row is zero.</exception>
    public static Tensor RowLengths(StoredDictionary stored, string name, Tensor decoder)
    {
        var lengths = Ops.Sum(Ops.Square(decoder), 1, keepDim: true).sqrt();
        return lengths.gt(Scalars.Zero).all().item<bool>()
            ? lengths
            : throw stored.Misfit(name, "no feature whose direction is zero, as lengths are divided by", "one");
    }
}
