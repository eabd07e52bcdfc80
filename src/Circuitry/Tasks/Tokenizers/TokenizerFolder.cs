using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>Finds a tokenizer's files in a model's folder, and checks that they agree.</summary>
internal static class TokenizerFolder
{
    private static readonly (string Vocabulary, string Merges)[] Pairs =
    [
        ("vocab.json", "merges.txt"),
        ("encoder.json", "vocab.bpe"),
    ];

    /// <summary>The folder that a path names, or that the file is in which it names.</summary>
    public static string Of(string path) =>
        ModelFolder.TryFind(path)?.Path
        ?? (Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!);

    public static TextTokenizer Read(string path)
    {
        var folder = Of(path);
        var whole = Path.Combine(folder, "tokenizer.json");
        if (IsThere(whole))
        {
            return Make(folder, whole, TokenizerJson.Read(whole), isPair: false);
        }

        foreach (var (vocabulary, merges) in Pairs)
        {
            var file = Path.Combine(folder, vocabulary);
            if (IsThere(file) && IsThere(Path.Combine(folder, merges)))
            {
                return Make(folder, file, VocabularyFiles.Read(file, Path.Combine(folder, merges)), isPair: true);
            }
        }

        var pieces = Path.Combine(folder, SentencePieceFile.Name);
        if (IsThere(pieces))
        {
            // What is said of the space in front says as well which text gets it.
            var marksFirst = TokenizerConfig.Read(folder)["legacy"].Flag() == false;
            return Make(folder, pieces, SentencePieceFile.Read(pieces, marksFirst), isPair: false);
        }

        throw new TokenizerException(
            folder,
            null,
            "tokenizer.json, or vocab.json with merges.txt, or tokenizer.model",
            Pairs
                .SelectMany(pair => new[] { pair, (pair.Merges, pair.Vocabulary) })
                .FirstOrDefault(pair => IsThere(Path.Combine(folder, pair.Item1)))
                is ({ } lonely, var partner)
                ? $"{lonely} without {partner}"
                : "none of them",
            "Put the model's tokenizer next to its weights, or use prompts of token ids."
        );
    }

    /// <summary>Parses a JSON file in which no name comes twice.</summary>
    public static JsonDocument Json(string file) => InputFile.Json(file, FileSizes.Tokenizer, TokenizerException.Of);

    /// <summary>A JSON file of a folder as a whole; undefined where there is none.</summary>
    public static TokenizerMember Member(string folder, string name)
    {
        var file = Path.Combine(folder, name);
        if (!IsThere(file))
        {
            return new TokenizerMember(file, "", default);
        }

        using var json = Json(file);
        return new TokenizerMember(file, "", json.RootElement.Clone());
    }

    // A link to nothing is there too, and is refused when it is read.
    private static bool IsThere(string file) => Path.Exists(file) || new FileInfo(file).LinkTarget is not null;

    private static TextTokenizer Make(string folder, string file, TokenizerParts parts, bool isPair)
    {
        TokenizerCheck.Check(file, parts);
        var neighbours = TokenizerNeighbours.Read(folder);
        var named = parts.WithSpaces(FirstSpace.Of(file, parts, neighbours.Config)) with
        {
            AddedTokens = DeclaredTokens.Of(file, parts, isPair, neighbours),
            SplitsSpecialTokens = neighbours.Config["split_special_tokens"].Flag(otherwise: false),
        };
        var started = named with { Prefix = PromptStart.Of(file, named, isPair, neighbours) };
        TokenizerCheck.CheckPrefix(file, started);
        var tokenizer = new TextTokenizer(
            started with
            {
                Bos = PromptStart.Bos(started, isPair, neighbours),
                NamedTokens =
                [
                    .. PromptStart.Named(started, neighbours, "bos_token"),
                    .. PromptStart.Named(started, neighbours, "eos_token"),
                ],
            },
            file
        );
        ModelTokens.Check(folder, tokenizer);
        return tokenizer;
    }
}
