namespace Circuitry.Generators.Tests;

/// <summary>Configurations as their publishers write them, cut to the fields that matter, and small ones for speed.</summary>
internal static class Configs
{
    public static readonly (string Path, string Text) Gpt2 = (
        "models/gpt2/config.json",
        """
        {
          "activation_function": "gelu_new",
          "architectures": ["GPT2LMHeadModel"],
          "layer_norm_epsilon": 1e-05,
          "model_type": "gpt2",
          "n_ctx": 1024,
          "n_embd": 768,
          "n_head": 12,
          "n_layer": 12,
          "n_positions": 1024,
          "vocab_size": 50257
        }
        """
    );

    public static readonly (string Path, string Text) Llama = (
        "models/llama/config.json",
        """
        {
          "architectures": ["LlamaForCausalLM"],
          "attention_bias": false,
          "head_dim": 64,
          "hidden_act": "silu",
          "hidden_size": 512,
          "intermediate_size": 1024,
          "max_position_embeddings": 131072,
          "mlp_bias": false,
          "num_attention_heads": 8,
          "num_hidden_layers": 2,
          "num_key_value_heads": 2,
          "rms_norm_eps": 1e-05,
          "rope_scaling": {
            "factor": 32.0,
            "high_freq_factor": 4.0,
            "low_freq_factor": 1.0,
            "original_max_position_embeddings": 8192,
            "rope_type": "llama3"
          },
          "rope_theta": 500000.0,
          "tie_word_embeddings": true,
          "vocab_size": 128256
        }
        """
    );

    public static readonly (string Path, string Text) GptNeoX = (
        "models/pythia/config.json",
        """
        {
          "architectures": ["GPTNeoXForCausalLM"],
          "hidden_act": "gelu",
          "hidden_size": 128,
          "intermediate_size": 512,
          "layer_norm_eps": 1e-05,
          "max_position_embeddings": 2048,
          "num_attention_heads": 4,
          "num_hidden_layers": 3,
          "rotary_emb_base": 10000,
          "rotary_pct": 0.25,
          "tie_word_embeddings": false,
          "use_parallel_residual": true,
          "vocab_size": 50304
        }
        """
    );

    public static readonly (string Path, string Text) Qwen2 = (
        "models/qwen2/config.json",
        """
        {
          "architectures": ["Qwen2ForCausalLM"],
          "hidden_act": "silu",
          "hidden_size": 896,
          "intermediate_size": 4864,
          "max_position_embeddings": 32768,
          "num_attention_heads": 14,
          "num_hidden_layers": 2,
          "num_key_value_heads": 2,
          "rms_norm_eps": 1e-06,
          "rope_theta": 1000000.0,
          "sliding_window": 32768,
          "tie_word_embeddings": true,
          "use_sliding_window": false,
          "vocab_size": 151936
        }
        """
    );

    public static readonly (string Path, string Text) TransformerLens = (
        "models/tracr/config.json",
        """
        {
          "act_fn": "relu",
          "attention_dir": "bidirectional",
          "d_head": 6,
          "d_mlp": 40,
          "d_model": 24,
          "d_vocab": 7,
          "d_vocab_out": 5,
          "n_ctx": 6,
          "n_heads": 1,
          "n_layers": 4,
          "normalization_type": null
        }
        """
    );
}
