namespace Circuitry.Experiments.Tests;

public sealed class PrimerWeightsTests
{
    [Fact]
    public void The_weights_that_ship_take_less_than_4_megabytes() =>
        Assert.InRange(
            new FileInfo(Path.Combine(PrimerWeights.Folder, "model.safetensors")).Length,
            1_000_000,
            3_999_999
        );

    [Fact]
    public void Saved_weights_are_read_back_bit_by_bit_as_the_declared_model()
    {
        var folder = Directory.CreateTempSubdirectory("circuitry-");
        try
        {
            using var weights = TransformerWeights.Random(Primer.Declared, seed: 1);
            PrimerWeights.SaveLayout(folder.FullName);
            PrimerWeights.Save(weights, folder.FullName);

            using var model = Primer.Load(folder.FullName);

            Assert.Equal(weights.Hash, model.Weights.Hash);
            Assert.Equal(
                ["config.json", "model.safetensors", "tokenizer.json"],
                folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal)
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
