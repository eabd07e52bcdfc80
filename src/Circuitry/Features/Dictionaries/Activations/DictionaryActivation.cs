using System.Diagnostics;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>The activation function of a sparse autoencoder, which makes pre-activations sparse. Owns its tensors.</summary>
/// <remarks>Where it is not zero, a feature is linear in its pre-activation; that is what gradients rest on.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class DictionaryActivation : IDisposable
{
    private protected DictionaryActivation() { }

    /// <summary>max(p, 0).</summary>
    public static DictionaryActivation Relu() => new ReluActivation();

    /// <summary>1[u + b_gate > 0] max(exp(r_mag) u + b_mag, 0) of u = x W_enc (Rajamanoharan et al., arXiv 2404.16014).</summary>
    /// <param name="gateBias">b_gate, [d_sae].</param>
    /// <param name="magnitudeScale">r_mag, [d_sae].</param>
    /// <param name="magnitudeBias">b_mag, [d_sae].</param>
    public static DictionaryActivation Gated(Tensor gateBias, Tensor magnitudeScale, Tensor magnitudeBias) =>
        new GatedActivation(gateBias, magnitudeScale, magnitudeBias);

    /// <summary>The k largest pre-activations of each activation, as far as they are positive (Gao et al., arXiv 2406.04093).</summary>
    /// <exception cref="DictionaryException">k is less than 1.</exception>
    public static DictionaryActivation TopK(int k) => new TopKActivation(k);

    /// <summary>
    /// p where it is positive and above a threshold, which replaces the k largest of each activation in a whole batch
    /// (Bussmann et al., arXiv 2412.06410).
    /// </summary>
    /// <param name="k">How many features of an activation were active in training, on average.</param>
    /// <param name="threshold">One for all features.</param>
    /// <exception cref="DictionaryException">k is less than 1, or the threshold is not finite.</exception>
    public static DictionaryActivation BatchTopK(int k, double threshold) => new BatchTopKActivation(k, threshold);

    /// <summary>p where it is positive and above its feature's threshold (Rajamanoharan et al., arXiv 2407.14435).</summary>
    /// <param name="threshold">[d_sae].</param>
    public static DictionaryActivation JumpRelu(Tensor threshold) => new JumpReluActivation(threshold);

    /// <summary>The name in files and reports.</summary>
    public abstract string Name { get; }

    /// <summary>The tensors by their names in SAELens's files; each [d_sae].</summary>
    public virtual IReadOnlyList<(string Name, Tensor Tensor)> Tensors => [];

    /// <summary>Everything but the tensors that decides what is computed.</summary>
    internal virtual string Settings => Name;

    /// <summary>Whether a feature depends on its own pre-activation alone.</summary>
    internal virtual bool IsElementwise => true;

    /// <summary>The fewest features it can work on.</summary>
    internal virtual int LeastWidth => 1;

    /// <summary>Features of pre-activations.</summary>
    /// <param name="pre">[..., d_sae], or [feature] if <paramref name="indices"/> are given.</param>
    /// <param name="indices">The features that <paramref name="pre"/> is of, int64 [feature]; null for all.</param>
    internal abstract Tensor Apply(Tensor pre, Tensor? indices);

    /// <summary>The slopes of active features in their pre-activations, [feature]; null for 1.</summary>
    internal virtual Tensor? Slopes(Tensor indices) => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, tensor) in Tensors)
        {
            tensor.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    private protected static Tensor Chosen(Tensor parameter, Tensor? indices) =>
        indices is null ? parameter : parameter.index_select(0, indices);

    private protected static int AtLeastOne(int k) =>
        k >= 1
            ? k
            : throw new DictionaryException(
                FormattableString.Invariant($"k is {k}; at least one feature must be allowed to be active")
            );

    /// <summary>The passing values where the gate, a tensor of truth values that no gradient flows through, is open.</summary>
    private protected static Tensor Where(Tensor gate, Tensor passing) => passing.mul(gate.to(passing.dtype));

    /// <summary>The name, with settings that are numbers.</summary>
    public override string ToString() => Settings;
}
