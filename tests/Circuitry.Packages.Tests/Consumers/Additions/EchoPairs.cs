namespace Additions;

/// <summary>The token that came first is to be said again; in the corrupted prompt another one came first.</summary>
[DatasetMakes(LongestPrompt = 4, TokenIds = 7, Answers = AnswerTokens.RightAndWrong)]
public sealed class EchoPairs : IDataset
{
    public PromptPairs Make(DatasetRequest request) =>
        PromptPairs.Of(
            Enumerable
                .Range(0, request.Size)
                .Select(i => (First: (i + request.Seed) % 5, Other: (i + request.Seed + 2) % 5))
                .Select(pair =>
                    PromptPair.AtLastPosition([pair.First, 5, 6, 5], [pair.Other, 5, 6, 5], pair.First, pair.Other)
                )
        );
}
