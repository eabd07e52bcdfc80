using System.Globalization;

namespace Circuitry.Features.Shift;

/// <summary>Scores features by how they move a probe towards the labels of texts; zero replaces a removed feature.</summary>
internal sealed class ProbeTask : FeatureTask
{
    private const int BatchSize = 32;

    private readonly (IReadOnlyList<int> Tokens, int Label)[] _prompts;
    private readonly Probe _probe;
    private readonly int _block;

    /// <summary>Binds texts and a probe, which stays the caller's.</summary>
    /// <param name="model">The model.</param>
    /// <param name="dictionaries">The dictionaries.</param>
    /// <param name="prompts">The texts, each with the label that the probe should predict.</param>
    /// <param name="probe">The probe.</param>
    /// <param name="block">The block behind which the probe reads the stream.</param>
    /// <exception cref="DictionaryException">A dictionary does not fit the model, or none is upstream of the probe.</exception>
    /// <exception cref="PromptException">There are no texts, or a label is not 0 or 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The model has no such block.</exception>
    public ProbeTask(
        TransformerModel model,
        FeatureDictionaries dictionaries,
        IEnumerable<(IReadOnlyList<int> Tokens, int Label)> prompts,
        Probe probe,
        int block
    )
        : base(model, dictionaries, Ablation.Zero, splitPositions: false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(block);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(block, model.Architecture.Layers);
        (_prompts, _probe, _block) = ([.. prompts], probe, block);
        if (_prompts.Length == 0)
        {
            throw new PromptException("there are no texts; a probe is judged on at least one");
        }

        if (_prompts.Any(prompt => prompt.Label is not (0 or 1)))
        {
            throw new PromptException(
                FormattableString.Invariant(
                    $"a text has the label {_prompts.First(prompt => prompt.Label is not (0 or 1)).Label}; labels are 0 or 1"
                )
            );
        }
    }

    /// <inheritdoc/>
    public override int Prompts => _prompts.Length;

    /// <inheritdoc/>
    public override int Length => _prompts.Max(prompt => prompt.Tokens.Count);

    /// <inheritdoc/>
    public override int Blocks => _block + 1;

    /// <inheritdoc/>
    public override Metric Metric { get; } = new ProbeMargin();

    /// <inheritdoc/>
    public override int Batches => (_prompts.Length + BatchSize - 1) / BatchSize;

    /// <inheritdoc/>
    public override FeatureBatch Batch(int index) =>
        new ProbeBatch(Model, [.. _prompts.Skip(index * BatchSize).Take(BatchSize)], _probe, _block);

    /// <inheritdoc/>
    public override string DataHash =>
        TextHash.Of(
            WeightsHash.Of([_probe.Weight, _probe.Bias])
                + string.Concat(
                    _prompts.Select(prompt =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"\n{prompt.Label}: {string.Join(' ', prompt.Tokens)}"
                        )
                    )
                )
        );
}
