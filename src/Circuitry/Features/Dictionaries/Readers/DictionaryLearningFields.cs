namespace Circuitry.Features;

/// <summary>The fields that the <c>config.json</c> of dictionary_learning is known to have.</summary>
/// <remarks>
/// The library writes them from its trainers and buffers, and reads the class and k alone. What forks add, such as a factor that
/// activations were divided by, may change what a dictionary computes.
/// </remarks>
internal static class DictionaryLearningFields
{
    /// <summary>Fields of the whole file.</summary>
    public static IReadOnlySet<string> OfFile { get; } = Set("trainer buffer");

    /// <summary>Fields of any trainer.</summary>
    public static IReadOnlySet<string> OfTrainer { get; } =
        Set(
            "activation_dim anneal_end anneal_start apply_b_dec_to_input auxk_alpha bandwidth decay_start device dict_class "
                + "dict_size group_fractions group_sizes group_weights initial_sparsity_penalty k l1_penalty layer lm_name lr "
                + "n_sparsity_updates p_end p_start resample_steps seed sparsity_function sparsity_penalty sparsity_queue_length "
                + "sparsity_warmup_steps steps submodule_name target_l0 threshold_beta threshold_start_step top_k_aux "
                + "trainer_class wandb_name warmup_steps"
        );

    /// <summary>Fields of any buffer of activations.</summary>
    public static IReadOnlySet<string> OfBuffer { get; } =
        Set("ctx_len d_submodule device io layer n_ctxs out_batch_size refresh_batch_size");

    private static HashSet<string> Set(string names) => new(names.Split(' '), StringComparer.Ordinal);
}
