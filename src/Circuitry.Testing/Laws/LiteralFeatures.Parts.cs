using static TorchSharp.torch;

namespace Circuitry.Testing;

internal sealed partial class LiteralFeatures
{
    /// <summary>Whether what an ablation puts in place of features is known here.</summary>
    public static bool Knows(Ablation ablation) => ablation is InterchangeAblation or MeanAblation or ZeroAblation;

    private SiteParts PartsAt(FeatureSite site)
    {
        var dictionary = _task.Dictionaries[site];
        var (input, features, error) = Taken(_batch.Clean.Prompts);
        var (_, otherFeatures, otherError) = Taken(_batch.Corrupted!.Prompts);
        return new SiteParts(input, features, error, Replacement(otherFeatures), Replacement(otherError));

        (Tensor, Tensor, Tensor) Taken(Prompts prompts)
        {
            using var run = _task.Model.Run(prompts);
            var read = Read(run, site);
            var encoded = dictionary.Encode(read);
            return (read, encoded, dictionary.Error(read, encoded));
        }
    }

    /// <summary>What stands in, of what the corrupted prompts have, [batch, position, width].</summary>
    private Tensor Replacement(Tensor corrupted) =>
        _task.Ablation switch
        {
            InterchangeAblation => corrupted,
            ZeroAblation => zeros_like(corrupted),
            _ => MeanOverPrompts(corrupted).expand_as(corrupted),
        };

    /// <summary>The mean at each position, counted from the last, over the prompts that reach there, [1, position, width].</summary>
    private Tensor MeanOverPrompts(Tensor values)
    {
        var prompts = _batch.Corrupted!.Prompts;
        return cat([.. Enumerable.Range(0, prompts.Length).Select(MeanAt)], 1);

        Tensor MeanAt(int position)
        {
            Tensor[] reaching =
            [
                .. Enumerable
                    .Range(0, prompts.Count)
                    .Where(prompt => prompts.PaddingOf(prompt) <= position)
                    .Select(prompt => values.narrow(0, prompt, 1).narrow(1, position, 1)),
            ];
            return cat(reaching, 0).mean([0], keepdim: true);
        }
    }
}
