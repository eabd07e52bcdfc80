using static TorchSharp.torch;

namespace Circuitry.Rasp;

/// <summary>The circuit that follows from compiled weights alone: the ground truth of a compiled model, whatever the data.</summary>
/// <remarks>
/// An edge is in when what its writer can write and what its reader reads have a non-zero product, and it lies on a path
/// from the embedding to the logits. What a reader reads is <c>W_Q W_K^T</c> for queries and keys, <c>W_V W_O</c> for
/// values, and <c>W_in</c> of the neurons that write; a head or MLP that writes nothing is out.
/// </remarks>
public static class StructuralCircuit
{
    private const double Negligible = 1e-9;

    /// <summary>The edges as pairs of names, in ordinal order: writers <c>tok</c> and <c>pos</c> (or <c>input</c>), <c>a0.h0</c>,
    /// <c>m0</c>; readers <c>a0.h0&lt;q&gt;</c>, <c>&lt;k&gt;</c>, <c>&lt;v&gt;</c>, <c>m0</c> and <c>logits</c>.</summary>
    /// <param name="compiled">The compiled program.</param>
    /// <param name="splitEmbedding">Whether tokens and positions are two writers.</param>
    public static IReadOnlySet<(string Writer, string Reader)> Of(CompiledRasp compiled, bool splitEmbedding = true) =>
        Of(compiled.Architecture, compiled.Weights, splitEmbedding);

    internal static IReadOnlySet<(string Writer, string Reader)> Of(
        Architecture architecture,
        IReadOnlyDictionary<string, Tensor> weights,
        bool splitEmbedding
    )
    {
        using var scope = NewDisposeScope();
        var nodes = Nodes(architecture, weights, splitEmbedding).ToList();
        var edges = new List<(Node Writer, Node Node, string Reader)>();
        foreach (var node in nodes)
        {
            foreach (var (reader, reads) in node.Reads)
            {
                edges.AddRange(
                    nodes
                        .Where(writer =>
                            writer.Step < node.Step && writer.Writes is not null && NonZero(writer.Writes.mm(reads))
                        )
                        .Select(writer => (writer, node, reader))
                );
            }
        }

        // Forwards from the embedding, then back from the logits; nodes are in the order of the stream.
        var reached = new HashSet<Node>(nodes.Where(node => node.Reads.Count == 0));
        foreach (var node in nodes.Where(node => edges.Exists(e => e.Node == node && reached.Contains(e.Writer))))
        {
            reached.Add(node);
        }

        var used = new HashSet<Node> { nodes[^1] };
        foreach (var node in Enumerable.Reverse(nodes))
        {
            if (edges.Exists(e => e.Writer == node && used.Contains(e.Node)))
            {
                used.Add(node);
            }
        }

        return new SortedSet<(string Writer, string Reader)>(
            edges
                .Where(e => reached.Contains(e.Writer) && used.Contains(e.Node))
                .Select(e => (e.Writer.Name, e.Reader)),
            Comparer<(string Writer, string Reader)>.Create(
                (a, b) =>
                    string.CompareOrdinal(a.Writer, b.Writer) is var order and not 0
                        ? order
                        : string.CompareOrdinal(a.Reader, b.Reader)
            )
        );
    }

    private static IEnumerable<Node> Nodes(
        Architecture architecture,
        IReadOnlyDictionary<string, Tensor> weights,
        bool splitEmbedding
    )
    {
        var (tokens, positions) = (weights["embed.W_E"], weights["pos_embed.W_pos"]);
        if (splitEmbedding)
        {
            yield return new Node("tok", 0, tokens, []);
            yield return new Node("pos", 0, positions, []);
        }
        else
        {
            yield return new Node("input", 0, cat([tokens, positions], 0), []);
        }

        for (var layer = 0; layer < architecture.Layers; layer++)
        {
            for (var head = 0; head < architecture.Heads; head++)
            {
                yield return Head(weights, layer, head);
            }

            if (!architecture.AttentionOnly)
            {
                yield return Mlp(weights, layer);
            }
        }

        yield return new Node("logits", 2 * architecture.Layers + 1, null, [("logits", weights["unembed.W_U"])]);
    }

    private static Node Head(IReadOnlyDictionary<string, Tensor> weights, int layer, int head)
    {
        var (query, key) = (weights[$"blocks.{layer}.attn.W_Q"][head], weights[$"blocks.{layer}.attn.W_K"][head]);
        var moves = weights[$"blocks.{layer}.attn.W_V"][head].mm(weights[$"blocks.{layer}.attn.W_O"][head]);
        var name = $"a{layer}.h{head}";
        return new Node(
            name,
            2 * layer + 1,
            moves,
            [($"{name}<q>", query.mm(key.t())), ($"{name}<k>", key.mm(query.t())), ($"{name}<v>", moves)]
        );
    }

    private static Node Mlp(IReadOnlyDictionary<string, Tensor> weights, int layer)
    {
        var (read, write) = (weights[$"blocks.{layer}.mlp.W_in"], weights[$"blocks.{layer}.mlp.W_out"]);
        // [d_mlp]: a neuron counts when it both reads and writes.
        var reading = read.abs().amax([0]).gt(Scalars.Of(Negligible)).to(read.dtype);
        var writing = write.abs().amax([1]).gt(Scalars.Of(Negligible)).to(write.dtype);
        return new Node(
            $"m{layer}",
            2 * layer + 2,
            write.mul(reading.unsqueeze(1)),
            [($"m{layer}", read.mul(writing.unsqueeze(0)))]
        );
    }

    private static bool NonZero(Tensor product) => product.abs().max().item<double>() > Negligible;

    /// <summary>A node of the stream: what it writes [any, d_model], and per reader what it reads [d_model, any].</summary>
    private sealed record Node(
        string Name,
        int Step,
        Tensor? Writes,
        IReadOnlyList<(string Reader, Tensor Reads)> Reads
    )
    {
        public bool Equals(Node? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
    }
}
