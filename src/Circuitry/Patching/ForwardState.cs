using static TorchSharp.torch;

namespace Circuitry;

/// <summary>A state of an <see cref="IncrementalForward"/>, bit for bit, to go on from. Owns its tensor.</summary>
/// <param name="Kept">The subgraph.</param>
/// <param name="Writers">The writers, by index, that no longer write what they write in the clean run.</param>
/// <param name="Differences">What they write minus what stands in for it, [writer, batch, position, d_model].</param>
internal sealed record ForwardState(EdgeSet Kept, int[] Writers, Tensor Differences) : IDisposable
{
    public void Dispose() => Differences.Dispose();
}
