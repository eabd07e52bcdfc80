using System.Text.Json;

namespace Circuitry.Datasets;

/// <summary>
/// The transformers library's <c>tokenizer_config.json</c>: which of its members change tokens, which do not, and no other.
/// </summary>
internal sealed class TokenizerConfig
{
    private const string Name = "tokenizer_config.json";

    // About tokens, and read where it belongs.
    private static readonly string[] Applied =
    [
        "add_bos_token",
        "add_eos_token",
        "add_prefix_space",
        "added_tokens_decoder",
        "additional_special_tokens",
        "extra_special_tokens",
        "model_specific_special_tokens",
        "split_special_tokens",
        "tokenizer_class",
    ];

    // The use of tokens: batches, conversations, decoding; and notes of where the file is from.
    private static readonly string[] OfNoToken =
    [
        "_commit_hash",
        "backend",
        "bos_token_id",
        "chat_template",
        "clean_up_tokenization_spaces",
        "device_map",
        "eos_token_id",
        "errors",
        "is_local",
        "legacy",
        "local_files_only",
        "max_len",
        "max_length",
        "merges_file",
        "model_input_names",
        "model_max_length",
        "name_or_path",
        "pad_to_multiple_of",
        "pad_token_id",
        "pad_token_type_id",
        "padding",
        "padding_side",
        "processor_class",
        "response_schema",
        "return_token_type_ids",
        "sp_model_kwargs",
        "spaces_between_special_tokens",
        "special_tokens_map_file",
        "stride",
        "tokenizer_file",
        "trim_offsets",
        "truncation",
        "truncation_side",
        "truncation_strategy",
        "unk_token_id",
        "use_default_system_prompt",
        "vocab_file",
        "vocab_size",
    ];

    // Changes tokens if it is anything but false or empty.
    private static readonly string[] Off =
    [
        "do_lower_case",
        "fix_mistral_regex",
        "from_slow",
        "init_inputs",
        "strip_accents",
        "tokenize_chinese_chars",
    ];

    private readonly TokenizerMember _root;

    private TokenizerConfig(TokenizerMember root) => _root = root;

    /// <summary>Reads the file of a folder; empty if there is none.</summary>
    public static TokenizerConfig Read(string folder)
    {
        var root = TokenizerFolder.Member(folder, Name);
        if (root.IsSaid)
        {
            foreach (var (name, member) in root.Members())
            {
                Check(name, member);
            }
        }

        return new TokenizerConfig(root);
    }

    /// <summary>Whether there is such a file.</summary>
    public bool Exists => _root.IsSaid;

    /// <summary>The file as a whole.</summary>
    public TokenizerMember Root => _root;

    /// <summary>The class that it names.</summary>
    public TokenizerClass Class => TokenizerClass.Of(_root["tokenizer_class"]);

    /// <summary>A member.</summary>
    public TokenizerMember this[string name] => _root[name];

    private static void Check(string name, TokenizerMember member)
    {
        if (Off.Contains(name))
        {
            if (member.Element.ValueKind != JsonValueKind.Array || member.Items().Any())
            {
                member.RequireNothing(
                    "It changes tokens in a way that is not read; use prompts of token ids with this model."
                );
            }
        }
        else if (name == "auto_map")
        {
            if (member["AutoTokenizer"].IsThere)
            {
                throw member["AutoTokenizer"]
                    .Refusal(
                        "no code of the model's own",
                        "What it does with text cannot be known; use prompts of token ids with this model."
                    );
            }
        }
        else if (!Applied.Contains(name) && !OfNoToken.Contains(name) && !SpecialTokens.IsName(name))
        {
            throw member.Refusal(
                "a member that is known to change no token, or how it does",
                "If it changes none, remove it; otherwise use prompts of token ids with this model."
            );
        }
    }
}
