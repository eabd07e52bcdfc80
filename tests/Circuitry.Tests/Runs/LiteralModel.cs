using System.Globalization;
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
        var embedded = Ops.Scale(stack(tokens.Select(token => weights.W_E[token])).unsqueeze(0), _a.Embedding.Scale);
        if (_a.Embedding.Norm)
        {
            embedded = Norm(embedded, weights.EmbeddingNormScale, weights.EmbeddingNormBias, null);
        }

        var residual = At(HookSite.TokenEmbedding, -1, embedded);
        if (_a.Positions.Kind == PositionEmbedding.Learned)
        {
            var positions = At(HookSite.PositionalEmbedding, -1, weights.W_pos![..length].unsqueeze(0));
            residual = Ops.Add(residual, positions);
        }

        for (var layer = 0; layer < _a.Layers; layer++)
        {
            residual = Block(layer, residual);
        }

        var read = _a.Norm.Final
            ? Norm(
                residual,
                weights.FinalNormScale,
                weights.FinalNormBias,
                (HookSite.FinalNormScale, HookSite.FinalNormNormalized, -1)
            )
            : residual;
        var logits = At(HookSite.UnembedInput, -1, read).matmul(weights.W_U);
        logits = Ops.Scale(Add(logits, Only(_a.Logits.Bias, weights.b_U)), _a.Logits.Scale);
        return At(HookSite.Logits, -1, Capped(logits, _a.Logits.Cap));
    }

    private Tensor Block(int layer, Tensor residual)
    {
        var w = weights.Layers[layer];
        residual = At(HookSite.ResidualPre, layer, residual);
        var attention = Attention(layer, w, residual);
        var middle = Joined(layer, residual, attention, w, 1);
        if (_a.AttentionOnly)
        {
            return At(HookSite.ResidualPost, layer, middle);
        }

        var reads = _a.Block.Parallel ? residual : At(HookSite.ResidualMid, layer, middle);
        var input = At(HookSite.MlpInput, layer, reads);
        var normalized = Before
            ? Norm(input, w.Norm2Scale, w.Norm2Bias, (HookSite.Norm2Scale, HookSite.Norm2Normalized, layer))
            : input;
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
        mlp = Ops.Scale(mlp, _a.Block.BranchScale);
        if (_a.Norm.Place is NormPlace.After or NormPlace.BeforeAndAfter)
        {
            mlp = Norm(
                At(HookSite.MlpBranch, layer, mlp),
                w.PostNorm2Scale,
                w.PostNorm2Bias,
                (HookSite.PostNorm2Scale, HookSite.PostNorm2Normalized, layer)
            );
        }

        var before = _a.Block.Parallel ? middle : reads;
        return At(HookSite.ResidualPost, layer, Joined(layer, before, At(HookSite.MlpOutput, layer, mlp), w, 2));
    }

    private bool Before =>
        _a.Norm.Kind != Normalization.None && _a.Norm.Place is NormPlace.Before or NormPlace.BeforeAndAfter;

    /// <summary>The stream behind attention (1) or the MLP (2).</summary>
    private Tensor Joined(int layer, Tensor stream, Tensor branch, LayerWeights w, int part)
    {
        if (_a.Norm.NormedResidual)
        {
            stream =
                part == 1
                    ? Norm(stream, w.Norm1Scale, w.Norm1Bias, null)
                    : Norm(stream, w.Norm2Scale, w.Norm2Bias, null);
        }

        var sum = Ops.Add(stream, branch);
        if (_a.Norm.Place != NormPlace.AfterAddition)
        {
            return sum;
        }

        return part == 1
            ? Norm(
                sum,
                w.PostNorm1Scale,
                w.PostNorm1Bias,
                (HookSite.PostNorm1Scale, HookSite.PostNorm1Normalized, layer)
            )
            : Norm(
                sum,
                w.PostNorm2Scale,
                w.PostNorm2Bias,
                (HookSite.PostNorm2Scale, HookSite.PostNorm2Normalized, layer)
            );
    }

    private static Tensor Capped(Tensor x, double cap) => cap == 0 ? x : Ops.Scale(Ops.Divide(x, cap).tanh(), cap);

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
        var norm = Before
            ? Norm(residual, w.Norm1Scale, w.Norm1Bias, (HookSite.Norm1Scale, HookSite.Norm1Normalized, layer))
            : residual;
        var normChanged =
            change is not null && Before && !norm.allclose(Norm(residual, w.Norm1Scale, w.Norm1Bias, null));

        var headNorm = _a.Attention.QueryKeyNorm;
        var query = At(
            HookSite.Query,
            layer,
            headNorm is { Whole: true }
                ? WholeNormed(queryInput, 0, heads, w.QueryNormScale, w.QueryNormBias)
                : Project(queryInput, 0, heads)
        );
        var key = At(
            HookSite.Key,
            layer,
            headNorm is { Whole: true }
                ? WholeNormed(keyInput, heads, groups, w.KeyNormScale, w.KeyNormBias)
                : Project(keyInput, heads, groups)
        );
        var value = At(HookSite.Value, layer, Project(valueInput, heads + groups, groups));
        if (headNorm is { Whole: false })
        {
            query = EachNormed(query, w.QueryNormScale, w.QueryNormBias);
            key = EachNormed(key, w.KeyNormScale, w.KeyNormBias);
        }

        if (_a.Positions.Rotary is { } rotary)
        {
            query = At(HookSite.RotatedQuery, layer, Rotate(layer, rotary, query));
            key = At(HookSite.RotatedKey, layer, Rotate(layer, rotary, key));
        }

        // [1, head, query_position, key_position]
        var scores = stack(
            Enumerable
                .Range(0, heads)
                .Select(head =>
                    Scores(
                        query.select(2, head).matmul(key.select(2, head * groups / heads).transpose(1, 2)),
                        layer,
                        head
                    )
                ),
            1
        );
        if (_a.Attention.Causal)
        {
            var later = ones(length, length).triu(1).to(ScalarType.Bool);
            scores = scores.masked_fill(later, Scalars.Of(double.NegativeInfinity));
        }

        if (_a.Attention.Window > 0 && Contains(_a.Attention.WindowLayers, layer))
        {
            var far = ones(length, length).tril(-_a.Attention.Window).to(ScalarType.Bool);
            scores = scores.masked_fill(far, Scalars.Of(double.NegativeInfinity));
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
                    .Select(head =>
                        Ops.Scale(
                            mixed.select(2, head).matmul(w.W_O[(head * width)..((head + 1) * width)]),
                            _a.Block.BranchScale
                        )
                    ),
                2
            )
        );
        var sum = Add(outputs.sum(dim: 2), Only(_a.Attention.OutputBias, w.b_O, _a.Block.BranchScale));
        if (_a.Norm.Place is NormPlace.After or NormPlace.BeforeAndAfter)
        {
            sum = Norm(
                At(HookSite.AttentionBranch, layer, sum),
                w.PostNorm1Scale,
                w.PostNorm1Bias,
                (HookSite.PostNorm1Scale, HookSite.PostNorm1Normalized, layer)
            );
        }

        return At(HookSite.AttentionOutput, layer, sum);

        // Each head's input projected by all heads, and of the norm of that the head's own part.
        Tensor WholeNormed(Tensor input, int first, int count, Tensor? scale, Tensor? bias) =>
            stack(
                Enumerable
                    .Range(0, count)
                    .Select(head =>
                    {
                        var own = input.select(2, head).unsqueeze(2).expand(-1, -1, count, -1);
                        var normed = HeadsNorm(Project(own, first, count).flatten(2), scale, bias);
                        return normed[.., .., (head * width)..((head + 1) * width)];
                    }),
                2
            );

        Tensor EachNormed(Tensor x, Tensor? scale, Tensor? bias) =>
            stack(
                Enumerable
                    .Range(0, (int)x.size(2))
                    .Select(head =>
                        HeadsNorm(
                            x.select(2, head),
                            scale?[(head * width)..((head + 1) * width)],
                            bias?[(head * width)..((head + 1) * width)]
                        )
                    ),
                2
            );

        Tensor Project(Tensor input, int first, int count) =>
            stack(
                Enumerable
                    .Range(0, count)
                    .Select(head =>
                    {
                        var own =
                            normChanged ? norm
                            : Before ? Norm(input.select(2, head), w.Norm1Scale, w.Norm1Bias, null)
                            : input.select(2, head);
                        var from = (first + head) * width;
                        var bias = Only(_a.Attention.QueryKeyValueBias, w.b_QKV)?[from..(from + width)];
                        var projected = Add(own.matmul(w.W_QKV[.., from..(from + width)]), bias);
                        var clip = _a.Attention.QueryKeyValueClip;
                        return clip == 0 ? projected : projected.clamp(Scalars.Of(-clip), Scalars.Of(clip));
                    }),
                2
            );
    }

    /// <summary>The scores of a head in front of the mask, [1, query_position, key_position].</summary>
    private Tensor Scores(Tensor products, int layer, int head)
    {
        var scale = _a.Attention.Scale * (_a.Attention.ScaleByInverseLayer ? layer + 1 : 1);
        var scores = Ops.Divide(products, scale);
        if (_a.Positions.Kind == PositionEmbedding.Alibi)
        {
            scores = scores.clone();
            for (var key = 0; key < scores.size(2); key++)
            {
                var bias = Alibi(head, key) / (_a.Positions.AlibiScaled ? scale : 1);
                scores[.., .., key] = Ops.Add(scores[.., .., key], bias);
            }
        }

        return Capped(scores, _a.Attention.ScoreCap);
    }

    // Of 2, 4, 8 ... heads, or between them as many more from the slopes of twice as many.
    private double Alibi(int head, int key)
    {
        var power = (int)Math.Pow(2, Math.Floor(Math.Log2(_a.Heads)));
        var exponent = head < power ? -8.0 * (head + 1) / power : -8.0 * (2 * (head - power) + 1) / (2 * power);
        var slope = Math.Pow(2, exponent);
        return _a.Positions.AlibiRounded ? Rounded(Rounded(slope) * key) : slope * key;

        static double Rounded(double x) => tensor(x).to(ScalarType.BFloat16).to(ScalarType.Float64).item<double>();
    }

    private static bool Contains(string layers, int layer) => layers == "all" || layers.Split(',').Contains($"{layer}");

    private Tensor HeadsNorm(Tensor x, Tensor? scale, Tensor? bias)
    {
        var kind = _a.Attention.QueryKeyNorm!.Kind;
        var centred = kind is Normalization.LayerNorm or Normalization.LayerNormScale or Normalization.LayerNormPre
            ? x - x.mean([-1], keepdim: true)
            : x;
        var normed = centred / Ops.Add(centred.pow(Scalars.Of(2)).mean([-1], keepdim: true), _a.Norm.Epsilon).sqrt();
        normed = scale is null ? normed : normed * scale;
        return Add(normed, bias);
    }

    /// <summary>Turns each pair as a complex number by its position's angle, [1, position, head, d_head].</summary>
    private Tensor Rotate(int layer, RotaryEmbedding rotary, Tensor x)
    {
        if (!Contains(rotary.Layers, layer))
        {
            return x;
        }

        var local = rotary.LocalBase > 0 && _a.Attention.Window > 0 && Contains(_a.Attention.WindowLayers, layer);
        var half = rotary.Width / 2;
        var length = (int)x.size(1);
        var turned = x.clone();
        var factor = local ? 1 : rotary.Yarn?.AttentionFactor ?? rotary.Long?.AttentionFactor ?? 1;
        for (var position = 0; position < length; position++)
        {
            for (var i = 0; i < half; i++)
            {
                var (one, other) = rotary.AdjacentPairs ? (2 * i, 2 * i + 1) : (i, i + half);
                var frequency = local
                    ? Math.Pow(rotary.LocalBase, -2.0 * i / rotary.Width)
                    : Frequency(rotary, i, length);
                var angle = position * frequency;
                var (sine, cosine) = (factor * Math.Sin(angle), factor * Math.Cos(angle));
                var (left, right) = (x[0, position, .., one], x[0, position, .., other]);
                turned[0, position, .., one] = Ops.Scale(left, cosine) - Ops.Scale(right, sine);
                turned[0, position, .., other] = Ops.Add(Ops.Scale(left, sine), Ops.Scale(right, cosine));
            }
        }

        return turned;
    }

    // Radians for each position of the pair i in a prompt of some length.
    private double Frequency(RotaryEmbedding rotary, int i, int length)
    {
        var theta = rotary.Base;
        if (rotary.DynamicFactor > 0 && length > _a.Context)
        {
            var stretch = rotary.DynamicFactor * length / _a.Context - rotary.DynamicFactor + 1;
            theta *= Math.Pow(stretch, (double)rotary.Width / (rotary.Width - 2));
        }

        var frequency = Math.Pow(theta, -2.0 * i / rotary.Width) / rotary.LinearFactor;
        if (rotary.Long is { } lengths)
        {
            var divisors = length > lengths.OriginalContext ? lengths.LongFactors : lengths.ShortFactors;
            return frequency / double.Parse(divisors.Split(',')[i], CultureInfo.InvariantCulture);
        }

        if (rotary.Yarn is { } yarn)
        {
            var (first, last) = (Pair(yarn.BetaFast), Pair(yarn.BetaSlow));
            var slow = Math.Clamp((i - first) / (last - first), 0, 1);
            return frequency * (1 - slow + slow / yarn.Factor);

            // The pair that makes so many turns within the original context.
            double Pair(double turns)
            {
                var pair =
                    rotary.Width * Math.Log(yarn.OriginalContext / (turns * 2 * Math.PI)) / (2 * Math.Log(rotary.Base));
                pair =
                    !yarn.Truncate ? pair
                    : turns == yarn.BetaFast ? Math.Floor(pair)
                    : Math.Ceiling(pair);
                return Math.Clamp(pair, 0, rotary.Width - 1);
            }
        }

        if (rotary.Llama3Scaling is not { } parts)
        {
            return frequency;
        }

        var often = parts.OriginalContext * frequency / (2 * Math.PI);
        var share = (often - parts.LowFrequencyFactor) / (parts.HighFrequencyFactor - parts.LowFrequencyFactor);
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
            Nonlinearity.GeluTanhRounded => Ops.Divide(
                x * Ops.Add(Ops.Scale(Ops.Add(x, Ops.Scale(x * x * x, 0.044715)), 0.79788456).tanh(), 1),
                2
            ),
            Nonlinearity.QuickGelu => x / Ops.Add(Ops.Scale(x, -1.702).exp(), 1),
            Nonlinearity.ReluSquared => x.clamp(min: Scalars.Zero).pow(Scalars.Of(2)),
            Nonlinearity.Tanh => Ops.Divide(x.exp() - (-x).exp(), 1) / Ops.Add(x.exp(), (-x).exp()),
            Nonlinearity.Sigmoid => Ops.Add((-x).exp(), 1).reciprocal(),
            Nonlinearity.Identity => x,
            _ => x.clamp(min: Scalars.Zero),
        };

    private Tensor At(HookSite site, int layer, Tensor value)
    {
        value = change is null ? value : change(site, layer, value);
        Seen[(site, layer)] = value;
        return value;
    }

    private static Tensor Add(Tensor x, Tensor? bias) => bias is null ? x : Ops.Add(x, bias);

    private static Tensor? Only(bool present, Tensor? bias, double scale = 1) =>
        present ? Ops.Scale(bias!, scale) : null;
}
