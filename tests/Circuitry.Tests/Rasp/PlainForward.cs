using Circuitry.Rasp;
using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>A forward pass over TransformerLens-named weights, written apart from the runtime so that the two can disagree.</summary>
internal static class PlainForward
{
    /// <summary>Output of every token after BOS, [sequence][token][logit]; the sequences have one length.</summary>
    public static double[][][] Run(
        CompiledRasp model,
        IReadOnlyList<string[]> sequences,
        ScalarType type = ScalarType.Float64
    )
    {
        using var scope = NewDisposeScope();
        var w = model.Weights.ToDictionary(pair => pair.Key, pair => pair.Value.to(type));
        var length = sequences[0].Length + 1;
        var ids = tensor(sequences.SelectMany(model.Encode).ToArray(), [sequences.Count, length]);
        var stream = Ops.Add(w["embed.W_E"][ids], w["pos_embed.W_pos"].narrow(0, 0, length));
        for (var layer = 0; layer < model.Architecture.Layers; layer++)
        {
            var (q, k, v) = (Project("Q"), Project("K"), Project("V"));
            var pattern = Ops.Divide(einsum("bqhe,bkhe->bhqk", q, k), model.Architecture.Attention.Scale).softmax(-1);
            var mixed = einsum("bhqk,bkhe->bqhe", pattern, v);
            var attended = Ops.Add(stream, einsum("bqhe,hed->bqd", mixed, w[$"blocks.{layer}.attn.W_O"]));
            stream = model.Architecture.AttentionOnly
                ? attended
                : Ops.Add(
                    attended,
                    attended.matmul(w[$"blocks.{layer}.mlp.W_in"]).relu().matmul(w[$"blocks.{layer}.mlp.W_out"])
                );

            Tensor Project(string name) => einsum("bpd,hde->bphe", stream, w[$"blocks.{layer}.attn.W_{name}"]);
        }

        var logits = stream.matmul(w["unembed.W_U"]).to(ScalarType.Float64).contiguous();
        var outputs = (int)logits.size(-1);
        var flat = logits.data<double>().ToArray();
        return
        [
            .. Enumerable
                .Range(0, sequences.Count)
                .Select(row =>
                    Enumerable
                        .Range(1, length - 1)
                        .Select(position => flat.AsSpan((row * length + position) * outputs, outputs).ToArray())
                        .ToArray()
                ),
        ];
    }

    /// <summary>Every sequence of one length over a vocabulary.</summary>
    public static List<string[]> Sequences(IReadOnlyList<string> vocabulary, int length) =>
        length == 0
            ?
            [
                [],
            ]
            :
            [
                .. Sequences(vocabulary, length - 1)
                    .SelectMany(head => vocabulary.Select(token => (string[])[.. head, token])),
            ];
}
