using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>Checks an autoencoder's tensors.</summary>
internal static class AutoencoderCheck
{
    /// <exception cref="DictionaryException">Something does not hold.</exception>
    public static void Check(SparseAutoencoder autoencoder)
    {
        var site = autoencoder.Site;
        if (autoencoder.InputWidth == 0 || autoencoder.Width == 0)
        {
            throw Misfit(site, "W_enc", "[d_in, d_sae]", TensorInfo.Text(autoencoder.W_enc.shape));
        }

        if (autoencoder.b_enc is null != autoencoder.Activation is GatedActivation)
        {
            throw new DictionaryException(
                $"the dictionary of {site} has {(autoencoder.b_enc is null ? "no b_enc" : "b_enc")} and the activation {autoencoder.Activation.Name}; "
                    + "a gated one has b_gate and b_mag instead of b_enc, every other one has b_enc"
            );
        }

        if (autoencoder.Width < autoencoder.Activation.LeastWidth)
        {
            throw new DictionaryException(
                FormattableString.Invariant(
                    $"the dictionary of {site} has {Counted.Of(autoencoder.Width, "feature")}, and {autoencoder.Activation.LeastWidth} of them shall be active; lower k"
                )
            );
        }

        foreach (var (name, tensor) in autoencoder.Tensors)
        {
            CheckTensor(autoencoder, name, tensor);
        }
    }

    private static void CheckTensor(SparseAutoencoder autoencoder, string name, Tensor tensor)
    {
        long[] shape = name switch
        {
            "W_enc" => [autoencoder.InputWidth, autoencoder.Width],
            "W_dec" => [autoencoder.Width, autoencoder.InputWidth],
            "b_dec" => [autoencoder.InputWidth],
            _ => [autoencoder.Width],
        };
        if (!tensor.shape.SequenceEqual(shape))
        {
            throw Misfit(autoencoder.Site, name, TensorInfo.Text(shape), TensorInfo.Text(tensor.shape));
        }

        if (tensor.dtype != autoencoder.NumberType || tensor.device.ToString() != autoencoder.W_enc.device.ToString())
        {
            throw Misfit(
                autoencoder.Site,
                name,
                $"{autoencoder.NumberType} on {autoencoder.W_enc.device} as W_enc has",
                $"{tensor.dtype} on {tensor.device}"
            );
        }

        using var scope = NewDisposeScope();
        if (!tensor.detach().isfinite().all().item<bool>())
        {
            throw Misfit(autoencoder.Site, name, "finite numbers", "NaN or infinity");
        }
    }

    private static DictionaryException Misfit(FeatureSite site, string tensor, string expected, string found) =>
        new($"the dictionary of {site}: expected {tensor} to be {expected}, found {found}");
}
