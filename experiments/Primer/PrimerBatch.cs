using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>Rows of texts, one behind the other with an end of text between them, the last one cut where the context ends.</summary>
internal sealed class PrimerBatch
{
    private readonly Prompts _prompts;
    private readonly long[] _positions;
    private readonly long[] _next;

    private PrimerBatch(int[][] rows, List<long> positions, List<long> next)
    {
        _prompts = new Prompts(rows);
        _positions = [.. positions];
        _next = [.. next];
    }

    public static PrimerBatch Draw(PrimerGrammar grammar, int endOfText, Dice dice, int rows, int length)
    {
        var tokens = new int[rows][];
        var positions = new List<long>();
        var next = new List<long>();
        for (var row = 0; row < rows; row++)
        {
            // One more than the model reads: the last one is only predicted.
            var filled = new List<int>(length + 1);
            while (filled.Count <= length)
            {
                var text = grammar.Draw(dice);
                // The start of a text, and its random parts, cannot be learnt.
                for (var i = Math.Max(1, text.Predictable); i <= text.Tokens.Count && filled.Count + i <= length; i++)
                {
                    positions.Add((row * (long)length) + filled.Count + i - 1);
                    next.Add(i < text.Tokens.Count ? text.Tokens[i] : endOfText);
                }

                filled.AddRange(text.Tokens);
                filled.Add(endOfText);
            }

            tokens[row] = [.. filled.Take(length)];
        }

        return new PrimerBatch(tokens, positions, next);
    }

    /// <summary>Cross entropy at the predictable positions, in nats, a scalar through which gradients flow.</summary>
    public Tensor Loss(TransformerModel model)
    {
        using var scope = NewDisposeScope();
        using var sequence = Sequence.Of(_prompts, model);
        var logits = model.Forward(sequence).flatten(0, 1).index_select(0, tensor(_positions, device: model.Device));
        return nn.functional.cross_entropy(logits, tensor(_next, device: model.Device)).MoveToOuterDisposeScope();
    }
}
