namespace Circuitry.Models;

/// <summary>
/// The fields of configurations that change nothing about what a model computes, family by family. What is on no list here and is
/// read by no reader is refused by name.
/// </summary>
/// <remarks>
/// Training (dropout, initial weights), generation, token ids, labels and heads of other tasks, what a run returns, the number
/// type of the stored weights (which the file of the weights says itself), and notes of the programs that wrote the file.
/// </remarks>
internal static class HarmlessKeys
{
    // What any configuration of Hugging Face's may hold.
    private const string HuggingFace =
        "_attn_implementation _attn_implementation_autoset _attn_implementation_internal _commit_hash _flash_attn_2_enabled "
        + "_name_or_path _num_labels attn_implementation begin_suppress_tokens bad_words_ids bos_token_id chunk_size_feed_forward "
        + "custom_pipelines decoder_start_token_id diversity_penalty do_sample dtype early_stopping "
        + "encoder_no_repeat_ngram_size eos_token_id eos_token_ids exponential_decay_length_penalty finetuning_task forced_bos_token_id "
        + "forced_eos_token_id gradient_checkpointing id2label initializer_range is_decoder keys_to_ignore_at_inference "
        + "label2id length_penalty max_length min_length model_max_length name_or_path no_repeat_ngram_size "
        + "num_beam_groups num_beams num_labels num_return_sequences output_attentions output_hidden_states output_past "
        + "output_scores pad_token_id pad_token_ids predict_special_tokens prefix problem_type remove_invalid_values repetition_penalty "
        + "return_dict return_dict_in_generate sep_token_id suppress_tokens task_specific_params temperature tf_legacy_loss "
        + "tie_encoder_decoder tokenizer_class top_k top_p torch_dtype torchscript transformers.js_config "
        + "transformers_version typical_p unk_token_id unsloth_fixed unsloth_version use_bfloat16 use_cache use_return_dict "
        + "xla_device";

    /// <summary>Of GPT-2.</summary>
    public static IReadOnlyCollection<string> Gpt2 { get; } =
        Set(
            HuggingFace,
            "attn_pdrop classifier_dropout embd_pdrop n_special reorder_and_upcast_attn resid_pdrop summary_activation "
                + "summary_first_dropout summary_proj_to_labels summary_type summary_use_proj"
        );

    /// <summary>Of Llama, which has no sliding window whatever a file says of one.</summary>
    public static IReadOnlyCollection<string> Llama { get; } =
        Set(HuggingFace, "attention_dropout is_llama_config max_sequence_length pretraining_tp sliding_window");

    /// <summary>Of GPT-NeoX.</summary>
    public static IReadOnlyCollection<string> GptNeoX { get; } =
        Set(
            HuggingFace,
            "attention_dropout attention_probs_dropout_prob classifier_dropout hidden_dropout hidden_dropout_prob num_steps"
        );

    /// <summary>
    /// Of TransformerLens, whose switches for hooks say only which of them fire, and whose begin token is the tokenizer's matter.
    /// </summary>
    public static IReadOnlyCollection<string> TransformerLens { get; } =
        Set(
            "checkpoint_index checkpoint_label_type checkpoint_value decoder_start_token_id default_prepend_bos device dtype "
                + "from_checkpoint init_mode init_weights initializer_range model_name n_devices n_params "
                + "seed tokenizer_name tokenizer_prepends_bos trust_remote_code ungroup_grouped_query_attention use_attn_in "
                + "use_attn_result use_hook_mlp_in use_hook_tokens use_split_qkv_input"
        );

    /// <summary>Of any family of Hugging Face's, and some more.</summary>
    public static IReadOnlyCollection<string> And(IEnumerable<string> more) => Set([HuggingFace, .. more]);

    private static HashSet<string> Set(params string[] names) =>
        new(names.SelectMany(some => some.Split(' ')), StringComparer.Ordinal);
}
