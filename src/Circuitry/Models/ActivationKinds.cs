namespace Circuitry.Activations;

/// <summary>Marks the kind of an activation in its type, so that a query cannot be mistaken for an attention output.</summary>
public interface IActivationKind
{
    /// <summary>The axes of a value, outermost first.</summary>
    static abstract IReadOnlyList<Axis> Axes { get; }
}

/// <summary>Marks an activation that each head has separately; <see cref="PerHead{TKind}"/> holds those of a whole layer.</summary>
public interface IHeadActivationKind : IActivationKind
{
    /// <summary>Index of the head axis in the layer's value.</summary>
    static abstract int HeadAxis { get; }
}

/// <summary>The values of all heads of a layer, with the head axis that a single head's value lacks.</summary>
public sealed class PerHead<TKind> : IActivationKind
    where TKind : IHeadActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } =
    [.. TKind.Axes.Take(TKind.HeadAxis), Axis.Head, .. TKind.Axes.Skip(TKind.HeadAxis)];
}

/// <summary>The values of all key and value heads of a layer in which several query heads share one.</summary>
public sealed class PerKeyValueHead<TKind> : IActivationKind
    where TKind : IHeadActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } =
    [.. TKind.Axes.Take(TKind.HeadAxis), Axis.KeyValueHead, .. TKind.Axes.Skip(TKind.HeadAxis)];
}

/// <summary>The embedding of the tokens, [batch, position, d_model].</summary>
public sealed class TokenEmbedding : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.ModelWidth];
}

/// <summary>The embedding of the positions, [batch, position, d_model].</summary>
public sealed class PositionalEmbedding : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.ModelWidth];
}

/// <summary>The residual stream, [batch, position, d_model].</summary>
public sealed class Residual : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.ModelWidth];
}

/// <summary>The copy of the residual stream that one head reads, before the norm, [batch, position, d_model].</summary>
public sealed class HeadInput : IHeadActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.ModelWidth];

    /// <inheritdoc/>
    public static int HeadAxis => 2;
}

/// <summary>The divisor of a norm, [batch, position, 1].</summary>
public sealed class NormScale : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.One];
}

/// <summary>The stream divided by its root mean square, before the norm's own scale, [batch, position, d_model].</summary>
public sealed class Normalized : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.ModelWidth];
}

/// <summary>The output of a norm, with its scale and bias where it has any, [batch, position, d_model].</summary>
public sealed class NormOutput : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.ModelWidth];
}

/// <summary>A query before rotation, [batch, position, d_head].</summary>
public sealed class Query : IHeadActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.HeadWidth];

    /// <inheritdoc/>
    public static int HeadAxis => 2;
}

/// <summary>A key before rotation, [batch, position, d_head].</summary>
public sealed class Key : IHeadActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.HeadWidth];

    /// <inheritdoc/>
    public static int HeadAxis => 2;
}

/// <summary>A value vector, [batch, position, d_head].</summary>
public sealed class Value : IHeadActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.HeadWidth];

    /// <inheritdoc/>
    public static int HeadAxis => 2;
}

/// <summary>A query after rotation, [batch, position, d_head].</summary>
public sealed class RotatedQuery : IHeadActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.HeadWidth];

    /// <inheritdoc/>
    public static int HeadAxis => 2;
}

/// <summary>A key after rotation, [batch, position, d_head].</summary>
public sealed class RotatedKey : IHeadActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.HeadWidth];

    /// <inheritdoc/>
    public static int HeadAxis => 2;
}

/// <summary>Attention scores after scaling and masking (-infinity where masked), [batch, query_position, key_position].</summary>
public sealed class AttentionScores : IHeadActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.QueryPosition, Axis.KeyPosition];

    /// <inheritdoc/>
    public static int HeadAxis => 1;
}

/// <summary>Attention probabilities, [batch, query_position, key_position]; a row that may attend to nothing is zero.</summary>
public sealed class AttentionPattern : IHeadActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.QueryPosition, Axis.KeyPosition];

    /// <inheritdoc/>
    public static int HeadAxis => 1;
}

/// <summary>Values mixed by the attention pattern, before W_O, [batch, position, d_head].</summary>
public sealed class MixedValue : IHeadActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.HeadWidth];

    /// <inheritdoc/>
    public static int HeadAxis => 2;
}

/// <summary>The output of one head to the residual stream, without b_O, [batch, position, d_model].</summary>
public sealed class HeadOutput : IHeadActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.ModelWidth];

    /// <inheritdoc/>
    public static int HeadAxis => 2;
}

/// <summary>The output of attention to the residual stream, with b_O, [batch, position, d_model].</summary>
public sealed class AttentionOutput : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.ModelWidth];
}

/// <summary>The output of attention, with b_O, in front of the norm behind it, [batch, position, d_model].</summary>
public sealed class AttentionBranch : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.ModelWidth];
}

/// <summary>The output of an MLP, with b_out, in front of the norm behind it, [batch, position, d_model].</summary>
public sealed class MlpBranch : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.ModelWidth];
}

/// <summary>Neurons before the nonlinearity (of a gated MLP: the gate), [batch, position, d_mlp].</summary>
public sealed class MlpPre : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.MlpWidth];
}

/// <summary>The linear path of a gated MLP, without its bias, [batch, position, d_mlp].</summary>
public sealed class MlpPreLinear : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.MlpWidth];
}

/// <summary>Neurons after the nonlinearity, [batch, position, d_mlp].</summary>
public sealed class MlpPost : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.MlpWidth];
}

/// <summary>The output of an MLP to the residual stream, with b_out, [batch, position, d_model].</summary>
public sealed class MlpOutput : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.ModelWidth];
}

/// <summary>The final norm's output that the unembedding reads, [batch, position, d_model].</summary>
public sealed class UnembedInput : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.ModelWidth];
}

/// <summary>The logits, [batch, position, d_vocab_out].</summary>
public sealed class Logits : IActivationKind
{
    /// <inheritdoc/>
    public static IReadOnlyList<Axis> Axes { get; } = [Axis.Batch, Axis.Position, Axis.OutputVocabulary];
}
