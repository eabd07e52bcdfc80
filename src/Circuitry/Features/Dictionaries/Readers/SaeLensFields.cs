namespace Circuitry;

/// <summary>The fields that SAELens's <c>cfg.json</c> is known to have.</summary>
internal static class SaeLensFields
{
    /// <summary>Fields of version 6, all of which are read or say nothing about what is computed.</summary>
    public static IReadOnlySet<string> Current { get; } =
        Set(
            "d_in d_sae dtype device apply_b_dec_to_input normalize_activations reshape_activations architecture metadata k "
                + "rescale_acts_by_decoder_norm norm_scaling_factor"
        );

    /// <summary>What flat files call fields that later versions renamed.</summary>
    public static IReadOnlyDictionary<string, string> Renamed { get; } =
        new Dictionary<string, string>
        {
            ["hook_point"] = "hook_name",
            ["hook_point_head_index"] = "hook_head_index",
            ["activation_fn_str"] = "activation_fn",
        };

    private static readonly IReadOnlySet<string> Computing = Set(
        "hook_name hook_head_index activation_fn activation_fn_kwargs finetuning_scaling_factor"
    );

    // How the autoencoder was trained, on what, and where it was kept: nothing of it changes what it computes.
    private static readonly IReadOnlySet<string> Training = Set(
        "act_store_device adam_beta1 adam_beta2 autocast autocast_lm b_dec_init_method checkpoint_path compile_llm compile_sae "
            + "context_size dataset_path dataset_trust_remote_code dead_feature_threshold dead_feature_window "
            + "decoder_heuristic_init decoder_heuristic_init_norm decoder_orthogonal_init disable_concat_sequences "
            + "dtype_autocast eval_batch_size_prompts eval_every_n_wandb_logs evaluate_every expansion_factor "
            + "exclude_special_tokens feature_sampling_window finetuning_method finetuning_tokens from_pretrained_path "
            + "hook_eval hook_layer hook_point_layer init_encoder_as_decoder_transpose is_dataset_tokenized "
            + "is_sparse_connection jumprelu_bandwidth jumprelu_init_threshold l0_lambda l1_coefficient l1_warm_up_steps "
            + "llm_compilation_mode log_activations_store_to_wandb log_optimizer_state_to_wandb log_to_wandb lp_norm lr "
            + "lr_decay_steps lr_end lr_scheduler_name lr_warm_up_steps mlp_out model_class_name "
            + "model_from_pretrained_kwargs model_kwargs model_name mse_loss_normalization n_batches_in_buffer "
            + "n_batches_for_norm_estimate n_checkpoints n_eval_batches n_restart_cycles neuronpedia_id "
            + "noise_scale normalize_sae_decoder prepend_bos resume run_name sae_compilation_mode sae_lens_training_version "
            + "sae_lens_version scale_sparsity_penalty_by_decoder_norm seed seqpos seqpos_slice sparsity_penalty_type "
            + "store_batch_size store_batch_size_prompts streaming subfolder tokens_per_buffer tokens_per_step total_training_steps "
            + "total_training_tokens train_batch_size train_batch_size_tokens training_tokens use_cached_activations "
            + "use_ghost_grads verbose wandb_entity wandb_id wandb_log_frequency wandb_project cached_activations_path"
    );

    /// <summary>Whether flat files have a field that version 6 has no more.</summary>
    public static bool IsFlat(string name) =>
        Renamed.ContainsKey(name) || Computing.Contains(name) || Training.Contains(name);

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.Ordinal);
}
