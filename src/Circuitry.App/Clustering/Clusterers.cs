namespace Circuitry.App;

/// <summary>The clustering algorithms of pipelines.</summary>
internal static class Clusterers
{
    // Chosen on texts of seed 7 of the model that ships.
    private const double Sharpness = 16;

    public static IClusterer Of(bool spectral) =>
        spectral ? new SpectralClustering(new MlNetKMeans(), Sharpness) : new MlNetKMeans();
}
