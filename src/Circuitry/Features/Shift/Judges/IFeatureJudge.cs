namespace Circuitry.Features.Shift;

/// <summary>Says which features of a classifier belong to what it is for.</summary>
public interface IFeatureJudge
{
    /// <summary>The name under which results say who judged.</summary>
    string Name { get; }

    /// <summary>Judges a feature by its evidence.</summary>
    Judgement Judge(FeatureEvidence evidence);
}

/// <summary>A judge that is a method.</summary>
/// <param name="name">The name under which results say who judged.</param>
/// <param name="judge">Judges.</param>
public sealed class MethodJudge(string name, Func<FeatureEvidence, Judgement> judge) : IFeatureJudge, IIdentified
{
    /// <summary>What decides its judgements beside the method; null where its name says it all.</summary>
    internal object? Known { get; init; }

    string IIdentified.Identity => Identity.Of((name, Known));

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Judgement Judge(FeatureEvidence evidence) => judge(evidence);
}
