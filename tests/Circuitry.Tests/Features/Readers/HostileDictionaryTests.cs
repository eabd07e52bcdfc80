using System.IO.Compression;
using System.Text;
using static Circuitry.Tests.Autoencoders;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Files that nobody would write on purpose: each is refused by the reader's own exception, with the file's name, or read.</summary>
public sealed class HostileDictionaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> BadJson =>
        [
            "",
            " ",
            "null",
            "[]",
            "3",
            "\"text\"",
            "{",
            "{}",
            "{\"a\":1,\"a\":2}",
            "{\"d_in\":null}",
            "{\"d_in\":-1,\"d_sae\":9,\"hook_name\":\"hook_embed\"}",
            "{\"d_in\":5.5,\"d_sae\":9,\"hook_name\":\"hook_embed\"}",
            "{\"d_in\":1e99,\"d_sae\":9,\"hook_name\":\"hook_embed\"}",
            "{\"d_in\":5,\"d_sae\":99999999999,\"hook_name\":\"hook_embed\"}",
            "{\"d_in\":5,\"d_sae\":9,\"hook_name\":7}",
            "{\"d_in\":5,\"d_sae\":9,\"hook_name\":[\"hook_embed\"]}",
            "{\"d_in\":5,\"d_sae\":9,\"hook_name\":\"blocks.99999999999.hook_resid_post\"}",
            "{\"d_in\":5,\"d_sae\":9,\"hook_name\":\"blocks.-1.hook_resid_post\"}",
            "{\"d_in\":5,\"d_sae\":9,\"hook_name\":\"\\ud83d\"}",
            "{\"metadata\":[],\"architecture\":\"standard\"}",
            "{\"metadata\":\"x\",\"architecture\":\"standard\"}",
            "{\"trainer\":[]}",
            "{\"trainer\":{\"dict_class\":3}}",
            "{\"trainer\":{\"dict_class\":\"\\udead\"}}",
            "{\"format\":\"circuitry.dictionaries\",\"version\":1,\"dictionaries\":[3]}",
            "{\"format\":\"circuitry.dictionaries\",\"version\":1,\"dictionaries\":{}}",
            "{\"format\":\"circuitry.dictionaries\",\"version\":1,\"dictionaries\":[{\"hook\":\"\\ud83d\"}]}",
            "{\"format\":\"circuitry.dictionaries\",\"version\":1,\"dictionaries\":[{\"hook\":\"hook_embed\",\"folder\":\"a\\u0000b\",\"layout\":\"sae_lens\",\"d_in\":5,\"d_sae\":9}]}",
            new string('[', 5000),
            "{\"a\":" + new string('[', 5000),
        ];

    [Theory]
    [MemberData(nameof(BadJson))]
    public void Bad_configurations_and_manifests_are_refused_by_name(string text)
    {
        WriteWhole();
        foreach (
            var bytes in new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetPreamble(), [0xFF, 0xFE, 0xFD] }
        )
        {
            Each("cfg.json", bytes, () => SparseAutoencoder.LoadSaeLens(_folder.Path));
            // A configuration that says nothing is no hindrance where the tensors tell the class.
            Refuses("config.json", bytes, () => SparseAutoencoder.LoadDictionaryLearning(_folder.File("ae.pt"), Site));
            Each("dictionaries.json", bytes, () => FeatureDictionaries.Load(_folder.Path));
        }
    }

    [Fact]
    public void Paths_that_are_no_files_are_refused_by_each_reader()
    {
        foreach (var path in new[] { "", "/dev/null", _folder.File("missing"), "a\0b" })
        {
            Assert.Throws<WeightsException>(() => SparseAutoencoder.LoadDictionaryLearning(path, Site));
            Assert.Throws<WeightsException>(() => SparseAutoencoder.LoadGemmaScope(path, Site));
            Assert.Throws<DictionaryException>(() => SparseAutoencoder.LoadSaeLens(path));
            Assert.Throws<DictionaryException>(() => FeatureDictionaries.Load(path));
        }
    }

    [Theory]
    [InlineData("object arrays", "'|O'", "False", "(5, 9)", "little-endian floating-point numbers")]
    [InlineData("big-endian numbers", "'>f4'", "False", "(5, 9)", "little-endian floating-point numbers")]
    [InlineData("whole numbers", "'<i8'", "False", "(5, 9)", "little-endian floating-point numbers")]
    [InlineData("Fortran order", "'<f4'", "True", "(5, 9)", "Fortran order")]
    [InlineData("too large a shape", "'<f4'", "False", "(4611686018427387904, 9)", "of an array that it declares")]
    [InlineData(
        "a shape that overflows",
        "'<f4'",
        "False",
        "(9223372036854775807, 9223372036854775807)",
        "of an array that it declares"
    )]
    [InlineData("a number too long", "'<f4'", "False", "(99999999999999999999, 1)", "a shape of whole numbers")]
    [InlineData("a negative size", "'<f4'", "False", "(-5, 9)", "three fields of a .npy header")]
    [InlineData("many dimensions", "'<f4'", "False", "(1, 1, 1, 1, 1, 1, 1, 1, 45)", "at most 8 dimensions")]
    [InlineData("records", "[('a', '<f4')]", "False", "(5, 9)", "three fields of a .npy header")]
    [InlineData("nothing", "'<f4'", "False", "(0, 9)", "of an array that it declares")]
    public void Numpy_arrays_that_are_not_plain_are_refused(
        string what,
        string type,
        string fortran,
        string shape,
        string words
    )
    {
        Assert.NotEmpty(what);
        var array = NumpyFiles.Array(type, fortran == "True", shape, new byte[5 * 9 * 4]);
        NumpyFilesWith("W_enc.npy", array);
        Refusals.Expect<WeightsException>(
            "params.npz",
            words,
            () => SparseAutoencoder.LoadGemmaScope(_folder.Path, Site)
        );
    }

    [Theory]
    [InlineData("../W_enc.npy")]
    [InlineData("/etc/W_enc.npy")]
    [InlineData("..\\W_enc.npy")]
    [InlineData("W_enc.npy/")]
    [InlineData("W_enc")]
    [InlineData("W_enc.npy.npy")]
    public void Numpy_archives_with_entries_of_other_names_are_refused(string name)
    {
        NumpyFilesWith(name, NumpyFiles.Array(Normal(1, InputWidth, Width)));
        var refused = Assert.Throws<WeightsException>(() => SparseAutoencoder.LoadGemmaScope(_folder.Path, Site));
        Assert.Contains("params.npz", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_with_an_entry_twice_or_two_pickles_are_not_chosen_between()
    {
        var array = NumpyFiles.Array(Normal(1, InputWidth, Width));
        StoredZip.Write(_folder.File("params.npz"), [("W_enc.npy", array), ("W_enc.npy", array)]);
        Refusals.Expect<WeightsException>(
            "params.npz",
            "'W_enc.npy': expected each entry once, found it twice",
            () => SparseAutoencoder.LoadGemmaScope(_folder.Path, Site)
        );
        var pickle = HandPickle.StateDictionary().End();
        StoredZip.Write(_folder.File("ae.pt"), [("ae/data.pkl", pickle), ("other/data.pkl", pickle)]);
        Refusals.Expect<WeightsException>(
            "ae.pt",
            "expected one data.pkl, ae/data.pkl, found another",
            () => SparseAutoencoder.LoadDictionaryLearning(_folder.Path, Site)
        );
    }

    [Fact]
    public void An_archive_that_unpacks_a_thousandfold_is_refused_before_it_is_unpacked()
    {
        StoredZip.Write(
            _folder.File("params.npz"),
            [("W_enc.npy", NumpyFiles.Array("'<f4'", false, "(4096, 8192)", new byte[4096 * 8192 * 4]))],
            CompressionLevel.SmallestSize
        );
        Refusals.Expect<WeightsException>(
            "params.npz",
            "entries of a plausible size",
            () => SparseAutoencoder.LoadGemmaScope(_folder.Path, Site)
        );
    }

    [Fact]
    public void A_pickle_of_a_tensor_with_many_dimensions_is_refused()
    {
        int[] ones = [.. Enumerable.Repeat(1, 70_000)];
        TorchFiles.Write(
            _folder.File("ae.pt"),
            HandPickle.StateDictionary().Tensor("encoder.weight", "FloatStorage", "0", 1, ones, ones).End(),
            ("ae/data/0", new byte[4])
        );
        Refusals.Expect<WeightsException>(
            "ae.pt",
            "at most 8 dimensions, found 70000",
            () => SparseAutoencoder.LoadDictionaryLearning(_folder.Path, Site)
        );
    }

    private IDisposable Load(string name) =>
        name switch
        {
            "ae.pt" or "config.json" => SparseAutoencoder.LoadDictionaryLearning(_folder.File("ae.pt"), Site),
            "ae.safetensors" => SparseAutoencoder.LoadDictionaryLearning(_folder.File("ae.safetensors"), Site),
            "params.npz" => SparseAutoencoder.LoadGemmaScope(_folder.Path, Site),
            "dictionaries.json" => FeatureDictionaries.Load(_folder.Path),
            _ => SparseAutoencoder.LoadSaeLens(_folder.Path),
        };

    private void WriteWhole()
    {
        using var random = Autoencoders.Random("jumprelu");
        random.SaveSaeLens(_folder.Path);
        NumpyFiles.Write(_folder.File("params.npz"), random.Tensors.Select(pair => (pair.Name, pair.Tensor)));
        File.Delete(_folder.File("ae.pt"));
        TorchFiles.Write(_folder.File("ae.pt"), [.. random.Tensors]);
        SafetensorsWriter.Write(_folder.File("ae.safetensors"), [.. random.Tensors]);
        File.WriteAllText(
            _folder.File("config.json"),
            """{"trainer": {"dict_class": "JumpReluAutoEncoder", "activation_dim": 5, "dict_size": 9, "layer": 0}}"""
        );
        File.WriteAllText(
            _folder.File("dictionaries.json"),
            """
            {"format":"circuitry.dictionaries","version":1,"dictionaries":[
             {"hook":"blocks.0.hook_resid_post","folder":"params.npz","layout":"gemma_scope","d_in":5,"d_sae":9,"activation":"jumprelu"}]}
            """
        );
    }

    private void NumpyFilesWith(string name, byte[] array)
    {
        using var random = Autoencoders.Random("jumprelu");
        StoredZip.Write(
            _folder.File("params.npz"),
            [
                (name, array),
                .. random
                    .Tensors.Where(pair => pair.Name != "W_enc")
                    .Select(pair => (pair.Name + ".npy", NumpyFiles.Array(pair.Tensor))),
            ]
        );
    }

    private void Each(string name, byte[] bytes, Func<IDisposable> load)
    {
        File.WriteAllBytes(_folder.File(name), bytes);
        var refused = Assert.Throws<DictionaryException>(() => load().Dispose());
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    private void Refuses(string name, byte[] bytes, Func<IDisposable> load)
    {
        File.WriteAllBytes(_folder.File(name), bytes);
        try
        {
            load().Dispose();
        }
        catch (DictionaryException e)
        {
            Assert.Contains(name, e.Message, StringComparison.Ordinal);
        }
    }
}
