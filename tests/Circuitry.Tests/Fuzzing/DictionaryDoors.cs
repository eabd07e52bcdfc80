namespace Circuitry.Tests;

/// <summary>Dictionaries of every layout, and the manifests that list them.</summary>
internal static class DictionaryDoors
{
    public static IReadOnlyList<Door> All { get; } =
    [
        .. Autoencoders.Kinds.SelectMany(kind =>
            new[]
            {
                SaeLens(kind, "cfg.json", Spelling.Json),
                SaeLens(kind, "sae_weights.safetensors", Spelling.Safetensors),
            }
        ),
        new("dictionaries", "SAELens's flat layout", "cfg.json", Spelling.Json, WriteFlat, ReadSaeLens)
        {
            Harmless = Unused,
        },
        .. new[] { "config.json", "ae.pt" }.Select(file => Learning(file, isSafe: false)),
        .. new[] { "config.json", "ae.safetensors" }.Select(file => Learning(file, isSafe: true)),
        new(
            "dictionaries",
            "Gemma Scope's",
            "params.npz",
            Spelling.Binary,
            WriteGemma,
            folder => Text(SparseAutoencoder.LoadGemmaScope(folder.Path, Autoencoders.Site))
        ),
        new("dictionaries", "a manifest", "dictionaries.json", Spelling.Json, WriteManifest, ReadManifest)
        {
            Harmless = @"\.folder$",
        },
    ];

    // Of the machine and the training.
    private const string Unused =
        @"__metadata__|\.(device|dtype|model_name|sae_lens_version|prepend_bos|context_size|hook_layer)\b|\.metadata$";

    private static Door SaeLens(string kind, string file, Spelling spelling) =>
        new(
            "dictionaries",
            $"SAELens's, {kind}",
            file,
            spelling,
            folder => WriteSaeLens(folder.Path, kind),
            ReadSaeLens
        )
        {
            Harmless = Unused,
        };

    private static Door Learning(string file, bool isSafe) =>
        new(
            "dictionaries",
            "dictionary_learning's" + (isSafe ? ", safe" : ""),
            file,
            file switch
            {
                "config.json" => Spelling.Json,
                "ae.pt" => Spelling.Binary,
                _ => Spelling.Safetensors,
            },
            folder => WriteLearning(folder, isSafe),
            folder => Text(SparseAutoencoder.LoadDictionaryLearning(folder.Path, Autoencoders.Site))
        )
        {
            IsOptional = file == "config.json",
            // The tensors tell the class too, and the rest is of the training.
            Harmless = @"^\$(\.trainer)?$|\.(lr|ctx_len|buffer|layer)\b",
        };

    private static void WriteSaeLens(string folder, string kind)
    {
        using var autoencoder = Autoencoders.Random(kind);
        autoencoder.SaveSaeLens(folder);
    }

    private static void WriteFlat(TemporaryFolder folder)
    {
        WriteSaeLens(folder.Path, "relu");
        File.WriteAllText(
            folder.File("cfg.json"),
            """
            {"architecture": "standard", "d_in": 5, "d_sae": 9, "dtype": "torch.float64", "device": "cuda", "hook_name": "blocks.0.hook_resid_post",
             "hook_layer": 0, "hook_head_index": null, "activation_fn_str": "relu", "activation_fn_kwargs": {}, "apply_b_dec_to_input": true,
             "finetuning_scaling_factor": false, "normalize_activations": "none", "model_name": "m", "prepend_bos": true, "context_size": 128}
            """
        );
    }

    private static string ReadSaeLens(TemporaryFolder folder)
    {
        using var read = SparseAutoencoder.LoadSaeLens(folder.Path);
        var place = folder.File("again");
        read.SaveSaeLens(place);
        var again = Text(SparseAutoencoder.LoadSaeLens(place));
        Directory.Delete(place, recursive: true);
        var text = Said(read);
        // A batch top-k autoencoder is written as a jump-ReLU one, which computes the same.
        if (read.Activation is not BatchTopKActivation)
        {
            Assert.Equal(text, again);
        }

        return text;
    }

    private static void WriteLearning(TemporaryFolder folder, bool isSafe)
    {
        using var autoencoder = Autoencoders.Random("jumprelu");
        if (isSafe)
        {
            SafetensorsWriter.Write(folder.File("ae.safetensors"), [.. autoencoder.Tensors]);
        }
        else
        {
            TorchFiles.Write(folder.File("ae.pt"), [.. autoencoder.Tensors]);
        }

        File.WriteAllText(
            folder.File("config.json"),
            """{"trainer": {"dict_class": "JumpReluAutoEncoder", "activation_dim": 5, "dict_size": 9, "layer": 0, "lr": 0.001}, "buffer": {"ctx_len": 128}}"""
        );
    }

    private static void WriteGemma(TemporaryFolder folder)
    {
        using var autoencoder = Autoencoders.Random("jumprelu");
        NumpyFiles.Write(folder.File("params.npz"), autoencoder.Tensors.Select(pair => (pair.Name, pair.Tensor)));
    }

    private static void WriteManifest(TemporaryFolder folder)
    {
        WriteGemma(folder);
        WriteSaeLens(folder.File("resid"), "gated");
        using var other = new TemporaryFolder();
        WriteLearning(other, isSafe: true);
        Directory.CreateDirectory(folder.File("mlp"));
        foreach (var file in new[] { "ae.safetensors", "config.json" })
        {
            File.Copy(other.File(file), Path.Combine(folder.File("mlp"), file));
        }

        File.WriteAllText(
            folder.File("dictionaries.json"),
            """
            {"format": "circuitry.dictionaries", "version": 1, "dictionaries": [
             {"hook": "hook_embed", "folder": "params.npz", "layout": "gemma_scope", "d_in": 5, "d_sae": 9, "activation": "jumprelu"},
             {"hook": "blocks.0.hook_mlp_out", "folder": "mlp", "layout": "dictionary_learning", "d_in": 5, "d_sae": 9},
             {"hook": "blocks.0.hook_resid_post", "folder": "resid", "layout": "sae_lens", "d_in": 5, "d_sae": 9, "activation": "gated"}]}
            """
        );
    }

    private static string ReadManifest(TemporaryFolder folder)
    {
        using var read = FeatureDictionaries.Load(folder.Path);
        return string.Join('\n', read.Sites.Select(site => Said((SparseAutoencoder)read[site])));
    }

    private static string Text(SparseAutoencoder read)
    {
        using (read)
        {
            return Said(read);
        }
    }

    private static string Said(SparseAutoencoder read) =>
        $"{read.Site} {read.Activation.Name} {(read.Activation as TopKActivation)?.K} {(read.Activation as BatchTopKActivation)?.Threshold} {read.SubtractsDecoderBias} {read.Normalization}\n"
        + Doors.Text(read.Tensors);
}
