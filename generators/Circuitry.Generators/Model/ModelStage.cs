namespace Circuitry.Generators;

/// <summary>One row of the stage table: what the runtime's <c>Graph</c> lays out, known while compiling.</summary>
internal sealed record ModelStage
{
    /// <summary>The member of <c>StageKind</c>.</summary>
    public required string Kind { get; init; }

    public required int Layer { get; init; }

    public required int FirstWriter { get; init; }

    public required int WriterCount { get; init; }

    public required int FirstReader { get; init; }

    public required int ReaderCount { get; init; }

    public required int WritersBefore { get; init; }
}
