using static TorchSharp.torch;

namespace Circuitry.Testing;

/// <summary>The definitions, computed literally by one patched forward of the whole model: slow and obvious.</summary>
internal static class Literal
{
    /// <summary>The loss when this share of every edge is kept.</summary>
    public static double LossAt(GraphExperiment experiment, double share)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var mask = Ops.Scale(experiment.MaskOf(EdgeSet.All(experiment.Graph)), share);
        var logits = experiment.Forward(new PatchedStream(experiment.Runs, mask)).squeeze(0);
        return experiment.Metric.AsLoss(Numbers(experiment.Metric.Measure(logits, experiment.Target)).Average());
    }

    /// <summary>The units' numbers, those of a writer's neurons added up, as edges do not tell them apart.</summary>
    public static IReadOnlyList<double> ByEdges(GraphUnits units, IReadOnlyList<double> values) =>
        units is NeuronUnits neurons
            ?
            [
                .. Enumerable
                    .Range(0, units.Graph.Writers.Count)
                    .Select(writer => neurons.OfWriter(writer).Sum(neuron => values[neuron])),
            ]
            : values;

    /// <summary>
    /// How fast the loss rises as the mask of each unit, or of each writer where units are its neurons, goes from 1 to 0, at the full
    /// model.
    /// </summary>
    public static double[] MaskGradient(GraphExperiment experiment)
    {
        using var scope = NewDisposeScope();
        var graph = experiment.Graph;
        var mask = experiment.MaskOf(EdgeSet.All(graph)).requires_grad_(true);
        var logits = experiment.Forward(new PatchedStream(experiment.Runs, mask));
        var metric = experiment.Metric.Measure(logits, experiment.Target).mean();
        var gradient = Numbers(Ops.CheckedGradients(metric, [mask])[0]); // [reader, writer]
        var units = Edges(experiment.Units);
        return
        [
            .. Enumerable
                .Range(0, units.Count)
                .Select(unit =>
                    -experiment.Metric.AsLoss(
                        units
                            .EdgesOf(unit)
                            .Sum(edge => gradient[graph.ReaderOf(edge) * graph.Writers.Count + graph.WriterOf(edge)])
                    )
                ),
        ];
    }

    /// <summary>The loss when a unit alone is removed from the full model.</summary>
    public static double LossWithout(GraphExperiment experiment, int unit)
    {
        if (experiment.Units is not EdgeGroupUnits units)
        {
            var others = UnitSet.Of(experiment.Units, [unit]).Complement();
            return experiment.Metric.AsLoss(experiment.Measure(others));
        }

        var without = EdgeSet.All(experiment.Graph);
        foreach (var edge in units.EdgesOf(unit))
        {
            without[edge] = false;
        }

        return experiment.Metric.AsLoss(experiment.Measure(without));
    }

    /// <summary>The logits at the answer positions of the plain model on the clean prompts, [batch, answer, d_vocab_out].</summary>
    public static Tensor CleanLogits(GraphExperiment experiment)
    {
        using var sequence = Sequence.Of(experiment.Prompts.Clean, experiment.Transformer);
        return AtAnswers(experiment, experiment.Transformer.FinalResidual(sequence, Tap.None));
    }

    /// <summary>The logits at the answer positions of the model in which all writers are replaced, [batch, answer, d_vocab_out].</summary>
    public static Tensor AblatedLogits(GraphExperiment experiment)
    {
        var model = experiment.Transformer;
        var norm = model.Architecture.Norm;
        // A norm of means is not the mean of norms.
        var adds = !norm.JoinsAttention && !norm.JoinsMlp;
        if (experiment.Ablation is not { EndsInCorruptedRun: true } && !(experiment.Ablation is MeanAblation && adds))
        {
            return AtAnswers(experiment, AblatedStream(experiment));
        }

        using var sequence = Sequence.Of(experiment.Prompts.Corrupted, model);
        var residual = model.FinalResidual(sequence, Tap.None);
        return AtAnswers(
            experiment,
            experiment.Ablation is MeanAblation ? residual.mean([0], keepdim: true).expand_as(residual) : residual
        );
    }

    /// <summary>The final stream of what replaces the writers, and of the biases of the stream, stage by stage.</summary>
    private static Tensor AblatedStream(GraphExperiment experiment)
    {
        var (model, runs) = (experiment.Transformer, experiment.Runs);
        Tensor? stream = null;
        foreach (var stage in experiment.Graph.Stages.Where(stage => stage.WriterCount > 0))
        {
            var sum = runs.AblatedOutputs.narrow(0, stage.FirstWriter, stage.WriterCount).sum(dim: 0);
            var layer = stage.Layer;
            var bias =
                stage.Kind == StageKind.Attention ? model.AttentionBias(layer)
                : stage.Kind == StageKind.Mlp ? model.MlpBias(layer)
                : null;
            sum = bias is null ? sum : Ops.Add(sum, bias);
            stream =
                stream is null ? sum
                : stage.Kind == StageKind.Attention ? model.JoinAttention(layer, stream, sum)
                : model.JoinMlp(layer, stream, sum);
        }

        return stream!;
    }

    /// <summary>The units as groups of edges, and the nodes where they are neurons.</summary>
    public static EdgeGroupUnits Edges(GraphUnits units) =>
        units as EdgeGroupUnits
        ?? new NodeUnits(units.Graph.Architecture, units.Graph.SplitEmbedding, units.Graph.PositionGroups);

    /// <summary>A tensor's numbers in order.</summary>
    public static double[] Numbers(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.to(float64).contiguous().cpu().data<double>().ToArray();
    }

    private static Tensor AtAnswers(GraphExperiment experiment, Tensor residual) =>
        experiment
            .Transformer.Unembed(experiment.Runs.AtAnswers(residual.unsqueeze(0).contiguous()), Tap.None)
            .squeeze(0);
}
