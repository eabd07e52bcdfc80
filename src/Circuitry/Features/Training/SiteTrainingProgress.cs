namespace Circuitry.Features.Training;

/// <summary>Progress of one dictionary in training, on the activations of one step.</summary>
/// <param name="Site">The site.</param>
/// <param name="Loss">The squared error of an activation, scaled so that activations have the norm sqrt(d_in) on average.</param>
/// <param name="L0">Mean number of active features of an activation.</param>
/// <param name="ExplainedVariance">1 - the residual variance / the variance.</param>
/// <param name="Dead">Features that have not been active since the last resampling, or the one before if that is recent.</param>
public sealed record SiteTrainingProgress(FeatureSite Site, double Loss, double L0, double ExplainedVariance, int Dead);
