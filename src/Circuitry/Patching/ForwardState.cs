using static TorchSharp.torch;

namespace Circuitry;

/// <summary>A state of an <see cref="IncrementalForward"/>, bit for bit, from which it resumes. Owns its tensor.</summary>
/// <param name="Kept">The subgraph.</param>
/// <param name="Writers">The writers, by index, that no longer write what they write in the clean run.</param>
/// <param name="Differences">Their outputs minus the replacements, [writer, batch, position, d_model].</param>
internal sealed record ForwardState(EdgeSet Kept, int[] Writers, Tensor Differences) : IDisposable
{
    public void Dispose() => Differences.Dispose();
}
