namespace Circuitry;

/// <summary>The checks that every residual stream makes.</summary>
internal static class StreamChecks
{
    /// <param name="stage">The stage of the first reader.</param>
    /// <param name="firstReader">The first reader to be read.</param>
    /// <param name="count">How many are read.</param>
    /// <param name="written">How many writers have written.</param>
    /// <exception cref="GraphException">They are not readers of one stage, or what they read is not written yet.</exception>
    public static void Read(Stage stage, int firstReader, int count, int written)
    {
        if (count < 1 || firstReader + count > stage.FirstReader + stage.ReaderCount || written < stage.WritersBefore)
        {
            throw new GraphException(
                FormattableString.Invariant(
                    $"{count} readers from {firstReader} are to be read when {written} writers have written; the stage has the readers {stage.FirstReader} to {stage.FirstReader + stage.ReaderCount - 1}, which read {stage.WritersBefore} writers"
                )
            );
        }
    }

    /// <param name="graph">The graph.</param>
    /// <param name="written">How many writers will have written.</param>
    /// <exception cref="GraphException">The graph has not so many.</exception>
    public static void Write(Graph graph, long written)
    {
        if (written > graph.Writers.Count)
        {
            throw new GraphException(
                FormattableString.Invariant($"{written} writers have written, and the graph has {graph.Writers.Count}")
            );
        }
    }
}
