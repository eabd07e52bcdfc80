using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>The settings of a SAELens <c>cfg.json</c> that affect what is computed, in version 6's terms.</summary>
internal sealed record SaeLensConfig
{
    /// <summary>standard, gated, jumprelu or topk.</summary>
    public required string Architecture { get; init; }

    /// <summary>The site, as its TransformerLens name; null if the file leaves it open.</summary>
    public required string? HookName { get; init; }

    /// <summary>The block, if it is given separately from the name; otherwise null.</summary>
    public required int? HookLayer { get; init; }

    public required int InputWidth { get; init; }

    public required int Width { get; init; }

    public required bool SubtractsDecoderBias { get; init; }

    public required InputNormalization Normalization { get; init; }

    /// <summary>The factor that activations are multiplied by, to be folded into the weights; 1 for none.</summary>
    public required double Factor { get; init; }

    /// <summary>The k of topk.</summary>
    public required int? K { get; init; }

    /// <summary>Whether topk compares pre-activations after multiplication by the lengths of the decoder's rows.</summary>
    public required bool RescalesByDecoderNorm { get; init; }

    /// <summary>Whether heads lie side by side in the activation.</summary>
    public required bool ReshapesHeads { get; init; }

    /// <summary>The number type that the file says its tensors have; null where it does not.</summary>
    public required ScalarType? NumberType { get; init; }
}
