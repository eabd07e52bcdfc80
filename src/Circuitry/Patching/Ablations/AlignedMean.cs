using static TorchSharp.torch;

namespace Circuitry;

/// <summary>The mean of activations over prompts, over the positions that a data set aligns.</summary>
/// <remarks>
/// For a position p of prompt i it is the mean of a(j, q) over all prompts j and positions q that are aligned with (i, p); padding
/// is in no mean. The value at padding is never read.
/// </remarks>
internal static class AlignedMean
{
    /// <summary>The mean, for every prompt: [..., batch, position, width] with one axis in front.</summary>
    /// <param name="outputs">Activations on the corrupted prompts, of the same shape.</param>
    /// <param name="pairs">The prompts.</param>
    /// <param name="padding">Which positions are padding, bool [batch, position, 1]; null where none is.</param>
    public static Tensor Of(Tensor outputs, PromptPairs pairs, Tensor? padding) =>
        pairs.MeanAlignment == MeanAlignment.End
            ? OverColumns(outputs, padding)
            : OverClasses(outputs, padding, Classes(pairs));

    /// <summary>Padding on the left has put positions that are equally far from the end one above the other.</summary>
    private static Tensor OverColumns(Tensor outputs, Tensor? padding)
    {
        using var scope = NewDisposeScope();
        var mean = padding is null
            ? outputs.mean([1], keepdim: true)
            : outputs.masked_fill(padding, Scalars.Zero).sum(dim: 1, keepdim: true)
                / (ones_like(padding, outputs.dtype) - padding.to(outputs.dtype))
                    .sum(dim: 0, keepdim: true)
                    .clamp_min(Scalars.One);
        return mean.expand_as(outputs).contiguous().MoveToOuterDisposeScope();
    }

    /// <summary>The mean over each class of positions; the last class is that of padding.</summary>
    private static Tensor OverClasses(Tensor outputs, Tensor? padding, long[] classes)
    {
        using var scope = NewDisposeScope();
        var present = padding is null ? outputs : outputs.masked_fill(padding, Scalars.Zero);
        var sizes = classes.CountBy(own => own).ToDictionary();
        var weights = new double[(classes.Max() + 1) * classes.Length];
        for (var row = 0; row < classes.Length; row++)
        {
            weights[classes[row] * classes.Length + row] = 1.0 / sizes[classes[row]];
        }

        // A product and no scattered sum, so that devices add in one order.
        var means = tensor(weights, [classes.Max() + 1, classes.Length])
            .to(outputs.dtype, outputs.device)
            .matmul(present.flatten(1, 2)); // [node, class, width]
        return means
            .index_select(1, tensor(classes, int64).to(outputs.device))
            .view(outputs.shape)
            .MoveToOuterDisposeScope();
    }

    /// <summary>The class of every position, [batch * position].</summary>
    private static long[] Classes(PromptPairs pairs)
    {
        var prompts = pairs.Corrupted;
        var labels = pairs
            .Pairs.SelectMany(pair => pair.PositionGroups ?? [])
            .Distinct(StringComparer.Ordinal)
            .Index()
            .ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        var padded = pairs.MeanAlignment == MeanAlignment.Groups ? labels.Count : prompts.Length;
        return
        [
            .. Enumerable
                .Range(0, prompts.Count)
                .SelectMany(i =>
                    Enumerable
                        .Repeat((long)padded, prompts.PaddingOf(i))
                        .Concat(
                            Enumerable
                                .Range(0, prompts[i].Count)
                                .Select(j =>
                                    pairs.MeanAlignment == MeanAlignment.Groups
                                        ? labels[pairs.Pairs[i].PositionGroups![j]]
                                        : (long)j
                                )
                        )
                ),
        ];
    }
}
