namespace Circuitry.Generators;

/// <summary>What is emitted into a model class, whatever its architecture.</summary>
internal static class EmittedModel
{
    public static EmittedClass Class { get; } =
        new()
        {
            Parent = "TransformerModel",
            Constructor = "TransformerWeights",
            Members =
            [
                "Layers",
                "Heads",
                "KeyValueHeads",
                "ModelWidth",
                "HeadWidth",
                "MlpWidth",
                "Context",
                "Vocabulary",
                "OutputVocabulary",
                "WriterCount",
                "ReaderCount",
                "EdgeCount",
                "MergedEdgeCount",
                "Declared",
                "Stages",
                "Hooks",
                "EmbedTokens",
                "EmbedPositions",
                "Block",
                "Query",
                "Key",
                "Value",
                "Attend",
                "Pattern",
                "Mlp",
                "AttentionBias",
                "MlpBias",
                "UnembedDirections",
                "Neurons",
                "Norm1",
                "Norm2",
                "Unembed",
            ],
            Methods = [new("Load", "string, ScalarType?, Device"), new("From", "TransformerWeights")],
            // The last two are called by experiments, on the model's own class.
            Inherited = ["Weights", "ProjectHeads", "HeadOutputs", "PerQueryHead", "Rows", "Embed"],
        };
}
