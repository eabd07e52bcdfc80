using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MemoryLimitMalformed = Warning(
        "CIR039",
        "The memory limit must be a number of bytes",
        "{0} is '{1}', which is no number of bytes, so that there is no limit; write it as in '24 GiB'"
    );
}

/// <summary>A limit that cannot be read.</summary>
internal sealed class MemoryLimitMalformed : ExperimentRule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.MemoryLimitMalformed;

    public override void Check(CheckedExperiment experiment)
    {
        if (MemoryLimit.Written(experiment) is { } text && ByteCount.Parse(text) is null)
        {
            experiment.Report(Descriptor, experiment.Parts.Granularity, MemoryLimit.Option, text);
        }
    }
}
