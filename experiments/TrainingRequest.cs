using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>What a training run is given.</summary>
/// <param name="Device">Where to train.</param>
/// <param name="Report">Told how far it has come, a line at a time.</param>
/// <param name="Cancellation">Stops it.</param>
internal sealed record TrainingRequest(torch.Device Device, Action<string> Report, CancellationToken Cancellation);
