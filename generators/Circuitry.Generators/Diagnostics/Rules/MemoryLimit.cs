using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor MemoryLimit = Warning(
        "CIR038",
        "An experiment's buffers must fit",
        "'{0}' holds {1}{2} for {3}, more than the limit of {4}; use fewer pairs, shorter prompts or [Granularity(..., SplitQueryKeyValue = false)], or raise {5}"
    );
}

/// <summary>An experiment that needs more memory than a project allows, or than is usual.</summary>
internal sealed class MemoryLimit : ExperimentRule
{
    /// <summary>The line of an .editorconfig that sets the limit.</summary>
    public const string Option = "circuitry_memory_limit";

    /// <summary>The property of a project that sets the limit, where the project shows it to the compiler.</summary>
    public const string Property = "build_property.CircuitryMemoryLimit";

    private const double Usual = 16.0 * 1024 * 1024 * 1024;

    public override DiagnosticDescriptor Descriptor => Descriptors.MemoryLimit;

    public override void Check(CheckedExperiment experiment)
    {
        var limit = Written(experiment) is { } text ? ByteCount.Parse(text) : Usual;
        if (limit is null || ExperimentSize.Of(experiment) is not { } size)
        {
            return;
        }

        var bytes = size.Cost.Bytes(size.Pairs, size.Length);
        if (bytes > limit)
        {
            experiment.Report(
                Descriptor,
                experiment.Parts.Granularity,
                experiment.Name,
                size.IsKnown ? "" : "at least ",
                ByteCount.Of(bytes),
                size.ToString(),
                ByteCount.Of(limit.Value),
                Option
            );
        }
    }

    /// <summary>The limit as it is written; null where none is.</summary>
    public static string? Written(CheckedExperiment experiment)
    {
        var options = experiment.Options(experiment.Parts.Granularity);
        return options.TryGetValue(Option, out var text) || options.TryGetValue(Property, out text)
            ? text.Length == 0
                ? null
                : text
            : null;
    }
}
