using System.Diagnostics;

namespace Circuitry.Features.Shift;

/// <summary>Judges which features of a classifier belong to its purpose.</summary>
public interface IFeatureJudge
{
    /// <summary>The judge's name in results.</summary>
    string Name { get; }

    /// <summary>Judges a feature by its evidence.</summary>
    Judgement Judge(FeatureEvidence evidence);
}

/// <summary>A judge implemented by a method.</summary>
/// <param name="name">The judge's name in results.</param>
/// <param name="judge">The method.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class MethodJudge(string name, Func<FeatureEvidence, Judgement> judge) : IFeatureJudge, IIdentified
{
    /// <summary>What affects its judgements other than the method; null if its name identifies it.</summary>
    internal object? Known { get; init; }

    string IIdentified.Identity => Identity.Of((name, Known));

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Judgement Judge(FeatureEvidence evidence) => judge(evidence);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
