namespace Circuitry.Features.Shift;

/// <summary>Makes the texts of a SHIFT experiment. A class with a parameterless constructor, named in <c>[Biased]</c>.</summary>
public interface IBiasedDataset
{
    /// <summary>Makes texts; the same request gives the same ones.</summary>
    /// <param name="request">How many training texts of each kind, the seed, and the model that will read them.</param>
    BiasedData Make(DatasetRequest request);
}
