using System.Reflection;
using static TorchSharp.torch;

namespace Circuitry;

/// <summary>An ablation: it says what replaces an activation that a circuit does not keep. Derive from it for an ablation of your own.</summary>
/// <remarks>
/// A declaration names one that comes with Circuitry, <c>[Corruption(Ablation.Interchange)]</c>, or a class of your own,
/// <c>[Corruption&lt;MyAblation&gt;]</c>. Two ablations are the same when their class and its fields are equal: what decides the
/// replacement belongs into fields, so that results and checkpoints know it.
/// </remarks>
public abstract record Ablation
{
    /// <summary>Resample ablation: the activation on the corrupted prompt.</summary>
    public const ShippedAblation Interchange = ShippedAblation.Interchange;

    /// <summary>Zero ablation.</summary>
    public const ShippedAblation Zero = ShippedAblation.Zero;

    /// <summary>Mean ablation: the mean over the corrupted prompts, over positions that the data set aligns.</summary>
    public const ShippedAblation Mean = ShippedAblation.Mean;

    /// <summary>The name in files and reports: the class's, without <c>Ablation</c> at its end.</summary>
    public string Name => NameOf(GetType());

    /// <summary>Whether corrupted prompts must differ from clean ones, as <see cref="AblationTraitsAttribute"/> says.</summary>
    public bool NeedsCorruption => Traits.NeedsCorruption;

    /// <summary>Whether the model without any edge is the model on the corrupted prompts, as <see cref="AblationTraitsAttribute"/> says.</summary>
    public bool EndsInCorruptedRun => Traits.EndsInCorruptedRun;

    /// <summary>Whether what replaces a prompt's activation depends on other prompts, so that prompts cannot be taken in parts.</summary>
    public virtual bool CouplesPrompts => false;

    /// <summary>Whether a bias is on both sides, in the activation and in what replaces it, and so cancels along an edge.</summary>
    internal virtual bool CancelsBiases => false;

    private AblationTraitsAttribute Traits =>
        GetType().GetCustomAttribute<AblationTraitsAttribute>(inherit: false) ?? new AblationTraitsAttribute();

    private static string NameOf(Type type) =>
        type.Name.EndsWith(nameof(Ablation), StringComparison.Ordinal)
            ? type.Name[..^nameof(Ablation).Length]
            : type.Name;

    /// <summary>Computes the replacement of an activation.</summary>
    /// <param name="activation">The activation, on the clean and on the corrupted prompts.</param>
    /// <returns>Its replacement; broadcasts to <see cref="AblatedActivation.Clean"/>, [batch, position, width].</returns>
    /// <remarks>
    /// Asked once for each site: for every embedding, for the heads of a block before W_O (<c>hook_z</c>), for the MLP of a block,
    /// and for the features and the error term of a dictionary. What is returned at padding is never read. Call it under no_grad.
    /// </remarks>
    public abstract Tensor Replace(AblatedActivation activation);

    /// <summary>
    /// The replacement of everything that nodes write, [node, batch, position, d_model], where that needs no going through sites one by
    /// one because replacing and mapping to the stream commute; null where they do not.
    /// </summary>
    internal virtual Tensor? ReplaceWritten(
        Tensor clean,
        Func<Tensor> corrupted,
        PromptPairs prompts,
        Tensor? padding
    ) => null;

    /// <summary>Refuses pairs that leave nothing to measure.</summary>
    /// <exception cref="PromptException">Corrupted prompts must differ from the clean ones, and do not.</exception>
    internal void CheckFit(PromptPairs prompts)
    {
        if (NeedsCorruption && DatasetContract.IsCleanOnly(prompts))
        {
            throw new PromptException(
                $"{Name.ToLowerInvariant()} needs corrupted prompts, and every pair's is its clean one, so that no effect could be measured; corrupt the prompts or use [Corruption(Ablation.Zero)] or [Corruption(Ablation.Mean)]"
            );
        }
    }

    /// <summary>The ablation that a declaration names.</summary>
    public static implicit operator Ablation(ShippedAblation shipped) =>
        shipped switch
        {
            ShippedAblation.Interchange => new InterchangeAblation(),
            ShippedAblation.Zero => new ZeroAblation(),
            ShippedAblation.Mean => new MeanAblation(),
            _ => throw new ArgumentOutOfRangeException(
                nameof(shipped),
                shipped,
                "is no ablation; use Interchange, Zero, Mean or a class of your own"
            ),
        };

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;
}
