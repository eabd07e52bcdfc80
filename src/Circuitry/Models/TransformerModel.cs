using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Models;

/// <summary>
/// A model with its weights. The generator emits the methods that compute; the rest of Circuitry calls them and knows no architecture.
/// </summary>
/// <remarks>
/// Node methods (<see cref="Query"/>, <see cref="Key"/>, <see cref="Value"/>, <see cref="Attend"/>, <see cref="Mlp"/>,
/// <see cref="Unembed(Tensor)"/>) take a separate input for every head, before the norm, which they compute; that is
/// what patching along edges needs. <see cref="Block"/> computes a whole block from one residual stream.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}: {Architecture.Layers} blocks of {Architecture.Heads} heads")]
public abstract class TransformerModel : IDisposable
{
    private bool _disposed;

    /// <summary>Takes ownership of the weights.</summary>
    /// <param name="architecture">The declared architecture.</param>
    /// <param name="weights">Weights of that architecture.</param>
    /// <exception cref="ArgumentException">The weights belong to another architecture.</exception>
    protected TransformerModel(Architecture architecture, TransformerWeights weights)
    {
        if (weights.Architecture != architecture)
        {
            throw new ArgumentException(
                $"the weights belong to another architecture than {GetType().Name} declares: {weights.Architecture} instead of {architecture}",
                nameof(weights)
            );
        }

        Architecture = architecture;
        Weights = weights;
    }

    /// <summary>The declared architecture.</summary>
    public Architecture Architecture { get; }

