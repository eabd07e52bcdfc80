using System.Diagnostics;

namespace Circuitry.Emitted;

/// <summary>A judge implemented by a method.</summary>
/// <param name="name">The judge's name in results.</param>
/// <param name="judge">The method.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class MethodJudge(string name, Func<FeatureEvidence, Judgement> judge) : IFeatureJudge, IIdentified
{
    /// <summary>Settings that affect its judgements besides the method; null if its name identifies it.</summary>
    internal object? Known { get; init; }

    string IIdentified.Identity => Identity.Of((name, Known));

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Judgement Judge(FeatureEvidence evidence) => judge(evidence);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
