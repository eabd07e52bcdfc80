using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Features.Training;

/// <summary>The squared error of a batch top-k autoencoder and its gradients, written out: automatic ones pass over every feature three times as often.</summary>
/// <param name="Losses">The squared error of each activation, [activation].</param>
/// <param name="Error">x' - x, [activation, d_in].</param>
/// <param name="Closed">Where features are not active, [activation, d_sae].</param>
/// <param name="Bound">The least feature that is active, a scalar.</param>
/// <param name="Gradients">Of the mean of the losses, with respect to W_enc, b_enc, W_dec and b_dec.</param>
internal sealed record BatchTopKStep(Tensor Losses, Tensor Error, Tensor Closed, Tensor Bound, Tensor[] Gradients)
{
    // A bound of 0 would let features of 0 count as active.
    private const double LeastBound = 1e-30;

    /// <summary>Runs forwards and backwards, in the caller's dispose scope.</summary>
    /// <param name="x">[activation, d_in].</param>
    /// <param name="encoder">W_enc, [d_in, d_sae].</param>
    /// <param name="encoderBias">b_enc, [d_sae].</param>
    /// <param name="decoder">W_dec, [d_sae, d_in].</param>
    /// <param name="decoderBias">b_dec, [d_in].</param>
    /// <param name="k">Mean number of active features of an activation.</param>
    public static BatchTopKStep Of(
        Tensor x,
        Tensor encoder,
        Tensor encoderBias,
        Tensor decoder,
        Tensor decoderBias,
        int k
    )
    {
        var centred = x.sub(decoderBias);
        var features = Ops.Linear(centred, encoder, encoderBias).relu_();
        var bound = features
            .flatten()
            .topk((int)Math.Min(features.NumberOfElements, x.size(0) * k), 0, sorted: false)
            .values.min()
            .clamp_min(Scalars.Of(LeastBound));
        var closed = features.lt(bound);
        features.masked_fill_(closed, Scalars.Zero);
        var error = Ops.Linear(features, decoder, decoderBias).sub(x);

        using var share = (2.0 / x.size(0)).ToScalar();
        var byOutput = error.mul(share);
        var byFeature = byOutput.mm(decoder.t()).masked_fill_(closed, Scalars.Zero);
        var byEncoderBias = Ops.Sum(byFeature, 0);
        return new BatchTopKStep(
            Ops.Sum(Ops.Square(error), 1),
            error,
            closed,
            bound,
            [
                centred.t().mm(byFeature),
                byEncoderBias,
                features.t().mm(byOutput),
                // b_dec is added at the end and was subtracted at the start.
                Ops.Sum(byOutput, 0).sub(encoder.mv(byEncoderBias)),
            ]
        );
    }
}
