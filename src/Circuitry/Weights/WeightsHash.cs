using System.Security.Cryptography;
using static TorchSharp.torch;

namespace Circuitry.Weights;

/// <summary>The fingerprint that results carry to say which weights they came from.</summary>
internal static class WeightsHash
{
    /// <summary>SHA-256 over the tensors' bytes, one after the other, as 64 lower-case hexadecimal digits.</summary>
    public static string Of(IEnumerable<Tensor> tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in tensors)
        {
            using var local = TensorBytes.OnCpu(tensor);
            TensorBytes.Visit(local, (_, bytes) => hash.AppendData(bytes));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
