namespace Circuitry.Conformance.Tokenizers;

/// <summary>A model of GPT-2's vocabulary, small enough to draw at random.</summary>
[Transformer(Layers = 1, Heads = 2, ModelWidth = 8, Context = 16, Vocabulary = 50257)]
public sealed partial class SmallReader;

/// <summary>An experiment whose prompts are texts.</summary>
[Experiment]
[Model<SmallReader>]
[Dataset<GreaterThan>(Size = 8, Seed = 0)]
[Corruption(Ablation.Interchange)]
[Metric<ProbabilityDifference>]
[Granularity(Granularity.Edge)]
public sealed partial class YearsOfSmallReader;

/// <summary>From a model's folder with its tokenizer to a measurement.</summary>
public sealed class TextExperimentTests
{
    [SkippableFact]
    public void An_experiment_on_texts_is_loaded_from_a_folder_with_a_tokenizer()
    {
        using var folder = new ModelFolder("vocab.bpe", "encoder.json");

        using var experiment = YearsOfSmallReader.Load(folder.Path);

        var tokenizer = RealTokenizers.Of("gpt2");
        var logits = experiment.Logits(EdgeSet.All(experiment.Graph));
        var expected = experiment.Prompts.Pairs.Select(
            (pair, i) =>
            {
                using var scope = TorchSharp.torch.NewDisposeScope();
                var probabilities = logits[i, 0].softmax(-1).to(TorchSharp.torch.float64).data<double>().ToArray();
                var year = int.Parse(
                    tokenizer.TokenText(pair.Clean[7]),
                    System.Globalization.CultureInfo.InvariantCulture
                );
                return Enumerable
                    .Range(0, 100)
                    .Sum(two => (two > year ? 1 : -1) * probabilities[tokenizer.SingleToken($"{two:00}")]);
            }
        );
        Assert.Equal(8, experiment.Prompts.Count);
        Assert.All(
            expected.Zip(experiment.MeasureEach(EdgeSet.All(experiment.Graph))),
            values => Assert.Equal(values.First, values.Second, 1e-7)
        );
        logits.Dispose();
    }

    [SkippableFact]
    public void A_folder_without_a_tokenizer_is_refused_before_weights_are_read()
    {
        using var folder = new ModelFolder();

        Assert.Throws<TokenizerException>(() => YearsOfSmallReader.Load(folder.Path));
    }

    [SkippableFact]
    public void A_model_at_hand_needs_prompts_or_the_place_of_its_tokenizer()
    {
        using var folder = new ModelFolder("vocab.bpe", "encoder.json");
        using var model = SmallReader.From(TransformerWeights.Random(SmallReader.Declared, seed: 0));

        Assert.Throws<PromptException>(() => YearsOfSmallReader.From(model));
        using var experiment = YearsOfSmallReader.From(model, YearsOfSmallReader.MakePrompts(folder.Path));
        Assert.Equal(8, experiment.Prompts.Count);
    }

    private sealed class ModelFolder : IDisposable
    {
        public ModelFolder(params string[] tokenizerFiles)
        {
            foreach (var file in tokenizerFiles)
            {
                File.Copy(SharedFolder.PathOf("tokenizers", "gpt2", file), System.IO.Path.Combine(Path, file));
            }

            using var weights = TransformerWeights.Random(SmallReader.Declared, seed: 0);
            weights.Save(System.IO.Path.Combine(Path, "model.safetensors"));
        }

        public string Path { get; } = Directory.CreateTempSubdirectory("circuitry-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
