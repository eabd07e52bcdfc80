using System.Diagnostics;

namespace Circuitry.Pipelines;

/// <summary>A text of a corpus, with known labels against which clusters can be judged.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record CorpusText
{
    /// <summary>The tokens, with any prefix that the model expects.</summary>
    public required IReadOnlyList<int> Tokens { get; init; }

    /// <summary>For every token the behaviour that predicts it; null if unknown. Used to judge clusters, never to make them.</summary>
    public IReadOnlyList<string>? Behaviours { get; init; }

    /// <summary>The kind of text; null if unknown. Used to judge clusters, never to make them.</summary>
    public string? Kind { get; init; }

    /// <summary>The tokens.</summary>
    public override string ToString() => TokenList.Of(Tokens);
}
