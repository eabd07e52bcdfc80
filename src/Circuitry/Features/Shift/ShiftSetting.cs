using static TorchSharp.torch;

namespace Circuitry.Features.Shift;

/// <summary>A model, texts and a probe, with the operations that SHIFT and its baselines consist of. Owns its tensors.</summary>
internal sealed class ShiftSetting : IDisposable
{
    private readonly Tensor _ambiguous;
    private readonly Tensor _test;

    public ShiftSetting(TransformerModel model, BiasedData data, ShiftOptions options)
    {
        data.Check();
        options.Check();
        if (options.Block < 0 || options.Block >= model.Architecture.Layers)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"the probe is to read the stream behind block {options.Block}; {model} has the blocks 0 to {model.Architecture.Layers - 1}"
                ),
                nameof(options)
            );
        }

        (Model, Data, Options) = (model, data, options);
        _ambiguous = Pooled(data.Ambiguous, null);
        _test = Pooled(data.Test, null);
        Original = Train(_ambiguous, data.Ambiguous);
    }

    public TransformerModel Model { get; }

    public BiasedData Data { get; }

    public ShiftOptions Options { get; }

    /// <summary>The probe that was trained on ambiguous texts.</summary>
    public Probe Original { get; }

    /// <summary>The original probe on the model as it is.</summary>
    public ProbeScore OriginalScore() => Score(Original, _test, Data.Test);

    /// <summary>Effects on a probe: with the intended or the unintended labels, on some of the texts.</summary>
    public UnitScores Effects(
        FeatureDictionaries dictionaries,
        IReadOnlyList<LabelledPrompt> texts,
        Func<LabelledPrompt, int> label,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        var task = new ProbeTask(
            Model,
            dictionaries,
            Some(texts, label).Select(prompt => (prompt.Tokens, label(prompt))),
            Original,
            Options.Block
        );
        return new FeatureIntegratedGradients(task, Options.Rule).Run(progress, cancellation);
    }

    /// <summary>The original probe on a model without features.</summary>
    public ProbeScore Ablated(FeatureRemoval removal)
    {
        using var pooled = Pooled(Data.Test, removal.Apply);
        return Score(Original, pooled, Data.Test);
    }

    /// <summary>A probe trained on ambiguous texts, on a model without features.</summary>
    public ProbeScore Retrained(FeatureRemoval removal)
    {
        using var inputs = Pooled(Data.Ambiguous, removal.Apply);
        using var test = Pooled(Data.Test, removal.Apply);
        return TrainedOn(inputs, Data.Ambiguous, test, Data.Test);
    }

    /// <summary>A probe trained on some texts and scored on others.</summary>
    public ProbeScore TrainedOn(
        Tensor inputs,
        IReadOnlyList<LabelledPrompt> prompts,
        Tensor testInputs,
        IReadOnlyList<LabelledPrompt> test
    )
    {
        using var probe = Train(inputs, prompts);
        return Score(probe, testInputs, test);
    }

    /// <summary>Inputs of probes, [text, d_model]; the caller's.</summary>
    public Tensor Pooled(IEnumerable<LabelledPrompt> prompts, Action<Tap>? patch) =>
        PooledActivations.Of(Model, [.. prompts.Select(prompt => prompt.Tokens)], Options.Block, patch);

    public void Dispose()
    {
        Original.Dispose();
        _ambiguous.Dispose();
        _test.Dispose();
    }

    /// <summary>As many texts as effects are estimated on, as many of each label.</summary>
    private IEnumerable<LabelledPrompt> Some(IReadOnlyList<LabelledPrompt> texts, Func<LabelledPrompt, int> label) =>
        texts
            .Where(text => label(text) == 0)
            .Take(Options.Texts / 2)
            .Concat(texts.Where(text => label(text) == 1).Take(Options.Texts - Options.Texts / 2));

    private Probe Train(Tensor inputs, IReadOnlyList<LabelledPrompt> prompts) =>
        Probe.Train(inputs, [.. prompts.Select(prompt => prompt.Label)], Options.Seed, Options.Probe);

    private static ProbeScore Score(Probe probe, Tensor inputs, IReadOnlyList<LabelledPrompt> prompts) =>
        ProbeScore.Of(prompts, probe.Classify(inputs));
}
