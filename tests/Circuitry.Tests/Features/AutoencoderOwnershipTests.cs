using static Circuitry.Tests.Autoencoders;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class AutoencoderOwnershipTests
{
    [Fact]
    public void The_hash_tells_apart_everything_that_decides_the_features()
    {
        SparseAutoencoder[] all =
        [
            .. Kinds.Select(kind => Autoencoders.Random(kind)),
            Autoencoders.Random("relu", subtracts: false),
            Autoencoders.Random("relu", InputNormalization.LayerNorm),
            Autoencoders.Random("relu", InputNormalization.ConstantNormRescale),
            Autoencoders.Random("relu", site: FeatureSite.Residual(1)),
            With(DictionaryActivation.TopK(2)),
            With(DictionaryActivation.BatchTopK(3, 0.5)),
            With(DictionaryActivation.BatchTopK(2, 0.4)),
            With(DictionaryActivation.JumpRelu(Normal(30, Width))),
        ];
        using var again = Autoencoders.Random("relu");

        Assert.Equal(all.Length, all.Select(dictionary => dictionary.Hash).Distinct().Count());
        Assert.Equal(again.Hash, all[0].Hash);
        Assert.Equal(64, again.Hash.Length);
        Array.ForEach(all, dictionary => dictionary.Dispose());
    }

    [Fact]
    public void Tensors_outlive_the_scope_they_are_made_in_and_go_with_the_dictionary()
    {
        SparseAutoencoder dictionary;
        using (NewDisposeScope())
        {
            dictionary = Autoencoders.Random("gated");
        }

        Assert.Equal(
            ["W_enc", "W_dec", "b_dec", "b_gate", "r_mag", "b_mag"],
            dictionary.Tensors.Select(pair => pair.Name)
        );
        Assert.All(dictionary.Tensors, pair => Assert.False(pair.Tensor.IsInvalid));
        dictionary.Dispose();
        Assert.All(dictionary.Tensors, pair => Assert.True(pair.Tensor.IsInvalid));
    }

    [Fact]
    public void Encoding_and_decoding_leave_no_tensor_behind()
    {
        foreach (var kind in Kinds)
        {
            using var dictionary = Autoencoders.Random(kind, InputNormalization.LayerNorm);
            using var x = Normal(31, 2, InputWidth);
            using var indices = tensor(new long[] { 1, 4 });
            using var scope = NewDisposeScope();

            var features = dictionary.Encode(x);
            dictionary.Decode(features, x);
            dictionary.DecoderGradient(x, x);
            dictionary.EncoderGradients(x, indices);
            dictionary.Directions(indices);
            dictionary.Error(x, features);

            Assert.Equal(6, scope.DisposablesCount);
        }
    }

    [Fact]
    public void What_does_not_fit_together_is_refused_by_name()
    {
        Refused("W_enc to be [d_in, d_sae], found [5]", () => Made(W_enc: Normal(1, 5)));
        Refused("b_enc to be [9], found [8]", () => Made(b_enc: Normal(2, 8)));
        Refused("W_dec to be [9, 5], found [5, 9]", () => Made(W_dec: Normal(3, 5, 9)));
        Refused("b_dec to be [5], found [9]", () => Made(b_dec: Normal(4, 9)));
        Refused("b_dec to be Float64", () => Made(b_dec: Normal(4, 5).to(float32)));
        Refused("threshold to be [9], found [1]", () => With(DictionaryActivation.JumpRelu(Normal(8, 1))));
        Refused(
            "b_gate and b_mag instead of b_enc",
            () => With(DictionaryActivation.Gated(Normal(5, 9), Normal(6, 9), Normal(7, 9)))
        );
        Refused("9 features, and 10 of them shall be active", () => With(DictionaryActivation.TopK(10)));
        Refused("k is 0", () => DictionaryActivation.TopK(0));
        Refused("the threshold is NaN", () => DictionaryActivation.BatchTopK(3, double.NaN));
        Refused("b_dec to be finite numbers", () => Made(b_dec: Numbers(1, 2, double.PositiveInfinity, 4, 5)));
    }

    private static void Refused(string part, Action make) =>
        Assert.Contains(part, Assert.Throws<DictionaryException>(make).Message, StringComparison.Ordinal);

    private static SparseAutoencoder With(DictionaryActivation activation) => Made(activation: activation);

    private static SparseAutoencoder Made(
        Tensor? W_enc = null,
        Tensor? b_enc = null,
        Tensor? W_dec = null,
        Tensor? b_dec = null,
        DictionaryActivation? activation = null
    ) =>
        new(
            Site,
            W_enc ?? Normal(1, InputWidth, Width),
            b_enc ?? Normal(2, Width),
            W_dec ?? Normal(3, Width, InputWidth),
            b_dec ?? Normal(4, InputWidth),
            activation ?? DictionaryActivation.Relu()
        )
        {
            SubtractsDecoderBias = true,
        };
}
