namespace Circuitry.Datasets;

/// <summary>The behaviour of a class of the transformers library, as far as classes differ.</summary>
/// <param name="Name">Its name, without the <c>Fast</c> of those that read <c>tokenizer.json</c>.</param>
internal sealed record TokenizerClass(string Name)
{
    private static readonly TokenizerClass[] Known =
    [
        new("GPT2")
        {
            Start = "<|endoftext|>",
            ReadsPairs = true,
            SetsSpace = true,
        },
        new("CodeGen")
        {
            Start = "<|endoftext|>",
            ReadsPairs = true,
            SetsSpace = true,
        },
        new("GPTNeoX")
        {
            Start = "<|endoftext|>",
            WritesStart = true,
            SetsSpace = true,
        },
        new("Llama")
        {
            Start = "<s>",
            WritesStart = true,
            StartsByDefault = true,
            KeepsSpace = true,
        },
        new("CodeLlama")
        {
            Start = "<s>",
            WritesStart = true,
            StartsByDefault = true,
            KeepsSpace = true,
        },
        new("Gemma")
        {
            Start = "<bos>",
            WritesStart = true,
            StartsByDefault = true,
        },
        new("Cohere")
        {
            Start = "<BOS_TOKEN>",
            WritesStart = true,
            StartsByDefault = true,
        },
        new("Bloom"),
        new("Qwen2"),
        new("PreTrained"),
        new("TokenizersBackend"),
    ];

    /// <summary>The class where none is named: the files decide, and a pair of files is GPT-2's.</summary>
    public static TokenizerClass Unnamed { get; } = new("") { Start = "<|endoftext|>", ReadsPairs = true };

    /// <summary>The token that a prompt starts with where the files name none; null where there is none.</summary>
    public string? Start { get; private init; }

    /// <summary>Whether it puts the start token in front itself, whatever <c>tokenizer.json</c> says.</summary>
    public bool WritesStart { get; private init; }

    /// <summary>Whether it reads a vocabulary and merges that are a pair of files as GPT-2's: others split text in their own way.</summary>
    public bool ReadsPairs { get; private init; }

    /// <summary>Whether it puts the start token in front if nothing is said about it.</summary>
    public bool StartsByDefault { get; private init; }

    /// <summary>Whether text gets no space in front unless <c>add_prefix_space</c> says so, whatever <c>tokenizer.json</c> says.</summary>
    public bool SetsSpace { get; private init; }

    /// <summary>Whether text gets a space in front as <c>tokenizer.json</c> says, whatever <c>add_prefix_space</c> says.</summary>
    public bool KeepsSpace { get; private init; }

    /// <summary>The class that a file names.</summary>
    public static TokenizerClass Of(TokenizerMember named)
    {
        if (!named.IsThere)
        {
            return Unnamed;
        }

        var name = named.Text();
        var stem = name.EndsWith("Fast", StringComparison.Ordinal) ? name[..^4] : name;
        return Array.Find(Known, known => known.Name == stem || $"{known.Name}Tokenizer" == stem)
            ?? throw named.Refusal(
                $"a class whose tokens are known: {string.Join(", ", Known.Select(known => known.FullName))}, or one of their Fast ones",
                "If the model was trained on the tokens that the other files give, remove the member; otherwise use prompts of token ids."
            );
    }

    private string FullName => Name.EndsWith("Backend", StringComparison.Ordinal) ? Name : $"{Name}Tokenizer";
}
