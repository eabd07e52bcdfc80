using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class RandomWeightsTests
{
    [Fact]
    public void The_same_seed_gives_the_same_model()
    {
        using var first = TransformerWeights.Random(SmallArchitectures.Llama(), 5);
        using var second = TransformerWeights.Random(SmallArchitectures.Llama(), 5);
        using var other = TransformerWeights.Random(SmallArchitectures.Llama(), 6);

        Assert.Equal(first.Hash, second.Hash);
        Assert.NotEqual(first.Hash, other.Hash);
    }

    [Fact]
    public void The_global_seed_has_no_say()
    {
        manual_seed(1);
        using var first = TransformerWeights.Random(SmallArchitectures.Llama(), 5);
        manual_seed(2);
        using var second = TransformerWeights.Random(SmallArchitectures.Llama(), 5);

        Assert.Equal(first.Hash, second.Hash);
    }

    [Fact]
    public void One_seed_is_one_model_in_every_number_type()
    {
        using var wide = TransformerWeights.Random(SmallArchitectures.Gpt2(), 5, ScalarType.Float64);
        using var narrow = TransformerWeights.Random(SmallArchitectures.Gpt2(), 5);

        Assert.All(
            wide.Tensors.Zip(narrow.Tensors),
            pair => Assert.Equal(pair.First.data<double>().ToArray().Select(x => (float)x), pair.Second.All())
        );
    }

    [Fact]
    public void Numbers_are_normal_with_deviation_002_and_less_where_they_add_to_the_stream()
    {
        var a = SmallArchitectures
            .Gpt2()
            .With("Vocabulary", 2000)
            .With("OutputVocabulary", 2000)
            .With("MlpWidth", 2000);
        using var weights = TransformerWeights.Random(a, 0);

        Assert.InRange(Deviation(weights.W_E), 0.019, 0.021);
        Assert.InRange(Deviation(weights.Layers[0].W_in!), 0.019, 0.021);
        Assert.InRange(Deviation(weights.Layers[0].W_out!), 0.0095, 0.0105);
        Assert.All(weights.Layers[1].Norm1Scale.All(), scale => Assert.Equal(1, scale));
        Assert.All(weights.Layers[1].b_QKV.All(), bias => Assert.Equal(0, bias));
    }

    [Fact]
    public void A_tied_unembedding_is_the_embedding_transposed_in_memory_of_its_own()
    {
        using var wide = TransformerWeights.Random(SmallArchitectures.Gpt2(), 0);
        Assert.Equal(wide.W_E.At(7, 2), wide.W_U.At(2, 7));

        // At width one the transposed view is contiguous already, and a copy must be made all the same.
        var narrow = SmallArchitectures.Gpt2().With("Heads", 1).With("KeyValueHeads", 1).With("ModelWidth", 1);
        using var weights = TransformerWeights.Random(narrow, 0);

        weights.W_E.fill_(Scalars.Of(3));

        Assert.DoesNotContain(3, weights.W_U.All());
    }

    [Fact]
    public void Sizes_that_do_not_fit_together_are_refused() =>
        Assert.Throws<ArchitectureException>(() =>
            TransformerWeights.Random(SmallArchitectures.Gpt2().With("KeyValueHeads", 3), 0)
        );

    private static double Deviation(Tensor tensor) => Math.Sqrt(tensor.All().Average(x => (double)x * x));
}
