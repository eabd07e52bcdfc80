using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Experiments;

/// <summary>Sequences of one length side by side, as a model is trained and tested on them.</summary>
internal sealed class InductionBatch
{
    private readonly Prompts _prompts;
    private readonly long[] _positions;
    private readonly long[] _next;

    private InductionBatch(IReadOnlyList<InductionSequence> sequences)
    {
        _prompts = new Prompts(sequences.Select(sequence => sequence.Symbols));
        var answered = sequences
            .SelectMany((sequence, row) => sequence.Predictable.Select(position => (sequence, row, position)))
            .ToArray();
        _positions = [.. answered.Select(at => (long)at.row * _prompts.Length + at.position)];
        _next = [.. answered.Select(at => (long)at.sequence.Symbols[at.position + 1])];
    }

    public static InductionBatch Draw(InductionSequences random, int size, int length) =>
        new([.. Enumerable.Range(0, size).Select(_ => random.Next(length))]);

    /// <summary>Cross entropy at the predictable positions, in nats, a scalar through which gradients flow.</summary>
    public Tensor Loss(TransformerModel model)
    {
        using var scope = NewDisposeScope();
        return nn
            .functional.cross_entropy(Logits(model), tensor(_next, device: model.Device))
            .MoveToOuterDisposeScope();
    }

    /// <summary>The share of predictable positions whose next symbol has the highest logit.</summary>
    public double Accuracy(TransformerModel model)
    {
        using var noGradients = no_grad();
        using var scope = NewDisposeScope();
        var right = Logits(model).argmax(1).eq(tensor(_next, device: model.Device));
        return right.sum().item<long>() / (double)_next.Length;
    }

    /// <summary>The logits at the predictable positions, [answer, d_vocab_out].</summary>
    private Tensor Logits(TransformerModel model)
    {
        using var scope = NewDisposeScope();
        using var sequence = Sequence.Of(_prompts, model);
        return model
            .Forward(sequence)
            .flatten(0, 1)
            .index_select(0, tensor(_positions, device: model.Device))
            .MoveToOuterDisposeScope();
    }
}
