namespace Circuitry.Features;

/// <summary>The fields that SAELens's <c>cfg.json</c> is known to have, and which classes read them.</summary>
/// <remarks>
/// Version 6 makes a configuration of the class that <c>architecture</c> names out of the fields which that class has, and drops
/// the others: a field of one class says nothing about another.
/// </remarks>
internal static class SaeLensFields
{
    /// <summary>The classes.</summary>
    public static IReadOnlyList<string> Architectures { get; } = ["standard", "gated", "jumprelu", "topk"];

    /// <summary>The classes of transcoders, which take no activation apart.</summary>
    public static IReadOnlyList<string> Transcoders { get; } =
    ["transcoder", "skip_transcoder", "jumprelu_transcoder", "jumprelu_skip_transcoder"];

    /// <summary>Fields that say where the activation comes out, which only transcoders have apart from where it goes in.</summary>
    public static IReadOnlySet<string> Output { get; } = Set("d_out hook_name_out hook_layer_out hook_head_index_out");

    /// <summary>Which classes read a field that not all of them have.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OfClasses { get; } =
        new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["k"] = ["topk"],
            ["rescale_acts_by_decoder_norm"] = ["topk"],
        };

    /// <summary>Fields of every class that decide what is computed.</summary>
    public static IReadOnlySet<string> OfAll { get; } =
        Set(
            "architecture d_in d_sae apply_b_dec_to_input normalize_activations reshape_activations norm_scaling_factor"
        );

    /// <summary>The names in flat files of fields that later versions renamed.</summary>
    public static IReadOnlyDictionary<string, string> Renamed { get; } =
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["activation_fn_str"] = "activation_fn",
            ["hook_point"] = "hook_name",
            ["hook_point_head_index"] = "hook_head_index",
            ["hook_point_layer"] = "hook_layer",
        };

    /// <summary>Fields that name the site: in flat files among the others, in version 6 in the metadata.</summary>
    public static IReadOnlySet<string> Places { get; } = Set("hook_name hook_head_index hook_layer");

    // Of flat files alone.
    private static readonly IReadOnlySet<string> Activations = Set(
        "activation_fn activation_fn_kwargs finetuning_scaling_factor"
    );

    // How the autoencoder was trained, on what, and where it was saved: nothing of it changes what it computes.
    private static readonly IReadOnlySet<string> Training = Set(
        "act_store_device adam_beta1 adam_beta2 autocast autocast_lm b_dec_init_method checkpoint_path compile_llm compile_sae "
            + "context_size dataset_path dataset_trust_remote_code dead_feature_threshold dead_feature_window "
            + "decoder_heuristic_init decoder_heuristic_init_norm decoder_orthogonal_init disable_concat_sequences "
            + "dtype_autocast eval_batch_size_prompts eval_every_n_wandb_logs evaluate_every expansion_factor "
            + "exclude_special_tokens feature_sampling_window finetuning_method finetuning_tokens from_pretrained_path "
            + "hook_eval init_encoder_as_decoder_transpose is_dataset_tokenized "
            + "is_sparse_connection jumprelu_bandwidth jumprelu_init_threshold l0_lambda l1_coefficient l1_warm_up_steps "
            + "llm_compilation_mode log_activations_store_to_wandb log_optimizer_state_to_wandb log_to_wandb lp_norm lr "
            + "lr_decay_steps lr_end lr_scheduler_name lr_warm_up_steps mlp_out model_class_name "
            + "model_from_pretrained_kwargs model_kwargs model_name mse_loss_normalization n_batches_in_buffer "
            + "n_batches_for_norm_estimate n_checkpoints n_eval_batches n_restart_cycles neuronpedia_id "
            + "noise_scale normalize_sae_decoder prepend_bos resume run_name sae_compilation_mode sae_lens_training_version "
            + "scale_sparsity_penalty_by_decoder_norm seed seqpos seqpos_slice sparsity_penalty_type "
            + "store_batch_size store_batch_size_prompts streaming subfolder tokens_per_buffer tokens_per_step total_training_steps "
            + "total_training_tokens train_batch_size train_batch_size_tokens training_tokens use_cached_activations "
            + "use_ghost_grads verbose wandb_entity wandb_id wandb_log_frequency wandb_project cached_activations_path"
    );

    // Of every version; dtype is held against the tensors.
    private static readonly IReadOnlySet<string> Other = Set("device dtype metadata sae_lens_version");

    /// <summary>Whether a file may have a field outside its metadata, whatever its class.</summary>
    /// <param name="name">The field.</param>
    /// <param name="isFlat">Whether the file is one of before version 6.</param>
    public static bool IsKnown(string name, bool isFlat) =>
        OfAll.Contains(name)
        || OfClasses.ContainsKey(name)
        || Places.Contains(name)
        || Training.Contains(name)
        || Other.Contains(name)
        || Output.Contains(name)
        || (isFlat && (Activations.Contains(name) || Renamed.ContainsKey(name)));

    /// <summary>Whether a class reads a field; fields that it does not read are dropped, as SAELens does.</summary>
    public static bool IsRead(string name, string architecture) =>
        !OfClasses.TryGetValue(name, out var classes) || classes.Contains(architecture);

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.Ordinal);
}
