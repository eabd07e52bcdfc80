namespace Circuitry;

/// <summary>
/// A coordinate of what a writer computes before its output matrix: a neuron of an MLP, or a value channel of a head. An embedding,
/// which has no such matrix, is one as a whole.
/// </summary>
/// <param name="Writer">The writer that it is a part of.</param>
/// <param name="Index">Its number among them; 0 for an embedding.</param>
public readonly record struct Neuron(Writer Writer, int Index) : IUnit
{
    /// <summary>
    /// The name in files and reports: <c>m3.n17</c> for a neuron of an MLP, <c>a9.h6.v5</c> for a value channel of a head,
    /// <c>input</c>, <c>tok</c> and <c>pos</c> for embeddings, and where positions are split <c>m3.n17[name]</c>.
    /// </summary>
    public string Name =>
        Writer.AtPositions(
            Writer.Kind switch
            {
                WriterKind.Mlp => FormattableString.Invariant($"{Writer.NodeName}.n{Index}"),
                WriterKind.Head => FormattableString.Invariant($"{Writer.NodeName}.v{Index}"),
                _ => Writer.NodeName,
            }
        );

    /// <summary>A neuron of an MLP.</summary>
    public static Neuron OfMlp(int layer, int index) => new(Writer.OfMlp(layer), index);

    /// <summary>A value channel of a head.</summary>
    public static Neuron OfHead(int layer, int head, int index) => new(Writer.OfHead(layer, head), index);

    /// <summary>The same one at the positions of a group, where the declaration splits positions.</summary>
    /// <param name="positions">The group's label.</param>
    public Neuron At(string positions) => this with { Writer = Writer.At(positions) };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
