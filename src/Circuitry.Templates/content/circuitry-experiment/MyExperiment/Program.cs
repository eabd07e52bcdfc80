using Circuitry.Reports;
using MyExperiment;

using var experiment = ShareOfX.Compile();
var circuit = experiment.Acdc(threshold: 1e-5).Discover();
Console.Write(CircuitText.Summary(circuit));
Console.WriteLine();
Console.Write(CircuitText.Tree(circuit));
CircuitJson.Write(circuit, "circuit.json");
