using System.ComponentModel;
using static TorchSharp.torch;

namespace Circuitry.Registry;

/// <summary>Parts of entries that emitted code names by the class that has them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class EntryParts
{
    /// <summary>The weights that a model makes.</summary>
    public static TransformerWeights WeightsOf<T>(Device device)
        where T : IMadeWeights => T.MakeWeights(device);

    /// <summary>The circuit that is known.</summary>
    public static UnitSet CircuitOf<T>(Units units)
        where T : IKnownCircuit => T.Circuit(units);

    /// <summary>The texts of an experiment.</summary>
    public static IEnumerable<CorpusText> TextsOf<T>(TextTokenizer tokenizer, int seed)
        where T : ICorpus => T.Texts(tokenizer, seed);

    /// <summary>The batches of an experiment's texts.</summary>
    public static IEnumerable<TextBatch> BatchesOf<T>(TextTokenizer tokenizer, int seed, int texts, int batches)
        where T : ICorpus => T.Batches(tokenizer, seed, texts, batches);

    /// <summary>The settings of a pipeline on an experiment's texts.</summary>
    public static PipelineOptions PipelineOf<T>(PipelineOptions options)
        where T : ICorpus => T.Pipeline(options);

    /// <summary>A training by name.</summary>
    public static TrainingEntry Training<T>(string name, string folder)
        where T : ITraining => new(name, folder, T.Train);
}
