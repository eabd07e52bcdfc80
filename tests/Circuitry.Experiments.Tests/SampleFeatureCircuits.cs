namespace Circuitry.Experiments.Tests;

/// <summary>Circuits of features built by hand.</summary>
internal static class SampleFeatureCircuits
{
    /// <summary>Two features and the edges between them and the metric.</summary>
    /// <param name="experiment">The experiment that it says it is of.</param>
    public static Circuit Of(string experiment)
    {
        var units = new FeatureUnits([(FeatureSite.Embedding, 8, true), (FeatureSite.Residual(0), 64, true)], null);
        var (embedding, residual) = (
            units.IndexOf(FeatureNode.Parse("hook_embed/3")),
            units.IndexOf(FeatureNode.Parse("blocks.0.hook_resid_post/40"))
        );
        return new Circuit(
            units,
            [(embedding, 0.25), (residual, -0.75)],
            edges: [new CircuitEdge(embedding, residual, 0.5), new CircuitEdge(residual, null, -0.75)]
        )
        {
            Measure = new CircuitMeasure
            {
                Metric = "loss",
                Full = 4,
                Circuit = 3.5,
                Empty = -1,
            },
            Provenance = new CircuitProvenance(
                PrimerAgreementFeatures.Declared with
                {
                    Experiment = experiment,
                },
                new Dictionary<string, string> { ["hook_embed"] = "c0", ["blocks.0.hook_resid_post"] = "c1" }
            )
            {
                ModelHash = "aa",
                DataHash = "bb",
                Prompts = 12,
                Method = new CircuitMethod { Name = "by hand", Settings = new Dictionary<string, string>() },
                NumberType = "Float64",
                Version = "0.1.0",
                Runtime = "none",
            },
        };
    }
}
