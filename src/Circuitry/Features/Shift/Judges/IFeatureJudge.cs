namespace Circuitry.Features.Shift;

/// <summary>Judges which features of a classifier belong to its purpose.</summary>
public interface IFeatureJudge
{
    /// <summary>The judge's name in results.</summary>
    string Name { get; }

    /// <summary>Judges a feature by its evidence.</summary>
    Judgement Judge(FeatureEvidence evidence);
}
