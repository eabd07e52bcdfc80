using Additions;
using Circuitry.Discovery;
using Circuitry.Discovery.Attribution;
using Circuitry.Evaluation;
using Circuitry.Reports;
using Circuitry.Weights;
using static TorchSharp.torch;

// Weights as a model of the family is published, next to its configuration.
var generator = new Generator(1);
Tensor Drawn(params long[] shape) => randn(shape, dtype: float64, generator: generator);
SafetensorsWriter.Write(
    Path.Combine("wee", "model.safetensors"),
    [
        ("tokens", Drawn(7, 8)),
        ("places", Drawn(6, 8)),
        ("block.0.in", Drawn(8, 24)),
        ("block.0.out", Drawn(8, 8)),
        ("words", Drawn(8, 7)),
    ]
);
using var experiment = Echo.Load("wee");

// The ablation, the metric and the data set are what is measured and recorded.
var leaving = experiment.Leaving().Score();
var exact = experiment.ExactEffects().Score();
var apart = leaving.Values.Zip(exact.Values, (a, b) => Math.Abs(a - b)).Max();
Console.WriteLine($"own algorithm as exact effects: {apart < 1e-9}");
var circuit = new TopUnits(4).Select(experiment, leaving);
var json = CircuitJson.ToText(circuit);
foreach (var own in new[] { "Halved", "Certainty", "EchoPairs", "leaving", "Wee" })
{
    Console.WriteLine($"{own} recorded: {json.Contains(own, StringComparison.Ordinal)}");
}

// The rule is recorded, and integrates.
var integrated = experiment
    .IntegratedGradients(new IntegratedGradientsOptions { Path = new MaskPath(), Rule = new SimpsonRule(40) })
    .Score();
var evaluator = new Evaluator(experiment);
Console.WriteLine(
    $"own rule {integrated.Method.Settings["rule"]} sums to the gap: {Math.Abs(integrated.Values.Sum() - (evaluator.Full - evaluator.Empty)) < 1e-4}"
);

// The algorithm is compared with all others, and what is finished is not repeated.
var stop = new CancellationTokenSource();
var options = new ComparisonOptions { Checkpoint = "comparison" };
try
{
    experiment.Compare(options).Run(new StopAt("SP", stop), stop.Token);
    Console.WriteLine("not stopped");
}
catch (OperationCanceledException)
{
    Console.WriteLine("stopped");
}

var runs = Leaving.Runs;
var comparison = experiment.Compare(options).Run();
Console.WriteLine($"repeated: {Leaving.Runs - runs}");
Console.WriteLine(string.Join(", ", comparison.Entries.Select(entry => entry.Name)));

// The format is one of those that every circuit can be written in.
var formats = CircuitFormat.Of(experiment);
Console.WriteLine(string.Join(", ", formats.Select(format => format.Name)));
var csv = formats.Single(format => format.Name == "csv").ToText(new CircuitView(circuit));
var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;
Console.WriteLine($"a line for each unit: {lines > 0 && lines == circuit.Kept.Count}");

/// <summary>Stops when an algorithm begins.</summary>
internal sealed class StopAt(string algorithm, CancellationTokenSource stop) : IProgress<Progress>
{
    public void Report(Progress value)
    {
        if (value.Within?.Stage == algorithm || value.Stage == algorithm)
        {
            stop.Cancel();
        }
    }
}
