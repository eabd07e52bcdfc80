using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>
/// The patched forward as its definition says it, reader by reader and head by head: ablated input plus, over kept edges,
/// what the writer writes now minus what stands in for it. Slow and obvious; the oracle of the emitted forward.
/// </summary>
internal static class LiteralForward
{
    /// <summary>The logits at the answer positions, [batch, answer, d_vocab_out].</summary>
    public static Tensor Logits(GraphExperiment experiment, EdgeSet kept)
    {
        var (graph, model, runs) = (experiment.Graph, experiment.Transformer, experiment.Runs);
        var a = model.Architecture;
        var sequence = runs.Sequence;
        var online = new Dictionary<Writer, Tensor>(); // by node, at all positions
        Tensor[] embeddings = graph.SplitEmbedding
            ? [model.EmbedTokens(sequence), model.EmbedPositions(sequence)!]
            : [model.Embed(sequence, Tap.None)];
        foreach (var (embedding, output) in graph.Writers.Select(Node).Distinct().Zip(embeddings))
        {
            online[embedding] = output;
        }

        for (var layer = 0; layer < a.Layers; layer++)
        {
            for (var head = 0; head < a.Heads; head++)
            {
                var group = head / a.HeadsPerKeyValueHead;
                var query = model.Query(layer, One(head), Read(ReaderKind.Query, layer, head).unsqueeze(0));
                var key = model.Key(layer, One(group), Read(ReaderKind.Key, layer, group).unsqueeze(0));
                var value = model.Value(layer, One(group), Read(ReaderKind.Value, layer, group).unsqueeze(0));
                online[Writer.OfHead(layer, head)] = model
                    .Attend(layer, One(head), query, key, value, sequence)
                    .squeeze(0);
            }

            if (!a.AttentionOnly)
            {
                online[Writer.OfMlp(layer)] = model.Mlp(layer, Read(ReaderKind.Mlp, layer, 0));
            }
        }

        var last = Read(ReaderKind.Logits, a.Layers, 0);
        return model.Unembed(runs.AtAnswers(last.unsqueeze(0))).squeeze(0);

        Tensor Read(ReaderKind kind, int layer, int head)
        {
            if (!graph.SplitQueryKeyValue && kind is ReaderKind.Query or ReaderKind.Key or ReaderKind.Value)
            {
                head = kind == ReaderKind.Query ? head / a.HeadsPerKeyValueHead : head;
                kind = ReaderKind.Attention;
            }

            var reader = graph.ReaderIndex(
                new Reader(
                    kind,
                    layer,
                    head,
                    a.HeadsPerKeyValueHead > 1 && kind is not (ReaderKind.Mlp or ReaderKind.Logits)
                )
            );
            var norm = a.Norm;
            if (norm.Place != NormPlace.Before || norm.NormedResidual)
            {
                return Carried(reader);
            }

            var input = runs.AblatedInput(graph.StageOfReader(reader));
            for (var writer = 0; writer < graph.WritersBefore(reader); writer++)
            {
                if (kept[graph.EdgeIndex(writer, reader)])
                {
                    input = Ops.Add(input, Part(graph.Writers[writer])) - runs.AblatedOutputs[writer];
                }
            }

            return input;
        }

        // Stage by stage, where norms stand behind stages: the sum of what is kept and of what replaces the rest joins the stream.
        Tensor Carried(int reader)
        {
            Tensor? stream = null;
            foreach (var stage in graph.Stages.Where(stage => stage.WriterCount > 0))
            {
                if (stage.FirstWriter >= graph.WritersBefore(reader))
                {
                    break;
                }

                var sum = zeros_like(runs.AblatedOutputs[0]);
                for (var writer = stage.FirstWriter; writer < stage.FirstWriter + stage.WriterCount; writer++)
                {
                    sum = Ops.Add(
                        sum,
                        kept[graph.EdgeIndex(writer, reader)]
                            ? Part(graph.Writers[writer])
                            : runs.AblatedOutputs[writer]
                    );
                }

                var w = stage.Layer < 0 ? null : model.Weights.Layers[stage.Layer];
                var bias =
                    stage.Kind == StageKind.Attention ? w!.b_O
                    : stage.Kind == StageKind.Mlp && !a.Norm.IsAfter ? w!.b_out
                    : null;
                sum = bias is null ? sum : Ops.Add(sum, Ops.Scale(bias, a.Block.BranchScale));
                stream =
                    stream is null ? sum
                    : stage.Kind == StageKind.Attention
                        ? Joined(
                            stream,
                            sum,
                            w!.Norm1Scale,
                            w.Norm1Bias,
                            w.PostNorm1Scale,
                            w.PostNorm1Bias,
                            a.Norm.IsAfter
                        )
                    : Joined(stream, sum, w!.Norm2Scale, w.Norm2Bias, w.PostNorm2Scale, w.PostNorm2Bias, false);
            }

            return stream!;
        }

        Tensor Joined(
            Tensor stream,
            Tensor sum,
            Tensor? before,
            Tensor? beforeBias,
            Tensor? behind,
            Tensor? behindBias,
            bool branchIsNormed
        )
        {
            stream = a.Norm.NormedResidual ? Normed(stream, before, beforeBias) : stream;
            var joined = Ops.Add(stream, branchIsNormed ? Normed(sum, behind, behindBias) : sum);
            return a.Norm.Place == NormPlace.AfterAddition ? Normed(joined, behind, behindBias) : joined;
        }

        Tensor Normed(Tensor x, Tensor? scale, Tensor? bias)
        {
            x = a.Norm.Centres ? x - x.mean([-1], keepdim: true) : x;
            x = x / Ops.Add(x.pow(Scalars.Of(2)).mean([-1], keepdim: true), a.Norm.Epsilon).sqrt();
            x = scale is null ? x : x * scale;
            return bias is null ? x : Ops.Add(x, bias);
        }

        // What a writer writes is its node's output at the positions of its group.
        Tensor Part(Writer writer)
        {
            var output = online[Node(writer)];
            if (writer.Positions is null)
            {
                return output;
            }

            var part = zeros_like(output);
            foreach (var (prompt, pair) in experiment.Prompts.Pairs.Index())
            {
                var padding = experiment.Prompts.Clean.PaddingOf(prompt);
                foreach (var (position, group) in pair.PositionGroups!.Index())
                {
                    if (group == writer.Positions)
                    {
                        part[prompt, padding + position].copy_(output[prompt, padding + position]);
                    }
                }
            }

            return part;
        }

        Writer Node(Writer writer) => writer with { Positions = null };

        Tensor One(int index) => tensor(new long[] { index });
    }
}
