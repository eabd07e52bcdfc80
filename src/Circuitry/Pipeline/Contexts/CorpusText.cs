namespace Circuitry.Pipelines;

/// <summary>A text of a corpus, with what is known of it where clusters are to be compared with something known.</summary>
public sealed record CorpusText
{
    /// <summary>The tokens, with whatever the model expects in front.</summary>
    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>For every token the behaviour that foretells it; null where nothing is known. Used to judge clusters, never to make them.</summary>
    public IReadOnlyList<string>? Behaviours { get; init; }

    /// <summary>What kind of text it is; null where nothing is known. Used to judge clusters, never to make them.</summary>
    public string? Kind { get; init; }
}
