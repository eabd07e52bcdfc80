using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>The tokens of a batch that a model is to predict, with their positions. Owns its tensors.</summary>
internal sealed class PredictedTokens : IDisposable
{
    private readonly Tensor _positions;
    private readonly Tensor _tokens;

    /// <exception cref="DictionaryException">The batch has not one number of given tokens for each text.</exception>
    public PredictedTokens(TextBatch batch, Device device)
    {
        var (prompts, given) = batch;
        if (given is not null && given.Count != prompts.Count)
        {
            throw new DictionaryException(
                FormattableString.Invariant(
                    $"the batch has {Counted.Of(prompts.Count, "text")} and {Counted.Of(given.Count, "number")} of given tokens"
                )
            );
        }

        var (positions, tokens) = (new List<long>(), new List<long>());
        for (var row = 0; row < prompts.Count; row++)
        {
            for (var i = Math.Max(1, given?[row] ?? 1); i < prompts[row].Count; i++)
            {
                // The token before it, behind the padding.
                positions.Add(((long)row * prompts.Length) + prompts.PaddingOf(row) + i - 1);
                tokens.Add(prompts[row][i]);
            }
        }

        Count = tokens.Count;
        _positions = tensor(positions.ToArray(), device: device).DetachFromDisposeScope();
        _tokens = tensor(tokens.ToArray(), device: device).DetachFromDisposeScope();
    }

    public int Count { get; }

    /// <summary>Cross entropy of a forward pass in nats, summed over the tokens.</summary>
    public double Loss(TransformerModel model, Sequence sequence, Tap tap)
    {
        if (Count == 0)
        {
            return 0;
        }

        using var scope = NewDisposeScope();
        var logits = model.Forward(sequence, tap).flatten(0, 1).index_select(0, _positions).to(float64);
        return nn.functional.cross_entropy(logits, _tokens, reduction: nn.Reduction.Sum).item<double>();
    }

    public void Dispose()
    {
        _positions.Dispose();
        _tokens.Dispose();
    }
}
