using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>
/// A transformer written down head by head from its weights, for one prompt, with everything that can be read on the way
/// and a change laid on any of it. Slow and obvious; the oracle of runs by hand.
/// </summary>
/// <param name="weights">The weights.</param>
/// <param name="architecture">The switches that count; weights that they do not ask for are left.</param>
/// <param name="change">Makes of what is at a place in a block (-1 outside of them) what the model goes on with.</param>
internal sealed class LiteralModel(
    TransformerWeights weights,
    Architecture architecture,
    Func<HookSite, int, Tensor, Tensor>? change = null
)
{
    private readonly Architecture _a = architecture;

    public LiteralModel(TransformerWeights weights, Func<HookSite, int, Tensor, Tensor>? change = null)
        : this(weights, weights.Architecture, change) { }

    /// <summary>What is at each place, by place and block, in the shapes that a run of one prompt has.</summary>
    public Dictionary<(HookSite Site, int Layer), Tensor> Seen { get; } = [];

    /// <summary>The logits, [1, position, d_vocab_out].</summary>
    public Tensor Run(IReadOnlyList<int> tokens)
    {
        var length = tokens.Count;
        var residual = At(HookSite.TokenEmbedding, -1, stack(tokens.Select(token => weights.W_E[token])).unsqueeze(0));
        if (_a.Positions.Kind == PositionEmbedding.Learned)
        {
            var positions = At(HookSite.PositionalEmbedding, -1, weights.W_pos![..length].unsqueeze(0));
            residual = Ops.Add(residual, positions);
        }

        for (var layer = 0; layer < _a.Layers; layer++)
        {
            residual = Block(layer, residual);
        }

        var read = Norm(
            residual,
            weights.FinalNormScale,
            weights.FinalNormBias,
            (HookSite.FinalNormScale, HookSite.FinalNormNormalized, -1)
        );
        var logits = At(HookSite.UnembedInput, -1, read).matmul(weights.W_U);
        return At(HookSite.Logits, -1, Add(logits, Only(_a.Logits.Bias, weights.b_U)));
    }

    private Tensor Block(int layer, Tensor residual)
    {
        var w = weights.Layers[layer];
        residual = At(HookSite.ResidualPre, layer, residual);
        var attention = Attention(layer, w, residual);
        var middle = Ops.Add(residual, attention);
        if (_a.AttentionOnly)
        {
            return At(HookSite.ResidualPost, layer, middle);
        }

        var reads = _a.Block.Parallel ? residual : At(HookSite.ResidualMid, layer, middle);
        var normalized = Norm(
            At(HookSite.MlpInput, layer, reads),
            w.Norm2Scale,
            w.Norm2Bias,
            (HookSite.Norm2Scale, HookSite.Norm2Normalized, layer)
        );
        Tensor neurons;
        if (_a.Mlp is { Gated: true } m)
        {
            var gate = At(HookSite.MlpPre, layer, Add(normalized.matmul(w.W_gate!), Only(m.GateBias, w.b_gate)));
            var linear = Add(normalized.matmul(w.W_in!), Only(m.Bias && !m.BiasAfterGate, w.b_in));
            neurons = Activate(gate) * At(HookSite.MlpPreLinear, layer, linear);
            neurons = Add(neurons, Only(m.Bias && m.BiasAfterGate, w.b_in));
        }
        else
        {
            neurons = Activate(At(HookSite.MlpPre, layer, Add(normalized.matmul(w.W_in!), Only(_a.Mlp!.Bias, w.b_in))));
        }

        var mlp = Add(At(HookSite.MlpPost, layer, neurons).matmul(w.W_out!), Only(_a.Mlp!.Bias, w.b_out));
        var before = _a.Block.Parallel ? middle : reads;
        return At(HookSite.ResidualPost, layer, Ops.Add(before, At(HookSite.MlpOutput, layer, mlp)));
    }

    private Tensor Attention(int layer, LayerWeights w, Tensor residual)
    {
        var (heads, groups, width) = (_a.Heads, _a.KeyValueHeads, _a.HeadWidth);
        var length = (int)residual.size(1);
        var queryInput = stack(Enumerable.Repeat(residual, heads), 2);
        var sharedInput = stack(Enumerable.Repeat(residual, groups), 2);
        if (heads == groups)
        {
            queryInput = sharedInput = At(HookSite.AttentionInput, layer, queryInput);
        }

        queryInput = At(HookSite.QueryInput, layer, queryInput);
        var keyInput = At(HookSite.KeyInput, layer, sharedInput);
        var valueInput = At(HookSite.ValueInput, layer, sharedInput);
        var norm = Norm(residual, w.Norm1Scale, w.Norm1Bias, (HookSite.Norm1Scale, HookSite.Norm1Normalized, layer));
        var normChanged = change is not null && !norm.allclose(Norm(residual, w.Norm1Scale, w.Norm1Bias, null));

        var query = At(HookSite.Query, layer, Project(queryInput, 0, heads));
        var key = At(HookSite.Key, layer, Project(keyInput, heads, groups));
        var value = At(HookSite.Value, layer, Project(valueInput, heads + groups, groups));
        if (_a.Positions.Rotary is not null)
        {
            query = At(HookSite.RotatedQuery, layer, Rotate(query));
            key = At(HookSite.RotatedKey, layer, Rotate(key));
        }

        // [1, head, query_position, key_position]
        var scores = stack(
            Enumerable
                .Range(0, heads)
                .Select(head =>
                    Ops.Divide(
                        query.select(2, head).matmul(key.select(2, head * groups / heads).transpose(1, 2)),
                        _a.Attention.Scale * (_a.Attention.ScaleByInverseLayer ? layer + 1 : 1)
                    )
                ),
            1
        );
        if (_a.Attention.Causal)
        {
            var later = ones(length, length).triu(1).to(ScalarType.Bool);
            scores = scores.masked_fill(later, Scalars.Of(double.NegativeInfinity));
        }

        var pattern = At(HookSite.AttentionPattern, layer, At(HookSite.AttentionScores, layer, scores).softmax(-1));
        var mixed = At(
            HookSite.MixedValue,
            layer,
            stack(
                Enumerable
                    .Range(0, heads)
                    .Select(head => pattern.select(1, head).matmul(value.select(2, head * groups / heads))),
                2
            )
        );
        var outputs = At(
            HookSite.HeadOutput,
            layer,
            stack(
                Enumerable
                    .Range(0, heads)
                    .Select(head => mixed.select(2, head).matmul(w.W_O[(head * width)..((head + 1) * width)])),
                2
            )
        );
        return At(HookSite.AttentionOutput, layer, Add(outputs.sum(dim: 2), Only(_a.Attention.OutputBias, w.b_O)));

        Tensor Project(Tensor input, int first, int count) =>
            stack(
                Enumerable
                    .Range(0, count)
                    .Select(head =>
                    {
                        var own = normChanged ? norm : Norm(input.select(2, head), w.Norm1Scale, w.Norm1Bias, null);
                        var from = (first + head) * width;
                        var bias = Only(_a.Attention.QueryKeyValueBias, w.b_QKV)?[from..(from + width)];
                        return Add(own.matmul(w.W_QKV[.., from..(from + width)]), bias);
                    }),
                2
            );
    }

    /// <summary>Turns each pair (i, i + width / 2) as a complex number by its position's angle, [1, position, head, d_head].</summary>
    private Tensor Rotate(Tensor x)
    {
        var half = _a.Positions.Rotary!.Width / 2;
        var turned = x.clone();
        for (var position = 0; position < x.size(1); position++)
        {
            for (var i = 0; i < half; i++)
            {
                var angle = position * Frequency(_a.Positions.Rotary, i);
                var (sine, cosine) = (Math.Sin(angle), Math.Cos(angle));
                var (left, right) = (x[0, position, .., i], x[0, position, .., i + half]);
                turned[0, position, .., i] = Ops.Scale(left, cosine) - Ops.Scale(right, sine);
                turned[0, position, .., i + half] = Ops.Add(Ops.Scale(left, sine), Ops.Scale(right, cosine));
            }
        }

        return turned;
    }

    // Radians for each position of the pair i.
    private static double Frequency(RotaryEmbedding rotary, int i)
    {
        var frequency = Math.Pow(rotary.Base, -2.0 * i / rotary.Width) / rotary.LinearFactor;
        if (rotary.Llama3Scaling is not { } parts)
        {
            return frequency;
        }

        var turns = parts.OriginalContext * frequency / (2 * Math.PI);
        var share = (turns - parts.LowFrequencyFactor) / (parts.HighFrequencyFactor - parts.LowFrequencyFactor);
        return share <= 0 ? frequency / parts.Factor
            : share >= 1 ? frequency
            : (1 - share) * frequency / parts.Factor + share * frequency;
    }

    private Tensor Norm(Tensor x, Tensor? scale, Tensor? bias, (HookSite Scale, HookSite Normalized, int Layer)? places)
    {
        if (_a.Norm.Kind == Normalization.None)
        {
            return x;
        }

        var centred = _a.Norm.Centres ? x - x.mean([-1], keepdim: true) : x;
        var size = Ops.Add(centred.pow(Scalars.Of(2)).mean([-1], keepdim: true), _a.Norm.Epsilon).sqrt();
        size = places is { } p ? At(p.Scale, p.Layer, size) : size;
        var quotient = centred / size;
        // TransformerLens's root mean square norm shows the quotient, its LayerNorm the output.
        if (!_a.Norm.Centres)
        {
            quotient = places is { } q ? At(q.Normalized, q.Layer, quotient) : quotient;
        }

        var output = Add(_a.Norm.HasScale ? quotient * scale! : quotient, Only(_a.Norm.HasBias, bias));
        return _a.Norm.Centres && places is { } o ? At(o.Normalized, o.Layer, output) : output;
    }

    private Tensor Activate(Tensor x) =>
        _a.Mlp!.Nonlinearity switch
        {
            Nonlinearity.Silu => x / Ops.Add((-x).exp(), 1),
            Nonlinearity.Gelu => Ops.Divide(x * Ops.Add(Ops.Divide(x, Math.Sqrt(2)).erf(), 1), 2),
            Nonlinearity.GeluTanh => Ops.Divide(
                x
                    * Ops.Add(
                        Ops.Scale(Ops.Add(x, Ops.Scale(x.pow(Scalars.Of(3)), 0.044715)), Math.Sqrt(2 / Math.PI)).tanh(),
                        1
                    ),
                2
            ),
            _ => x.clamp(min: Scalars.Zero),
        };

    private Tensor At(HookSite site, int layer, Tensor value)
    {
        value = change is null ? value : change(site, layer, value);
        Seen[(site, layer)] = value;
        return value;
    }

    private static Tensor Add(Tensor x, Tensor? bias) => bias is null ? x : Ops.Add(x, bias);

    private static Tensor? Only(bool present, Tensor? bias) => present ? bias! : null;
}
