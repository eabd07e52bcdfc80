using static TorchSharp.torch;

namespace Circuitry.Evaluation;

/// <summary>The mean activation at sites over the tokens of ambiguous texts. Owns its tensors.</summary>
internal sealed class TokenMeans : IDisposable
{
    private readonly Dictionary<FeatureSite, Tensor> _means = [];

    public TokenMeans(ShiftSetting setting, IEnumerable<FeatureSite> sites)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        FeatureSite[] read = [.. sites.Where(site => site.Layer <= setting.Options.Block)];
        var tokens = 0L;
        foreach (var prompt in setting.Data.Ambiguous)
        {
            tokens += prompt.Tokens.Count;
        }

        foreach (var site in read)
        {
            var sum = zeros([site.Width(setting.Model.Architecture)], float64, setting.Model.Device);
            // Texts of one length at a time, so that there is no padding, which must not count.
            foreach (var chunk in setting.Data.Ambiguous.GroupBy(prompt => prompt.Tokens.Count))
            {
                setting
                    .Pooled(
                        chunk,
                        tap => Splice.Read(tap, site, value => sum.add_(value.to(float64).sum([0L, 1L]), Scalars.One))
                    )
                    .Dispose();
            }

            _means.Add(site, Ops.Divide(sum, tokens).to(setting.Model.NumberType).DetachFromDisposeScope());
        }
    }

    /// <summary>A copy of a site's mean, [width]; the caller's.</summary>
    public Tensor Of(FeatureSite site) => _means[site].clone();

    public void Dispose()
    {
        foreach (var mean in _means.Values)
        {
            mean.Dispose();
        }
    }
}
