namespace Circuitry.Experiments.Tests;

/// <summary>Circuits built by hand on the graphs of the shipped models.</summary>
internal static class SampleCircuits
{
    /// <summary>The first so many edges of the reverse model, the embedding in one piece; every second one helps when removed.</summary>
    public static Circuit OfSize(int size)
    {
        var units = new EdgeUnits(new Graph(ReverseModel.Declared));
        return new Circuit(
            units,
            Enumerable.Range(0, size).Select(unit => (unit, (unit + 1.0) * (unit % 2 == 0 ? 1 : -1)))
        )
        {
            Provenance = new CircuitProvenance(Reverse.Declared)
            {
                Method = new CircuitMethod { Name = "by hand", Settings = new Dictionary<string, string>() },
                ModelHash = "",
                DataHash = "",
                Prompts = 1,
                NumberType = "Float64",
                Version = "0.1.0",
                Runtime = "none",
            },
            Measure = new CircuitMeasure
            {
                Metric = "loss",
                Full = 0,
                Circuit = 1,
                Empty = 2,
            },
        };
    }
}
