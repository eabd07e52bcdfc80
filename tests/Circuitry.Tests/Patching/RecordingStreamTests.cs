using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>The emitted forward pass on a plain stream that records.</summary>
public sealed class RecordingStreamTests
{
    public static TheoryData<string> Everything => SmallExperiments.Everything;

    [Theory]
    [MemberData(nameof(Everything))]
    public void A_plain_stream_gives_the_models_logits_and_records_all_that_is_added_to_the_stream(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var experiment = SmallExperiments.Load(name);
        var runs = experiment.Runs;
        var stream = new RecordingStream(experiment.Graph, runs.Fold, runs.Sequence, runs.AnswerIndex);
        var logits = experiment.Forward(stream);

        var residual = experiment.Transformer.FinalResidual(runs.Sequence, Tap.None);
        var expected = experiment.Transformer.Unembed(runs.AtAnswers(residual.unsqueeze(0)));
        Numbers.Same(expected, logits, 1e-11);
        if (!runs.Fold.IsSum)
        {
            return; // norms stand between what is written and the stream; the logits have held it to the model
        }

        var added = stream.Biases.OfType<Tensor>().Aggregate(stream.Outputs.sum(dim: 0), Ops.Add);
        Numbers.Same(residual, added, 1e-11);
    }

    [Fact]
    public void What_is_not_written_yet_is_not_read_and_no_more_is_written_than_there_are_nodes()
    {
        using var scope = NewDisposeScope();
        using var experiment = SmallExperiments.Load("serial edges");
        var (graph, runs) = (experiment.Graph, experiment.Runs);
        var stream = new RecordingStream(graph, runs.Fold, runs.Sequence, runs.AnswerIndex);
        stream.Write(runs.CleanOutputs.narrow(0, 0, 1));
        Assert.Contains(
            "1 writers have written",
            Assert.Throws<GraphException>(() => stream.Read(graph.Readers.Count - 1, 1)).Message
        );
        Assert.Throws<GraphException>(() => stream.Read(0, graph.Stages[1].ReaderCount + 1));
        Assert.Contains(
            $"the graph has {graph.Writers.Count}",
            Assert.Throws<GraphException>(() => stream.Write(runs.CleanOutputs)).Message
        );
    }
}
