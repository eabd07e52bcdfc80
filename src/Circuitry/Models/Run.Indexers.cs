namespace Circuitry;

// C# has no generic indexer, so that run[point] is written out for each kind; all of them are Read.
public sealed partial class Run
{
    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<TokenEmbedding> this[HookPoint<TokenEmbedding> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PositionalEmbedding> this[HookPoint<PositionalEmbedding> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<Residual> this[HookPoint<Residual> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<HeadInput> this[HookPoint<HeadInput> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerHead<HeadInput>> this[HookPoint<PerHead<HeadInput>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerKeyValueHead<HeadInput>> this[HookPoint<PerKeyValueHead<HeadInput>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<NormScale> this[HookPoint<NormScale> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<Normalized> this[HookPoint<Normalized> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<NormOutput> this[HookPoint<NormOutput> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<Query> this[HookPoint<Query> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerHead<Query>> this[HookPoint<PerHead<Query>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<Key> this[HookPoint<Key> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerHead<Key>> this[HookPoint<PerHead<Key>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerKeyValueHead<Key>> this[HookPoint<PerKeyValueHead<Key>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<Value> this[HookPoint<Value> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerHead<Value>> this[HookPoint<PerHead<Value>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerKeyValueHead<Value>> this[HookPoint<PerKeyValueHead<Value>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<RotatedQuery> this[HookPoint<RotatedQuery> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerHead<RotatedQuery>> this[HookPoint<PerHead<RotatedQuery>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<RotatedKey> this[HookPoint<RotatedKey> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerHead<RotatedKey>> this[HookPoint<PerHead<RotatedKey>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerKeyValueHead<RotatedKey>> this[HookPoint<PerKeyValueHead<RotatedKey>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<AttentionScores> this[HookPoint<AttentionScores> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerHead<AttentionScores>> this[HookPoint<PerHead<AttentionScores>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<AttentionPattern> this[HookPoint<AttentionPattern> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerHead<AttentionPattern>> this[HookPoint<PerHead<AttentionPattern>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<MixedValue> this[HookPoint<MixedValue> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerHead<MixedValue>> this[HookPoint<PerHead<MixedValue>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<HeadOutput> this[HookPoint<HeadOutput> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<PerHead<HeadOutput>> this[HookPoint<PerHead<HeadOutput>> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<AttentionOutput> this[HookPoint<AttentionOutput> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<AttentionBranch> this[HookPoint<AttentionBranch> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<MlpBranch> this[HookPoint<MlpBranch> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<MlpPre> this[HookPoint<MlpPre> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<MlpPreLinear> this[HookPoint<MlpPreLinear> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<MlpPost> this[HookPoint<MlpPost> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<MlpOutput> this[HookPoint<MlpOutput> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<UnembedInput> this[HookPoint<UnembedInput> point] => Read(point);

    /// <inheritdoc cref="Read{TKind}"/>
    public Activation<Logits> this[HookPoint<Logits> point] => Read(point);
}
