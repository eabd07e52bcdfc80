namespace Circuitry.Generators;

/// <summary>Why an architecture does not have a hook point that others have.</summary>
internal static class HookReasons
{
    /// <summary>The reason; null where the architecture has it, or none does.</summary>
    public static string? Of(string name, Architecture a) =>
        name switch
        {
            "PositionalEmbedding" or "TokenEmbedding" when a.Positions.Kind != PositionEmbedding.Learned =>
                $"positions add nothing to the stream ({a.Positions.Kind} positions), and 'Input' is the embedding of the tokens",
            "RotatedQuery" or "RotatedKey" when a.Positions.Rotary is null =>
                $"queries and keys are not rotated ({a.Positions.Kind} positions)",
            "ResidualMid" when a.AttentionOnly => "the blocks have attention only",
            "ResidualMid" when a.Block.Parallel =>
                "attention and MLP of a block read the same stream, so that there is nothing between them",
            "Mlp" or "Norm2Scale" or "Norm2Normalized" when a.AttentionOnly => "the blocks have attention only",
            "PreLinear" when a.Mlp is not { Gated: true } => "the MLP is not gated",
            "Norm1Scale"
            or "Norm1Normalized"
            or "Norm2Scale"
            or "Norm2Normalized"
            or "FinalNormScale"
            or "FinalNormNormalized"
            or "AttentionBranch"
            or "MlpBranch"
            or "PostNorm1Scale"
            or "PostNorm1Normalized"
            or "PostNorm2Scale"
            or "PostNorm2Normalized" when a.Norm.Kind == Normalization.None => "the model has no norms",
            "Norm1Scale" or "Norm1Normalized" or "Norm2Scale" or "Norm2Normalized" when !a.Norm.IsBefore =>
                "the norms stand behind attention and MLP; there are PostNorm1Scale and so on",
            "FinalNormScale" or "FinalNormNormalized" when !a.Norm.IsFinal => "the model has no final norm",
            "PostNorm1Scale"
            or "PostNorm1Normalized"
            or "PostNorm2Scale"
            or "PostNorm2Normalized" when !a.Norm.IsBehind =>
                "the norms stand in front of attention and MLP; there are Norm1Scale and so on",
            "AttentionBranch" or "MlpBranch" when !a.Norm.IsAfter =>
                "no norm stands between a branch and the stream; there are AttentionOutput and Mlp.Output",
            "AttentionInput" when a.HeadsPerKeyValueHead > 1 =>
                "query heads and their shared key and value head read apart; there are QueryInput, KeyInput and ValueInput",
            "KeyValueHead" or "KeyValueHead0" when a.HeadsPerKeyValueHead == 1 =>
                "every head has its own key and value; there are Head0 and so on",
            _ => null,
        };
}
