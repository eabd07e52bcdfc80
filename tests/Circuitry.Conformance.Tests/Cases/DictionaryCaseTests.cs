using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>Dictionaries and judgements that were read wrongly, or not at all, with the right values.</summary>
public sealed class DictionaryCaseTests
{
    // The right values are told to six digits.
    private const double Told = 5e-6;

    [SkippableFact]
    public void Text_that_is_no_Unicode_in_a_configuration_is_told_with_the_files_name()
    {
        var refused = Assert.Throws<DictionaryException>(() => SparseAutoencoder.LoadSaeLens(Case("06", "sae")));
        Assert.Contains("cfg.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains("no site that can have a dictionary", refused.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("standard", new[] { 3.6141, 0, 1.96308, 0.23297, 2.87865, 3.27269 })]
    [InlineData("jumprelu", new[] { 3.6141, 0, 1.96308, 0, 2.87865, 3.27269 })]
    public void Decoder_norms_rescale_top_k_and_no_other_class(string folder, double[] right) =>
        Same(right, SparseAutoencoder.LoadSaeLens(Case("09", folder)), [-2.0f, 1.5f, -1.0f, -2.5f]);

    [SkippableTheory]
    [InlineData("k-only")]
    [InlineData("no-buffers")]
    public void What_older_files_lack_stands_in_their_configuration_or_is_not_needed(string folder) =>
        Same(
            [0, 0.201179, 0, 0, 0, 0],
            SparseAutoencoder.LoadDictionaryLearning(Case("10", folder), FeatureSite.Parse("blocks.0.hook_resid_pre")),
            [0.5f, -1, 0.25f, 2]
        );

    [SkippableFact]
    public void A_k_that_is_said_twice_and_differently_is_refused_with_both_values()
    {
        var refused = Assert.Throws<DictionaryException>(() =>
            SparseAutoencoder.LoadDictionaryLearning(Case("11", "topk"), FeatureSite.Parse("blocks.0.hook_resid_pre"))
        );
        Assert.Contains("config.json: trainer.k is 3", refused.Message, StringComparison.Ordinal);
        Assert.Contains("ae.safetensors is 2", refused.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_null_among_judgements_is_told_with_the_files_name()
    {
        var refused = Assert.Throws<JudgementException>(() =>
            new JudgementFile(Case("r08-judgements-null", "j.json")).Require([])
        );
        Assert.Contains("j.json", refused.Message, StringComparison.Ordinal);
        Assert.Contains("a list has null in it", refused.Message, StringComparison.Ordinal);
    }

    private static string Case(params string[] parts) => SharedFolder.PathOf(["cases", .. parts]);

    private static void Same(double[] right, SparseAutoencoder read, float[] activation)
    {
        using var _ = read;
        using var scope = NewDisposeScope();
        var features = read.Encode(tensor(activation)).data<float>().ToArray();
        Assert.Equal(right.Length, features.Length);
        Assert.All(right.Zip(features), pair => Assert.Equal(pair.First, pair.Second, Told));
    }
}
