namespace Circuitry.Generators;

/// <summary>Refuses architectures of which so much code would be emitted that it could not be loaded.</summary>
internal static class SizeLimit
{
    /// <summary>
    /// The most blocks. A place in the residual stream derives from the next one, and loading a chain of twice as many types
    /// takes two thirds of the stack that a thread has where it is smallest.
    /// </summary>
    public const int Blocks = 192;

    /// <summary>The most heads in a block; each is a property and two lines.</summary>
    public const int Heads = GraphSize.MostHeads;

    // What a block and a head add to the emitted code, in characters.
    private const long OfBlock = 900;
    private const long OfHead = 140;

    /// <exception cref="ArchitectureException">There are more blocks or heads than are emitted.</exception>
    public static Architecture Check(Architecture a) =>
        a.Layers <= Blocks && a.Heads <= Heads
            ? a
            : throw new ArchitectureException(
                "layers and heads",
                FormattableString.Invariant(
                    $"{Counted.Of(a.Layers, "block")} of {Counted.Of(a.Heads, "head")} would be about {OfBlock * a.Layers + OfHead * a.Heads} characters of code; at most {Blocks} blocks of {Heads} heads are emitted"
                )
            );
}
