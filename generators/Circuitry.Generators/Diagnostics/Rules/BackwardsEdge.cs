using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor BackwardsEdge = Error(
        "CIR032",
        "An edge must run from a writer to a reader downstream",
        "'{0}' does not read what '{1}' writes: {2}"
    );
}

/// <summary>An edge that runs backwards, or between nodes that read the stream at the same place.</summary>
internal sealed class BackwardsEdge : UseRule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.BackwardsEdge;

    public override void Check(CheckedUse use)
    {
        if (
            use.FailedCall is not var (reader, readerType, called, arguments)
            || called != "From"
            || arguments is not [{ Expression: var writer }]
            || EdgeEnd.Reader(readerType) is not { } reads
            || HookTree.ModelOf(reads) is not { } model
            || use.TypeOf(writer) is not INamedTypeSymbol writerType
        )
        {
            return;
        }

        if (EdgeEnd.Writer(writerType) is { } writes)
        {
            if (!HookTree.Is(writes, reads))
            {
                use.Report(
                    Descriptor,
                    use.Syntax,
                    EdgeSwap.Of(use, reader, readerType, writer),
                    reader,
                    writer,
                    Reason(reads, writes, model, use)
                );
            }
        }
        else if (HookTree.IsRuntime(writerType, "HookPoint`1") || HookTree.IsRuntime(writerType, "ReaderPoint`2"))
        {
            use.Report(
                Descriptor,
                use.Syntax,
                [],
                reader,
                writer,
                "it is no writer; the embeddings and every Output of a head or an MLP are"
            );
        }
    }

    private static string Reason(ITypeSymbol reads, ITypeSymbol writes, INamedTypeSymbol model, CheckedUse use)
    {
        if (HookTree.ModelOf(writes) is not { } other || !SymbolEqualityComparer.Default.Equals(model, other))
        {
            return "they belong to different models";
        }

        var (place, layer) = HookTree.Split(reads.Name);
        var (after, next) = HookTree.Split(writes.Name);
        var sameBlock = place == "BeforeBlock" && (next == layer + 1 || (after == "BeforeLogits" && IsLast(layer)));
        return sameBlock && use.ArchitectureOf(model) is { Block.Parallel: true, AttentionOnly: false }
                ? "attention and MLP of a parallel block read the same stream, which neither has written to yet"
            : sameBlock || (after == "BeforeMlp" && next == layer && place == "BeforeAttention")
                ? "heads of one block read the same stream, which none of them has written to yet"
            : "it writes further downstream, and an edge runs from the earlier to the later";

        bool IsLast(int index) => HookTree.Of(model) is { } tree && HookTree.Count(tree, "Layer") == index + 1;
    }
}
