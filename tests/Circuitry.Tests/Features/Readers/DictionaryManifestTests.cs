using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class DictionaryManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_saved_is_loaded_from_the_folder_or_the_file_in_forward_order()
    {
        var (residual, embedding) = (
            Autoencoders.Random("topk"),
            Autoencoders.Random("relu", site: FeatureSite.Embedding)
        );
        using var saved = new FeatureDictionaries([residual, embedding]);
        saved.Save(_folder.Path);
        foreach (var path in new[] { _folder.Path, _folder.File("dictionaries.json") })
        {
            using var loaded = FeatureDictionaries.Load(path);

            Assert.Equal([FeatureSite.Embedding, FeatureSite.Residual(0)], loaded.Sites);
            Assert.All(loaded.Sites, site => Assert.Equal(saved[site].Hash, loaded[site].Hash));
        }

        using var single = FeatureDictionaries.Load(_folder.Path, ScalarType.Float32);
        Assert.Equal(ScalarType.Float32, ((SparseAutoencoder)single[FeatureSite.Embedding]).NumberType);
    }

    [Fact]
    public void The_manifest_says_what_a_generator_needs()
    {
        using var saved = new FeatureDictionaries([Autoencoders.Random("batchtopk")]);
        saved.Save(_folder.Path);

        Assert.Equal(
            """
            {
              "format": "circuitry.dictionaries",
              "version": 1,
              "dictionaries": [
                {
                  "hook": "blocks.0.hook_resid_post",
                  "folder": "resid_0",
                  "layout": "sae_lens",
                  "d_in": 5,
                  "d_sae": 9,
                  "activation": "jumprelu"
                }
              ]
            }

            """,
            File.ReadAllText(_folder.File("dictionaries.json"))
        );
    }

    [Fact]
    public void Every_layout_can_be_listed()
    {
        using var scope = NewDisposeScope();
        var random = Autoencoders.Random("jumprelu");
        Directory.CreateDirectory(_folder.File("numpy"));
        NumpyFiles.Write(_folder.File("numpy/params.npz"), random.Tensors.Select(pair => (pair.Name, pair.Tensor)));
        Directory.CreateDirectory(_folder.File("torch"));
        TorchFiles.Write(_folder.File("torch/ae.pt"), [.. random.Tensors]);
        Write(
            Entry("blocks.0.hook_mlp_out", "numpy", "gemma_scope"),
            Entry("hook_embed", "torch", "dictionary_learning")
        );
        using var loaded = FeatureDictionaries.Load(_folder.Path);

        Assert.Equal([FeatureSite.Embedding, FeatureSite.Mlp(0)], loaded.Sites);
        Assert.All(loaded.Sites, site => Assert.Equal(9, loaded[site].Width));
    }

    [Fact]
    public void The_factor_of_average_norms_may_stand_in_the_manifest()
    {
        using var random = Autoencoders.Random("relu");
        random.SaveSaeLens(_folder.File("resid_0"));
        var cfg = JsonNode.Parse(File.ReadAllText(_folder.File("resid_0/cfg.json")))!;
        cfg["normalize_activations"] = "expected_average_only_in";
        File.WriteAllText(_folder.File("resid_0/cfg.json"), cfg.ToJsonString());
        var entry = Entry("blocks.0.hook_resid_post", "resid_0", "sae_lens");
        Write(entry);
        Refused("give norm_scaling_factor");
        entry = Entry("blocks.0.hook_resid_post", "resid_0", "sae_lens");
        entry["norm_scaling_factor"] = 2;
        Write(entry);
        using var loaded = FeatureDictionaries.Load(_folder.Path);
        using var doubled = Ops.Scale(random.W_enc, 2);

        Assert.Equal(
            Autoencoders.Values(doubled),
            Autoencoders.Values(((SparseAutoencoder)loaded[FeatureSite.Residual(0)]).W_enc)
        );
    }

    [Fact]
    public void A_manifest_that_its_files_contradict_is_refused()
    {
        using var saved = new FeatureDictionaries([Autoencoders.Random("relu")]);
        saved.Save(_folder.Path);
        var entry = Entry("blocks.0.hook_resid_post", "resid_0", "sae_lens");
        entry["d_sae"] = 8;
        Write(entry);
        Refused("say 5, 9, standard");
        entry = Entry("blocks.0.hook_resid_post", "resid_0", "sae_lens");
        entry["activation"] = "topk";
        Write(entry);
        Refused("activation topk");
        Write(Entry("blocks.1.hook_resid_post", "resid_0", "sae_lens"));
        Refused("expected a dictionary of blocks.1.hook_resid_post");
        Write(
            Entry("blocks.0.hook_resid_post", "resid_0", "sae_lens"),
            Entry("blocks.0.hook_resid_post", "resid_0", "sae_lens")
        );
        Refused("two dictionaries");
    }

    [Theory]
    [InlineData("format", "other", "circuitry.dictionaries")]
    [InlineData("version", "2", "field 'version'")]
    [InlineData("dictionaries", "none", "a list of objects")]
    public void Other_formats_are_refused(string field, string value, string words)
    {
        Write(Entry("hook_embed", "embed", "sae_lens"));
        var manifest = JsonNode.Parse(File.ReadAllText(_folder.File("dictionaries.json")))!;
        manifest[field] = value;
        File.WriteAllText(_folder.File("dictionaries.json"), manifest.ToJsonString());

        Refused(words);
    }

    [Theory]
    [InlineData("hook", "hook_banana", "is no site that can have a dictionary")]
    [InlineData("layout", "pickle", "one of sae_lens, dictionary_learning, gemma_scope")]
    [InlineData("folder", "../elsewhere", "a folder next to the manifest")]
    [InlineData("folder", "/elsewhere", "a folder next to the manifest")]
    [InlineData("d_in", "five", "a positive whole number")]
    public void Entries_that_make_no_sense_are_refused(string field, string value, string words)
    {
        var entry = Entry("hook_embed", "embed", "sae_lens");
        entry[field] = value;
        Write(entry);

        Refused(words);
    }

    [Theory]
    [InlineData("comment", "mine", "the field 'comment' is not known")]
    [InlineData("folder", "resid_3", "'resid_3' says resid of block 3")]
    [InlineData("folder", "layer_2", "'layer_2' says a place of block 2")]
    public void Entries_that_contradict_themselves_or_say_what_is_not_known_are_refused(
        string field,
        string value,
        string words
    )
    {
        using var random = Autoencoders.Random("jumprelu");
        var entry = Entry("blocks.0.hook_resid_post", "resid_0", "gemma_scope");
        entry[field] = value;
        var folder = Directory.CreateDirectory(_folder.File((string)entry["folder"]!)).FullName;
        NumpyFiles.Write(Path.Combine(folder, "params.npz"), random.Tensors.Select(pair => (pair.Name, pair.Tensor)));
        Write(entry);

        Refused(words);
    }

    [Theory]
    [InlineData("gemma_scope")]
    [InlineData("dictionary_learning")]
    public void A_factor_for_a_layout_that_has_none_is_refused(string layout)
    {
        var entry = Entry("hook_embed", "embed", layout);
        entry["norm_scaling_factor"] = 2;
        Write(entry);

        Refused($"dictionaries of the layout {layout} have none");
    }

    [Fact]
    public void A_manifest_names_itself_in_whatever_it_is_refused_for()
    {
        Write();
        Named("field 'dictionaries': expected at least one");
        Write(Entry("hook_embed", "a", "sae_lens"), Entry("hook_embed", "b", "sae_lens"));
        Named("two dictionaries for hook_embed");
        Write(Entry("hook_banana", "a", "sae_lens"));
        Named("'hook_banana' is no site that can have a dictionary");
        File.WriteAllText(
            _folder.File("dictionaries.json"),
            """{"format":"circuitry.dictionaries","version":1,"dictionaries":[null]}"""
        );
        Named("expected a JSON object, found null");
        File.WriteAllText(
            _folder.File("dictionaries.json"),
            """{"format":"circuitry.dictionaries","version":1,"by":"me","dictionaries":[]}"""
        );
        Named("the field 'by' is not known");
        File.WriteAllText(_folder.File("dictionaries.json"), """{"format":"circuitry.dictionaries","format":"x"}""");
        Named("each name once");
        Write(Entry("hook_embed", "embed", "sae_lens"));
        Named("it names 'embed', and there is nothing of that name next to it");
        Assert.Throws<DictionaryException>(() => FeatureDictionaries.Load(""));

        void Named(string words) =>
            Refusals.Expect<DictionaryException>(
                "dictionaries.json",
                words,
                () => FeatureDictionaries.Load(_folder.Path)
            );
    }

    [Fact]
    public void A_folder_without_a_manifest_is_refused_and_neurons_are_not_saved()
    {
        Refused("no such file");
        using var neurons = FeatureDictionaries.Neurons(Serial.Declared);

        Assert.Contains(
            "only sparse autoencoders are saved",
            Assert.Throws<DictionaryException>(() => neurons.Save(_folder.Path)).Message,
            StringComparison.Ordinal
        );
    }

    private static JsonObject Entry(string hook, string folder, string layout) =>
        new()
        {
            ["hook"] = hook,
            ["folder"] = folder,
            ["layout"] = layout,
            ["d_in"] = 5,
            ["d_sae"] = 9,
        };

    private void Write(params JsonObject[] entries) =>
        File.WriteAllText(
            _folder.File("dictionaries.json"),
            new JsonObject
            {
                ["format"] = "circuitry.dictionaries",
                ["version"] = 1,
                ["dictionaries"] = new JsonArray([.. entries]),
            }.ToJsonString()
        );

    private void Refused(string words) =>
        Refusals.Expect<DictionaryException>("", words, () => FeatureDictionaries.Load(_folder.Path));
}
