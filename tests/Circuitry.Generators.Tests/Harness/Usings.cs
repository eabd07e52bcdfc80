namespace Circuitry.Generators.Tests;

/// <summary>The usings that one writes by habit, in one line.</summary>
internal static class Usings
{
    public const string All =
        "using Circuitry; using Circuitry.Activations; using Circuitry.Datasets; using Circuitry.Discovery; using Circuitry.Discovery.Attribution; "
        + "using Circuitry.Discovery.Masks; using Circuitry.Emitted; using Circuitry.Evaluation; using Circuitry.Features; "
        + "using Circuitry.Features.Shift; using Circuitry.Models; using Circuitry.Reports; using Circuitry.Tensors; using Circuitry.Weights;";
}
