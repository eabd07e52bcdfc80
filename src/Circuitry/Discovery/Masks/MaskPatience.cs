using static TorchSharp.torch;

namespace Circuitry.Discovery.Masks;

/// <summary>Ends a training whose objective, smoothed over its noise, has stopped falling. Owns its tensor.</summary>
internal sealed class MaskPatience : IDisposable
{
    private const double Decay = 0.95;
    private readonly int _steps;
    private readonly double _least;
    private readonly int _from;

    // On the processor: the smoothed objective, the best so far, and the step of the best.
    private readonly Tensor _state = tensor([double.NaN, double.PositiveInfinity, 0.0], float64)
        .DetachFromDisposeScope();

    /// <summary>Makes patience.</summary>
    /// <param name="steps">How many steps without improvement are waited for.</param>
    /// <param name="least">What counts as an improvement.</param>
    /// <param name="from">The step at which waiting begins: before it the objective itself still changes.</param>
    public MaskPatience(int steps, double least, int from) => (_steps, _least, _from) = (steps, least, from);

    public IEnumerable<(string Name, Tensor Tensor)> State => [("patience", _state)];

    public bool IsExhausted(int step) => step - Math.Max(_from, _state.data<double>()[2]) > _steps;

    public void Note(double objective, int step)
    {
        var numbers = _state.data<double>();
        var smoothed = double.IsNaN(numbers[0]) ? objective : Decay * numbers[0] + (1 - Decay) * objective;
        numbers[0] = smoothed;
        // What was reached under another objective is no record to beat.
        if (step <= _from || smoothed < numbers[1] - _least)
        {
            (numbers[1], numbers[2]) = (smoothed, step);
        }
    }

    public void Dispose() => _state.Dispose();
}
