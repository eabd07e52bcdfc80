namespace Circuitry.Models;

/// <summary>The contexts that scalings of a rotary embedding go by.</summary>
/// <param name="Context">The context of the model.</param>
/// <param name="Original">The context that the model was first trained with, as its own field gives it; null where it gives none.</param>
internal sealed record RotaryContext(int Context, int? Original)
{
    /// <summary>The field of the original context, of the configuration or of an object in it.</summary>
    public const string OriginalField = "original_max_position_embeddings";
}
