namespace Circuitry.Experiments.Tests;

/// <summary>Circuits of features built by hand.</summary>
internal static class SampleFeatureCircuits
{
    /// <summary>Two features and the edges between them and the metric.</summary>
    /// <param name="experiment">The experiment that it says it is of.</param>
    public static FeatureCircuit Of(string experiment)
    {
        var (embedding, residual) = (
            FeatureNode.Parse("hook_embed/3"),
            FeatureNode.Parse("blocks.0.hook_resid_post/40")
        );
        return new FeatureCircuit
        {
            Nodes = [new ScoredFeature(embedding, 0.25), new ScoredFeature(residual, -0.75)],
            Edges = [new FeatureEdge(embedding, residual, 0.5), new FeatureEdge(residual, null, -0.75)],
            Measure = new CircuitMeasure
            {
                Metric = "loss",
                Full = 4,
                Circuit = 3.5,
                Empty = -1,
            },
            Provenance = new FeatureProvenance
            {
                Experiment = experiment,
                Model = "Small",
                ModelHash = "aa",
                DataHash = "bb",
                Prompts = 12,
                Dictionaries = new Dictionary<string, string>
                {
                    ["hook_embed"] = "c0",
                    ["blocks.0.hook_resid_post"] = "c1",
                },
                Method = new CircuitMethod { Name = "by hand", Settings = new Dictionary<string, string>() },
                NumberType = "Float64",
                Version = "0.1.0",
                Runtime = "none",
            },
        };
    }
}
