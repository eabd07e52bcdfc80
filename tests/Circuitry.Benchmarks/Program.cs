using BenchmarkDotNet.Running;
using Circuitry.Benchmarks;

switch (args)
{
    case ["acdc", .. var rest]:
        AcdcComparison.Run(rest);
        break;
    case ["attribution", .. var rest]:
        AttributionComparison.Run(rest);
        break;
    case ["memory", .. var rest]:
        AttributionMemory.Run(rest);
        break;
    case ["forward"]:
        ForwardComparison.Run();
        break;
    case ["generator"]:
        await GeneratorComparison.RunAsync();
        break;
    case ["recovery", .. var rest]:
        RecoveryTable.Run(rest);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(AcdcComparison).Assembly).Run(args);
        break;
}
