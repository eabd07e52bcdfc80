using static TorchSharp.torch;

namespace Circuitry;

/// <summary>An activation that an <see cref="Ablation"/> replaces: what a site holds on the clean and on the corrupted prompts.</summary>
public sealed class AblatedActivation
{
    private readonly PromptPairs? _prompts;
    private readonly Lazy<Tensor> _clean;
    private readonly Lazy<Tensor> _corrupted;
    private readonly TransformerModel _model;

    internal AblatedActivation(
        TransformerModel model,
        string site,
        PromptPairs? prompts,
        Func<Tensor> clean,
        Func<Tensor> corrupted,
        Tensor? padding
    )
    {
        (_model, Site, _prompts, Padding) = (model, site, prompts, padding);
        (_clean, _corrupted) = (new(clean), new(corrupted));
    }

    /// <summary>The name of the site, such as <c>blocks.3.hook_mlp_out</c> or <c>blocks.3.hook_mlp_out/features</c>: a seed for what is drawn.</summary>
    public string Site { get; }

    /// <summary>The pairs of prompts that the rows of the batch are of.</summary>
    /// <exception cref="PromptException">The rows are single texts, as those of a probe.</exception>
    public PromptPairs Prompts =>
        _prompts ?? throw new PromptException("the texts of a probe have no pairs; use zero ablation");

    /// <summary>One number at every place, as a replacement, [1, 1, 1], for which nothing else is computed; of the current scope.</summary>
    public Tensor Constant(double value) => tensor(new[] { value }, [1, 1, 1], _model.NumberType, _model.Device);

    /// <summary>The activation on the clean prompts, [batch, position, width]; heads side by side. Computed when first asked for.</summary>
    public Tensor Clean => _clean.Value;

    /// <summary>The activation on the corrupted prompts, [batch, position, width]; computed when first asked for.</summary>
    /// <exception cref="PromptException">There are no corrupted prompts.</exception>
    public Tensor Corrupted => _corrupted.Value;

    /// <summary>The mask of padding, bool [batch, position, 1]; null where there is none.</summary>
    public Tensor? Padding { get; }
}
