using static Circuitry.Tests.Autoencoders;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>
/// Numbers by hand: x = (1, 2), W_enc = ((1, 0, -1), (0, 1, 1)), b_enc = (0.5, -1, 0), W_dec = ((1, 1), (0, 2), (3, 0)),
/// b_dec = (0.25, 0.5). Pre-activations are (1.5, 1, 1), and (1.25, 0.5, 0.75) where b_dec is subtracted.
/// </summary>
public sealed class SparseAutoencoderTests
{
    [Fact]
    public void Relu_encodes_and_decodes_as_by_hand()
    {
        Expect(Small(DictionaryActivation.Relu()), [1.5, 1, 1], [1.5 + 3 + 0.25, 1.5 + 2 + 0.5]);
        Expect(Small(DictionaryActivation.Relu()), [0, 1, 3], [9.25, 2.5], -1, 2);
    }

    [Fact]
    public void The_decoder_bias_is_subtracted_where_the_dictionary_says_so()
    {
        Expect(Small(DictionaryActivation.Relu(), subtracts: true), [1.25, 0.5, 0.75], [3.75, 2.75]);
    }

    [Fact]
    public void Gates_decide_and_magnitudes_are_scaled()
    {
        // u = (1, 2, 1); gates u + (-2, 0, 0) open (no, yes, yes); magnitudes 2 u + (0, -1, -3) = (2, 3, -1).
        var gated = DictionaryActivation.Gated(
            Numbers(-2, 0, 0),
            Numbers(Math.Log(2), Math.Log(2), Math.Log(2)),
            Numbers(0, -1, -3)
        );
        Expect(Small(gated), [0, 3, 0], [0.25, 6.5]);
    }

    [Fact]
    public void Top_k_keeps_the_largest_as_far_as_they_are_positive()
    {
        Expect(Small(DictionaryActivation.TopK(1)), [1.5, 0, 0], [1.75, 2]);
        // Pre-activations (-2.5, -2, 2): the second largest is negative.
        Expect(Small(DictionaryActivation.TopK(2)), [0, 0, 2], [6.25, 0.5], -3, -1);
    }

    [Fact]
    public void Batch_top_k_keeps_what_is_above_its_threshold_and_not_what_is_at_it()
    {
        Expect(Small(DictionaryActivation.BatchTopK(1, 1)), [1.5, 0, 0], [1.75, 2]);
        Expect(Small(DictionaryActivation.BatchTopK(1, -1)), [0, 0, 2], [6.25, 0.5], -3, -1);
    }

    [Fact]
    public void Jump_relu_has_a_threshold_for_each_feature_and_no_negative_features()
    {
        Expect(Small(DictionaryActivation.JumpRelu(Numbers(1.4, 1, 0.9))), [1.5, 0, 1], [4.75, 2]);
        Expect(Small(DictionaryActivation.JumpRelu(Numbers(-9, -9, -9))), [0, 0, 2], [6.25, 0.5], -3, -1);
    }

    [Fact]
    public void Constant_norm_rescales_each_activation_to_the_root_of_its_width_and_back()
    {
        // (3, 4) has norm 5: y = (3, 4) sqrt(2) / 5.
        var c = Math.Sqrt(2) / 5;
        double[] features = [3 * c + 0.5, 4 * c - 1, c];
        Expect(
            Small(DictionaryActivation.Relu(), normalization: InputNormalization.ConstantNormRescale),
            features,
            [(features[0] + 3 * features[2] + 0.25) / c, (features[0] + 2 * features[1] + 0.5) / c],
            3,
            4
        );
    }

    [Fact]
    public void Layer_norm_uses_the_unbiased_deviation_and_undoes_without_epsilon()
    {
        // (1, 3): mean 2, deviation sqrt(2); y = (-1, 1) / (sqrt(2) + 1e-5).
        var deviation = Math.Sqrt(2);
        var y = 1 / (deviation + 1e-5);
        double[] features = [Math.Max(0, 0.5 - y), Math.Max(0, y - 1), 2 * y];
        Expect(
            Small(DictionaryActivation.Relu(), normalization: InputNormalization.LayerNorm),
            features,
            [
                (features[0] + 3 * features[2] + 0.25) * deviation + 2,
                (features[0] + 2 * features[1] + 0.5) * deviation + 2,
            ],
            1,
            3
        );
    }

    [Fact]
    public void An_activation_of_zeros_has_finite_features_under_every_norm()
    {
        foreach (var normalization in Enum.GetValues<InputNormalization>())
        {
            using var dictionary = Small(DictionaryActivation.Relu(), normalization: normalization);
            using var x = zeros(1, 2, dtype: float64);
            using var features = dictionary.Encode(x);
            using var decoded = dictionary.Decode(features, x);

            Assert.Equal([0.5, 0, 0], Values(features));
            Assert.All(Values(decoded), value => Assert.True(double.IsFinite(value)));
        }
    }

    [Fact]
    public void Decoded_features_and_the_error_term_are_the_activation()
    {
        using var dictionary = Autoencoders.Random("topk", InputNormalization.LayerNorm);
        using var x = Normal(9, 2, 3, InputWidth);
        using var features = dictionary.Encode(x);
        using var decoded = dictionary.Decode(features, x);
        using var error = dictionary.Error(x, features);

        Assert.Equal([2, 3, Width], features.shape);
        Assert.Equal([2, 3, InputWidth], decoded.shape);
        Assert.False(dictionary.IsExact);
        Expect(Values(x), Values(decoded.add(error, Scalars.One)), 1e-14);
    }

    [Fact]
    public void It_computes_in_its_own_type_and_decodes_in_that_of_the_activation()
    {
        using var dictionary = Autoencoders.Random("relu");
        using var x = Normal(9, 2, InputWidth).to(float32);
        using var features = dictionary.Encode(x);
        using var decoded = dictionary.Decode(features, x);

        Assert.Equal(ScalarType.Float64, features.dtype);
        Assert.Equal(ScalarType.Float32, decoded.dtype);
    }

    internal static void Expect(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private static SparseAutoencoder Small(
        DictionaryActivation activation,
        bool subtracts = false,
        InputNormalization normalization = InputNormalization.None
    ) =>
        new(
            Site,
            Rows(
                new double[,]
                {
                    { 1, 0, -1 },
                    { 0, 1, 1 },
                }
            ),
            activation.Name == "gated" ? null : Numbers(0.5, -1, 0),
            Rows(
                new double[,]
                {
                    { 1, 1 },
                    { 0, 2 },
                    { 3, 0 },
                }
            ),
            Numbers(0.25, 0.5),
            activation
        )
        {
            SubtractsDecoderBias = subtracts,
            Normalization = normalization,
        };

    private static void Expect(
        SparseAutoencoder dictionary,
        double[] features,
        double[] reconstruction,
        double first = 1,
        double second = 2
    )
    {
        using (dictionary)
        using (NewDisposeScope())
        {
            var x = Numbers(first, second).view(1, 1, 2);
            var encoded = dictionary.Encode(x);
            Expect(features, Values(encoded), 1e-12);
            Expect(reconstruction, Values(dictionary.Decode(encoded, x)), 1e-12);
        }
    }
}