    /// <summary>The model's weights.</summary>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public TransformerWeights Weights
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return field;
        }
    }

    /// <summary>The number type the model computes in.</summary>
    public ScalarType NumberType => Weights.NumberType;

    /// <summary>The device the model computes on.</summary>
    public Device Device => Weights.Device;

    /// <summary>The embedding of the tokens, [batch, position, d_model].</summary>
    public abstract Tensor EmbedTokens(Sequence sequence);

    /// <summary>The embedding of the positions, [batch, position, d_model]; null where positions add nothing to the stream.</summary>
    public abstract Tensor? EmbedPositions(Sequence sequence);

    /// <summary>One block, from its residual stream to the next one's, [batch, position, d_model].</summary>
    public abstract Tensor Block(int layer, Tensor residual, Sequence sequence, Tap tap);

    /// <summary>Queries before rotation, [head, row, position, d_head].</summary>
    /// <param name="layer">The block.</param>
    /// <param name="heads">Indices of query heads, int64 [head]; null for all.</param>
    /// <param name="input">Each head's query input, before the norm, [head or 1, row, position, d_model].</param>
    public abstract Tensor Query(int layer, Tensor? heads, Tensor input);

    /// <summary>Keys before rotation, [key_value_head, row, position, d_head].</summary>
    /// <param name="layer">The block.</param>
    /// <param name="heads">Indices of key and value heads, int64 [key_value_head]; null for all.</param>
    /// <param name="input">Each head's key input, before the norm, [key_value_head or 1, row, position, d_model].</param>
    public abstract Tensor Key(int layer, Tensor? heads, Tensor input);

    /// <summary>Values, [key_value_head, row, position, d_head].</summary>
    /// <param name="layer">The block.</param>
    /// <param name="heads">Indices of key and value heads, int64 [key_value_head]; null for all.</param>
    /// <param name="input">Each head's value input, before the norm, [key_value_head or 1, row, position, d_model].</param>
    public abstract Tensor Value(int layer, Tensor? heads, Tensor input);

    /// <summary>The outputs of heads to the stream, without b_O, [head, row, position, d_model].</summary>
    /// <param name="layer">The block.</param>
    /// <param name="heads">Indices of query heads, int64 [head]; null for all.</param>
    /// <param name="query">Queries before rotation, [head, row, position, d_head].</param>
    /// <param name="key">Keys before rotation, aligned with the query heads, [head, row, position, d_head].</param>
    /// <param name="value">Values, aligned with the query heads, [head, row, position, d_head].</param>
    /// <param name="sequence">The prompts, repeated as often as the rows are.</param>
    public abstract Tensor Attend(int layer, Tensor? heads, Tensor query, Tensor key, Tensor value, Sequence sequence);

    /// <summary>The output of an MLP to the stream, [..., d_model]: normed and with b_out where a norm stands behind it, else without b_out.</summary>
    /// <param name="layer">The block.</param>
    /// <param name="input">The MLP's input, before the norm, [..., d_model].</param>
    public abstract Tensor Mlp(int layer, Tensor input);

    /// <summary>The bias that attention adds to the stream, b_O, [d_model]; null for nothing.</summary>
    public abstract Tensor? AttentionBias(int layer);

    /// <summary>The bias that an MLP adds to the stream, b_out, [d_model]; null for nothing, as where it goes through a norm first.</summary>
    public abstract Tensor? MlpBias(int layer);

    /// <summary>The stream behind the attention of a block, [..., d_model]: a sum, unless norms stand there.</summary>
    /// <param name="layer">The block.</param>
    /// <param name="stream">The stream in front of it, [..., d_model].</param>
    /// <param name="sum">What its heads put out, b_O included, [..., d_model].</param>
    public virtual Tensor JoinAttention(int layer, Tensor stream, Tensor sum) => Ops.Add(stream, sum);

    /// <summary>The stream behind the MLP of a block, [..., d_model]: a sum, unless norms stand there.</summary>
    /// <param name="layer">The block.</param>
    /// <param name="stream">The stream in front of it, [..., d_model].</param>
    /// <param name="output">What it puts out, b_out included, [..., d_model].</param>
    public virtual Tensor JoinMlp(int layer, Tensor stream, Tensor output) => Ops.Add(stream, output);

    /// <summary>The logits, [..., d_vocab_out].</summary>
    /// <param name="residual">The final residual stream, before the norm, [..., d_model].</param>
    /// <param name="tap">Patches and reads to apply.</param>
    public abstract Tensor Unembed(Tensor residual, Tap tap);

    /// <summary>The logits, [..., d_vocab_out].</summary>
    /// <param name="residual">The final residual stream, before the norm, [..., d_model].</param>
    public Tensor Unembed(Tensor residual) => Unembed(residual, Tap.None);

    /// <summary>
    /// The contributions of directions in the final residual stream to the logits, without the norm's divisor, [...,
    /// d_vocab_out].
    /// </summary>
    /// <param name="directions">[..., d_model].</param>
    public abstract Tensor UnembedDirections(Tensor directions);

    /// <summary>The residual stream in front of the first block, [batch, position, d_model].</summary>
    public Tensor Embed(Sequence sequence, Tap tap)
    {
        var tokens = tap.Pass(HookSite.TokenEmbedding, -1, EmbedTokens(sequence));
        return EmbedPositions(sequence) is { } positions
            ? Ops.Add(tokens, tap.Pass(HookSite.PositionalEmbedding, -1, positions))
            : tokens;
    }

    /// <summary>The logits of a plain forward pass, [batch, position, d_vocab_out].</summary>
    public Tensor Forward(Sequence sequence) => Forward(sequence, Tap.None);

    /// <summary>The logits of a forward pass, [batch, position, d_vocab_out].</summary>
    public Tensor Forward(Sequence sequence, Tap tap)
    {
        using var residual = FinalResidual(sequence, tap);
        return Unembed(residual, tap);
    }

    /// <summary>The residual stream behind the last block, before the final norm, [batch, position, d_model].</summary>
    public Tensor FinalResidual(Sequence sequence, Tap tap) => Residual(sequence, tap, Architecture.Layers);

    /// <summary>The residual stream behind a number of blocks, [batch, position, d_model].</summary>
    /// <param name="sequence">The prompts.</param>
    /// <param name="tap">Patches and reads to apply.</param>
    /// <param name="blocks">How many blocks are run.</param>
    internal Tensor Residual(Sequence sequence, Tap tap, int blocks)
    {
        var residual = Embed(sequence, tap);
        for (var layer = 0; layer < blocks; layer++)
        {
            var next = Block(layer, residual, sequence, tap);
            residual.Dispose();
            residual = next;
        }

        return residual;
    }

    /// <summary>Runs the model on prompts. Nothing is computed until something is read.</summary>
    /// <exception cref="PromptException">A prompt is longer than the model's context, or a token or position is out of range.</exception>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public Run Run(Prompts prompts) => new(this, prompts);

    /// <summary>For each query head what is its key and value head's, [head, ...]; what is one for all of them stays one.</summary>
    /// <param name="perKeyValueHead">[key_value_head or 1, ...].</param>
    public Tensor PerQueryHead(Tensor perKeyValueHead) =>
        Architecture.HeadsPerKeyValueHead == 1 || perKeyValueHead.size(0) != Architecture.KeyValueHeads
            ? perKeyValueHead
            : perKeyValueHead.repeat_interleave(Architecture.HeadsPerKeyValueHead, 0);

    /// <summary>Projects inputs of single heads, after the norm, [head or 1, row, position, d_model], to [head, row, position, d_head].</summary>
    /// <param name="layer">The block.</param>
    /// <param name="first">The first of the heads' columns in W_QKV.</param>
    /// <param name="count">Number of heads of this kind in the block.</param>
    /// <param name="heads">Indices of the heads, int64 [head]; null for all.</param>
    /// <param name="normalized">The inputs.</param>
    protected Tensor ProjectHeads(int layer, int first, int count, Tensor? heads, Tensor normalized)
    {
        using var scope = NewDisposeScope();
        var w = Weights.Layers[layer];
        int width = Architecture.HeadWidth,
            model = Architecture.ModelWidth;
        var weight = w.W_QKV.narrow(1, first * width, count * width).view(model, count, width).permute(1, 0, 2);
        var bias = w.b_QKV?.narrow(0, first * width, count * width).view(count, 1, width);
        if (heads is not null)
        {
            weight = weight.index_select(0, heads);
            bias = bias?.index_select(0, heads);
        }

        long rows = normalized.size(1),
            length = normalized.size(2);
        var projected = normalized.reshape(normalized.size(0), rows * length, model).matmul(weight);
        if (bias is not null)
        {
            projected = Ops.Add(projected, bias);
        }

        return projected.view(weight.size(0), rows, length, width).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Projects inputs of single heads, after the norm, [head or 1, row, position, d_model], where the projections of all heads are
    /// normed as one vector, to [head, row, position, d_head].
    /// </summary>
    /// <param name="layer">The block.</param>
    /// <param name="first">The first of the heads' columns in W_QKV.</param>
    /// <param name="count">Number of heads of this kind in the block.</param>
    /// <param name="heads">Indices of the heads, int64 [head]; null for all.</param>
    /// <param name="normalized">The inputs, each of which is projected by all heads.</param>
    /// <param name="norm">The norm of [..., head * d_head].</param>
    protected Tensor ProjectWhole(
        int layer,
        int first,
        int count,
        Tensor? heads,
        Tensor normalized,
        Func<Tensor, Tensor> norm
    )
    {
        using var scope = NewDisposeScope();
        var w = Weights.Layers[layer];
        var width = Architecture.HeadWidth;
        var all = norm(
                Ops.Linear(
                    normalized,
                    w.W_QKV.narrow(1, first * width, count * width),
                    w.b_QKV?.narrow(0, first * width, count * width)
                )
            )
            .unflatten(3, count, width); // [head or 1, row, position, head, d_head]
        if (all.size(0) == 1)
        {
            var projected = all[0].permute(2, 0, 1, 3);
            return (heads is null ? projected : projected.index_select(0, heads)).MoveToOuterDisposeScope();
        }

        // Of each head's input that head's own projection.
        var own = heads ?? Ops.Range(count, ScalarType.Int64, normalized.device);
        var (rows, length) = (all.size(1), all.size(2));
        return all.gather(3, own.view(-1, 1, 1, 1, 1).expand(-1, rows, length, 1, width))
            .squeeze(3)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Carries mixed values of single heads, [head, row, position, d_head], to the stream, [head, row, position, d_model].</summary>
    /// <param name="layer">The block.</param>
    /// <param name="heads">Indices of the heads, int64 [head]; null for all.</param>
    /// <param name="mixed">The mixed values.</param>
    protected internal Tensor HeadOutputs(int layer, Tensor? heads, Tensor mixed)
    {
        using var scope = NewDisposeScope();
        int width = Architecture.HeadWidth,
            model = Architecture.ModelWidth;
        var weight = OutputWeights(layer);
        if (heads is not null)
        {
            weight = weight.index_select(0, heads);
        }

        long rows = mixed.size(1),
            length = mixed.size(2);
        var outputs = mixed.reshape(mixed.size(0), rows * length, width).bmm(weight);
        return outputs.view(mixed.size(0), rows, length, model).MoveToOuterDisposeScope();
    }

    /// <summary>W_O head by head, times the scale of branches, [head, d_head, d_model].</summary>
    internal Tensor OutputWeights(int layer) =>
        Scaled(Weights.Layers[layer].W_O).view(Architecture.Heads, Architecture.HeadWidth, Architecture.ModelWidth);

    private Tensor Scaled(Tensor branch) =>
        Architecture.Block.BranchScale == 1 ? branch.alias() : Ops.Scale(branch, Architecture.Block.BranchScale);

    /// <summary>The contributions of directions at a writing site, [..., width], to the stream, [..., d_model].</summary>
    /// <param name="site">The place.</param>
    /// <param name="layer">Its block.</param>
    /// <param name="directions">The directions; heads side by side.</param>
    internal Tensor ToStream(HookSite site, int layer, Tensor directions)
    {
        return site switch
        {
            HookSite.MixedValue => Behind(Weights.Layers[layer].W_O, Weights.Layers[layer].PostNorm1Scale),
            HookSite.MlpPost => Behind(Weights.Layers[layer].W_out!, Weights.Layers[layer].PostNorm2Scale),
            _ => directions,
        };

        // A norm behind the branch without its divisor, as the final norm in front of the logits.
        Tensor Behind(Tensor weight, Tensor? scale)
        {
            using var scope = NewDisposeScope();
            var written = Scaled(Ops.Linear(directions, weight));
            if (Architecture.Norm is { IsAfter: true, Centres: true })
            {
                written = written.sub(written.mean([-1], keepdim: true));
            }

            return (
                Architecture.Norm.IsAfter && scale is not null ? written.mul(scale) : written.alias()
            ).MoveToOuterDisposeScope();
        }
    }

    /// <summary>The rows of a table, [row, d_model], at indices, [batch, position], as [batch, position, d_model].</summary>
    protected static Tensor Rows(Tensor table, Tensor indices)
    {
        using var scope = NewDisposeScope();
        return table
            .index_select(0, indices.flatten())
            .view(indices.size(0), indices.size(1), table.size(1))
            .MoveToOuterDisposeScope();
    }

    /// <summary>The model's name.</summary>
    public override string ToString() => GetType().Name;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_disposed)
        {
            Weights.Dispose();
            _disposed = true;
        }

        GC.SuppressFinalize(this);
    }
}
