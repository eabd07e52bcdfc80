using static TorchSharp.torch;

namespace Circuitry.Emitted;

/// <summary>
/// A rule by which a forward pass is differentiated. Values are the same to the bit under every rule; gradients differ. A
/// <see cref="Tap"/> carries it to the blocks and the unembedding.
/// </summary>
public sealed record GradientRule
{
    private GradientRule(string name) => Name = name;

    /// <summary>The derivative of what is computed.</summary>
    public static GradientRule Ordinary { get; } = new("ordinary");

    /// <summary>
    /// Divisors of norms and attention patterns are constants, as in the local replacement model of circuit tracing: attention
    /// is then linear in the stream.
    /// </summary>
    public static GradientRule FrozenNormsAndPatterns { get; } =
        new("frozen norms and patterns") { FreezesNorms = true, FreezesPatterns = true };

    /// <summary>The name in files and reports.</summary>
    public string Name { get; }

    /// <summary>Whether no gradient flows through what norms divide by.</summary>
    public bool FreezesNorms { get; private init; }

    /// <summary>Whether no gradient flows through attention patterns, and so none into queries and keys.</summary>
    public bool FreezesPatterns { get; private init; }

    /// <summary>An attention pattern as the rule hands it on.</summary>
    public Tensor Pattern(Tensor pattern) => FreezesPatterns ? pattern.detach() : pattern;

    /// <summary>The divisor of a norm as the rule hands it on.</summary>
    public Tensor Divisor(Tensor divisor) => FreezesNorms ? divisor.detach() : divisor;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
