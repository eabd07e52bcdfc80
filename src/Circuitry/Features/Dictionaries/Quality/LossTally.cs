namespace Circuitry.Features;

/// <summary>Losses summed over tokens: the model's own, and those with one site changed.</summary>
internal sealed class LossTally(int places)
{
    private readonly double[] _reconstructed = new double[places];
    private readonly double[] _ablated = new double[places];
    private double _own;

    public long Tokens { get; private set; }

    public double Own => _own / Tokens;

    public double Reconstructed(int place) => _reconstructed[place] / Tokens;

    public double Ablated(int place) => _ablated[place] / Tokens;

    public void AddOwn(double loss, int tokens)
    {
        _own += loss;
        Tokens += tokens;
    }

    public void AddChanged(int place, double reconstructed, double ablated)
    {
        _reconstructed[place] += reconstructed;
        _ablated[place] += ablated;
    }
}
