using static Circuitry.Tests.Autoencoders;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class AutoencoderGradientTests
{
    private const double Step = 1e-6;

    public static TheoryData<string, InputNormalization> Dictionaries
    {
        get
        {
            var all = new TheoryData<string, InputNormalization>();
            foreach (var kind in Kinds)
            {
                foreach (var normalization in Enum.GetValues<InputNormalization>())
                {
                    all.Add(kind, normalization);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Dictionaries))]
    public void Encoder_gradients_are_those_of_autograd_and_of_small_changes(
        string kind,
        InputNormalization normalization
    )
    {
        using var scope = NewDisposeScope();
        using var dictionary = Autoencoders.Random(kind, normalization);
        var active = 0;
        for (var feature = 0; feature < Width; feature++)
        {
            var x = Normal(20, 1, InputWidth);
            var index = tensor(new long[] { feature });
            var gradient = Values(dictionary.EncoderGradients(x, index));

            var leaf = x.detach().requires_grad_();
            var value = dictionary.Encode(leaf)[0, feature];
            SparseAutoencoderTests.Expect(Values(Ops.CheckedGradients(value, [leaf])[0]), gradient, 1e-10);
            for (var i = 0; i < InputWidth; i++)
            {
                var slope =
                    (Feature(dictionary, x, i, feature, Step) - Feature(dictionary, x, i, feature, -Step)) / (2 * Step);
                Assert.Equal(slope, gradient[i], 1e-6);
            }

            active += value.item<double>() > 0 ? 1 : 0;
        }

        Assert.InRange(active, 1, Width - 1);
    }

    [Theory]
    [MemberData(nameof(Dictionaries))]
    public void An_activation_of_zeros_has_gradients_that_are_numbers(string kind, InputNormalization normalization)
    {
        using var scope = NewDisposeScope();
        using var dictionary = Autoencoders.Random(kind, normalization);
        var leaf = zeros([1, InputWidth], float64).requires_grad_();
        var features = dictionary.Encode(leaf);
        Assert.All(Values(features), value => Assert.True(double.IsFinite(value)));
        Assert.All(
            Values(Ops.CheckedGradients(features.sum(), [leaf])[0]),
            slope => Assert.True(double.IsFinite(slope), $"the gradient is {slope}")
        );
        for (var feature = 0; feature < Width; feature++)
        {
            var slopes = Values(dictionary.EncoderGradients(leaf.detach(), tensor(new long[] { feature })));
            Assert.All(slopes, slope => Assert.True(double.IsFinite(slope), $"the encoder's gradient is {slope}"));
        }
    }

    [Theory]
    [MemberData(nameof(Dictionaries))]
    public void Each_encoder_gradient_is_taken_at_an_activation_of_its_own(
        string kind,
        InputNormalization normalization
    )
    {
        using var scope = NewDisposeScope();
        using var dictionary = Autoencoders.Random(kind, normalization);
        var x = Normal(21, 4, InputWidth);
        var indices = tensor(new long[] { 3, 0, 8, 3 });
        var together = dictionary.EncoderGradients(x, indices);

        for (var i = 0; i < 4; i++)
        {
            var alone = dictionary.EncoderGradients(x[i..(i + 1)], indices[i..(i + 1)]);
            SparseAutoencoderTests.Expect(Values(alone), Values(together[i]), 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Dictionaries))]
    public void Decoder_gradients_are_those_of_autograd(string kind, InputNormalization normalization)
    {
        using var scope = NewDisposeScope();
        using var dictionary = Autoencoders.Random(kind, normalization);
        var x = Normal(22, 2, 3, InputWidth);
        var gradient = Normal(23, 2, 3, InputWidth);
        var features = dictionary.Encode(x).detach().requires_grad_();

        var inner = dictionary.Decode(features, x).mul(gradient).sum();

        SparseAutoencoderTests.Expect(
            Values(Ops.CheckedGradients(inner, [features])[0]),
            Values(dictionary.DecoderGradient(gradient, x)),
            1e-10
        );
    }

    [Fact]
    public void Directions_are_what_one_unit_more_of_a_feature_adds()
    {
        using var scope = NewDisposeScope();
        using var dictionary = Autoencoders.Random("relu");
        var x = Normal(24, 1, InputWidth);
        var features = dictionary.Encode(x);
        var more = features.clone();
        more[0, 7] = tensor(features[0, 7].item<double>() + 1);
        var added = dictionary.Decode(more, x) - dictionary.Decode(features, x);

        SparseAutoencoderTests.Expect(Values(added), Values(dictionary.Directions(tensor(new long[] { 7 }))), 1e-12);
    }

    [Fact]
    public void The_scale_that_decoding_gives_back_is_a_constant()
    {
        using var scope = NewDisposeScope();
        using var dictionary = Autoencoders.Random("relu", InputNormalization.ConstantNormRescale);
        var x = Normal(25, 1, InputWidth).requires_grad_();
        var features = Normal(26, 1, Width).requires_grad_();

        var gradients = Ops.CheckedGradients(dictionary.Decode(features, x).sum(), [x, features]);

        Assert.All(Values(gradients[0]), value => Assert.Equal(0, value));
        Assert.Contains(Values(gradients[1]), value => value != 0);
    }

    private static double Feature(SparseAutoencoder dictionary, Tensor x, int coordinate, int feature, double step)
    {
        using var scope = NewDisposeScope();
        var moved = x.clone();
        moved[0, coordinate] = tensor(x[0, coordinate].item<double>() + step);
        return dictionary.Encode(moved)[0, feature].item<double>();
    }
}
