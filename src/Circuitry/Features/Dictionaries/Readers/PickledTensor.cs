using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>The numbers that tensors of a pickle lie in.</summary>
/// <param name="Type">Their type.</param>
/// <param name="Key">The name of their entry.</param>
/// <param name="Count">How many there are.</param>
internal sealed record PickledStorage(ScalarType Type, string Key, long Count);

/// <summary>A tensor of a pickle.</summary>
/// <param name="Storage">The numbers.</param>
/// <param name="Offset">The number it begins with.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Strides">How many numbers lie between neighbours, for each dimension.</param>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides)
{
    /// <summary>Whether every element is one of the storage's, and there are not more elements than numbers.</summary>
    public bool LiesInStorage
    {
        get
        {
            if (
                Offset < 0
                || Shape.Length != Strides.Length
                || Strides.Any(stride => stride < 0)
                || StoredElements.Count(Shape) is not { } count
                || count > Storage.Count
            )
            {
                return false;
            }

            var last = Shape
                .Zip(Strides)
                .Aggregate((Int128)Offset, (sum, pair) => sum + ((Int128)(pair.First - 1) * pair.Second));
            return count == 0 || last < Storage.Count;
        }
    }
}
