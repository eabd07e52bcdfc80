using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>The configurations and weights among the cases that went wrong.</summary>
public sealed class ConfigurationCaseTests
{
    private static readonly Prompts Prompt = new([
        [1, 2, 3],
    ]);

    [SkippableTheory]
    [InlineData("06", "surrogate")]
    [InlineData("06", "latin1")]
    public void A_field_that_nobody_reads_may_hold_broken_text(string number, string folder)
    {
        var a = ArchitectureFile.Read(SharedFolder.PathOf("cases", number, folder, "config.json"));

        Assert.Equal(SmallGpt2.Declared, a);
    }

    [SkippableTheory]
    [InlineData("r01-config-lone-surrogate", "architectures: the family '\ufffd' is not known")]
    [InlineData("r02-config-invalid-utf8", "architectures: neither 'architectures' nor 'model_type' is given")]
    [InlineData("r13-rope-factor-0", "rope_scaling.factor: is 0; it must be positive and finite, in float32 too")]
    [InlineData("07", "final_rms: is set: a last norm of another kind than the others is not implemented")]
    [InlineData("08/type-null", "rope_scaling: has a factor and no type")]
    public void What_no_model_means_is_refused_with_the_file_and_the_field(string number, string found)
    {
        var path = SharedFolder.PathOf(["cases", .. number.Split('/'), "config.json"]);

        var error = Assert.Throws<WeightsException>(() => ArchitectureFile.Read(path));

        Assert.Equal(path, error.File);
        Assert.StartsWith(found, error.Found, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_scaling_with_its_type_is_read() =>
        Assert.Equal(
            4,
            ArchitectureFile
                .Read(SharedFolder.PathOf("cases", "08", "type-linear", "config.json"))
                .Positions.Rotary!.LinearFactor
        );

    [SkippableFact]
    public void A_last_norm_of_another_kind_is_not_replaced_by_the_declared_one()
    {
        var folder = SharedFolder.PathOf("cases", "07");

        Assert.Throws<WeightsException>(() => SmallFolded.Load(folder));

        // The tensors alone do not tell: these are the logits of the plain norm.
        using var source = TensorSource.Open(Path.Combine(folder, "model.safetensors"));
        using var model = SmallFolded.From(TransformerWeights.FromSource(source, SmallFolded.Declared));
        using var run = model.Run(Prompt);
        Close.Check([-0.317889, 0.506746, -1.49054, -0.258112], Last(run[SmallFolded.Hooks.Logits].Value)[..4], 5e-6);
    }

    [SkippableFact]
    public void The_normalised_stream_of_a_layer_norm_is_its_output()
    {
        double[] expected = [-0.137166, 1.18269, 0.0786254, -0.0441716, -0.612832, 0.0719438, 0.522651, 0.0710469];
        using var model = SmallGpt2.Load(SharedFolder.PathOf("cases", "17"), float64);
        using var run = model.Run(Prompt);

        Close.Check(expected, Last(run[SmallGpt2.Hooks.Layer0.Norm1Normalized].Value), 5e-6);
        Assert.Equal("blocks.0.ln1.hook_normalized", SmallGpt2.Hooks.Layer0.Norm1Normalized.Name);
        // A norm's output is what the unembedding reads.
        Close.Same(run[SmallGpt2.Hooks.UnembedInput].Value, run[SmallGpt2.Hooks.FinalNormNormalized].Value, 1e-12);
    }

    [SkippableFact]
    public void A_patch_of_it_replaces_the_output()
    {
        using var model = SmallGpt2.Load(SharedFolder.PathOf("cases", "17"), float64);
        using var run = model.Run(Prompt);
        using var scope = NewDisposeScope();
        run.Patch(SmallGpt2.Hooks.Layer0.Norm1Normalized, value => value.zeros_like());

        // Of nothing, queries are their bias.
        var w = model.Weights.Layers[0];
        Close.Same(w.b_QKV![..8], run[SmallGpt2.Hooks.Layer0.Query].Value[0, 2].flatten(), 1e-12);
    }

    private static Tensor Last(Tensor value) => value[0][-1];
}
