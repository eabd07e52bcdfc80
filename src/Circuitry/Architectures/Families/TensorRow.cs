namespace Circuitry.Models;

/// <summary>A stored tensor.</summary>
/// <param name="Name">Its name, with <c>{layer}</c> for the number of the block and <c>{head}</c> for that of the head.</param>
/// <param name="Weight">The weight that it is.</param>
/// <param name="Layout">How it lies.</param>
/// <remarks>
/// Two rows may name one tensor: the parts of a fused one, or a norm that attention and MLP share. Several rows of one weight are
/// spellings of it, of which the first that is stored counts.
/// </remarks>
internal sealed record TensorRow(string Name, Weight Weight, StoredLayout Layout = StoredLayout.AsIs)
{
    /// <summary>The number of parts, equal and one below the other along the first axis, that the stored tensor has.</summary>
    public int Parts { get; init; } = 1;

    /// <summary>The part that the weight is, from 0.</summary>
    public int Part { get; init; }

    /// <summary>The number of rows at the front of the stored tensor that are left out.</summary>
    public int Skip { get; init; }

    /// <summary>Whether one is stored less than the weight is, as the scales of Gemma's norms are.</summary>
    public bool AddsOne { get; init; }

    /// <summary>The name of a matrix that the stored one is multiplied with from the right; null for none.</summary>
    public string? Through { get; init; }

    /// <summary>Whether that matrix is stored transposed.</summary>
    public bool ThroughTransposed { get; init; }

    /// <summary>The architectures whose weight is stored so; null for all.</summary>
    public Func<Architecture, bool>? When { get; init; }

    /// <summary>Whether every head has a tensor of its own.</summary>
    public bool IsPerHead => Name.Contains(Family.Head);
}
