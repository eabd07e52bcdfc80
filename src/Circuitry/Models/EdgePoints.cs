namespace Circuitry.Models;

/// <summary>Something that adds to the residual stream at or before a stage.</summary>
/// <typeparam name="TStage">
/// A marker of the emitted stage chain. Stages derive from the stages after them, so that a writer of an early stage is
/// also one of every later stage, and a reader accepts exactly what is upstream of it.
/// </typeparam>
public interface IWriterPoint<out TStage>
    where TStage : class
{
    /// <summary>The writer in the graph.</summary>
    Writer Writer { get; }
}

/// <summary>A hook point whose activation a writer adds to the residual stream.</summary>
public sealed class WriterPoint<TKind, TStage> : HookPoint<TKind>, IWriterPoint<TStage>
    where TKind : IActivationKind
    where TStage : class
{
    /// <summary>Creates a writer's hook point. Emitted code calls this.</summary>
    public WriterPoint(HookSite site, Writer writer, int? head = null)
        // Token and position embeddings together are what the first block finds in the stream.
        : base(site, site == HookSite.ResidualPre ? 0 : writer.Layer, head) => Writer = writer;

    /// <inheritdoc/>
    public Writer Writer { get; }
}

/// <summary>A hook point computed from what a reader reads out of the residual stream.</summary>
public sealed class ReaderPoint<TKind, TStage> : HookPoint<TKind>
    where TKind : IActivationKind
    where TStage : class
{
    /// <summary>Creates a reader's hook point. Emitted code calls this.</summary>
    public ReaderPoint(HookSite site, Reader reader, int? head = null)
        : base(site, reader.Kind == ReaderKind.Logits ? -1 : reader.Layer, head) => Reader = reader;

    /// <summary>The reader in the graph.</summary>
    public Reader Reader { get; }

    /// <summary>The edge that carries a writer's output to this reader; a writer that is not upstream does not compile.</summary>
    public Edge From(IWriterPoint<TStage> writer) => new(writer.Writer, Reader);
}
