using System.Reflection;
using static System.FormattableString;

namespace Circuitry;

/// <summary>Distinguishes what was given at run time from what a declaration says, so that no result claims what it was not found with.</summary>
internal static class GivenAtRunTime
{
    /// <summary>A description of prompts; null where they are the declared data set's, of the declared size and seed.</summary>
    /// <param name="experiment">The experiment's class, whose attributes name the data set.</param>
    /// <param name="dataset">The data set's name, where the class has no attributes.</param>
    /// <param name="size">The declared number of pairs; 0 for all.</param>
    /// <param name="seed">The declared seed.</param>
    /// <param name="prompts">The prompts.</param>
    public static string? Prompts(Type experiment, string dataset, int size, int seed, PromptPairs prompts)
    {
        if (prompts.Origin is not { } origin)
        {
            return "given at run time";
        }

        if (origin.File is { } file)
        {
            return $"read from {VisibleText.Short(Path.GetFileName(file))}"
                + (origin.Size == 0 ? "" : Invariant($", the first {Counted.Of(origin.Size, "pair")}"));
        }

        var isDeclared = DeclaredType(experiment, typeof(DatasetAttribute<>)) is { } declared
            ? declared == origin.Dataset
            : dataset == origin.Dataset.Name;
        return isDeclared && origin.Size == size && origin.Seed == seed
            ? null
            : Dataset(origin.Dataset.Name, origin.Size, origin.Seed);
    }

    /// <summary>A description of a metric; null where it is the declared one.</summary>
    /// <param name="experiment">The experiment's class, whose attributes name the metric.</param>
    /// <param name="name">The metric's class, where the experiment's has no attributes.</param>
    /// <param name="metric">The metric.</param>
    public static string? Metric(Type experiment, string name, Metric metric)
    {
        var type = metric.GetType();
        if (DeclaredType(experiment, typeof(MetricAttribute<>)) is { } declared)
        {
            // A declared metric is made without arguments.
            return declared == type ? null : Described(metric);
        }

        return name == type.Name && !IdentityFields.Of(type).Any() ? null : Described(metric);
    }

    /// <summary>A description of an ablation; null where it is the declared one, which is made without arguments.</summary>
    /// <param name="declared">The name of the declared ablation.</param>
    /// <param name="ablation">The ablation.</param>
    public static string? Ablation(string declared, Ablation ablation) =>
        ablation.Name == declared ? null
        : IdentityFields.Of(ablation.GetType()).Any() ? Identity.Of(ablation)
        : ablation.Name;

    /// <summary>A data set, how many pairs were asked of it, and with what seed.</summary>
    public static string Dataset(string name, int size, int seed) =>
        size == 0 ? Invariant($"{name}, all pairs, seed {seed}") : Invariant($"{name}, {size} pairs, seed {seed}");

    private static string Described(Metric metric)
    {
        try
        {
            return Identity.Of(metric);
        }
        catch (CheckpointException)
        {
            return $"{metric.GetType().FullName} ({metric.Name})";
        }
    }

    private static Type? DeclaredType(Type experiment, Type attribute) =>
        experiment
            .GetCustomAttributes(inherit: false)
            .Select(found => found.GetType())
            .FirstOrDefault(type => type.IsGenericType && type.GetGenericTypeDefinition() == attribute)
            ?.GetGenericArguments()[0];
}
