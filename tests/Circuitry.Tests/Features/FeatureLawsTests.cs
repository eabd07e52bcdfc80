using Circuitry.Testing;
using Xunit.Sdk;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>The laws of features, where means replace them.</summary>
public sealed class SerialFeatureLaws : FeatureLaws<SerialFeatures>
{
    protected override SerialFeatures Make() => FeatureLawsTests.Experiment(dictionary => dictionary);
}

/// <summary>The laws of features refuse what breaks them.</summary>
public sealed class FeatureLawsTests
{
    [Fact]
    public void Gradients_of_features_that_are_off_by_a_tenth_break_the_laws_of_gradients()
    {
        var laws = new Laws(dictionary => new Bent(dictionary) { OfDecoder = 1.1 });
        Breaks(laws.Attribution_patching_is_the_slope_of_the_effect);
        Breaks(laws.Integrated_gradients_of_a_site_sum_to_the_effect_of_replacing_it);
        Breaks(laws.Edges_are_products_of_two_slopes);
    }

    [Fact]
    public void Gradients_of_encoders_that_are_off_by_a_tenth_break_the_law_of_edges() =>
        Breaks(new Laws(dictionary => new Bent(dictionary) { OfEncoder = 1.1 }).Edges_are_products_of_two_slopes);

    [Fact]
    public void Directions_that_are_off_by_a_tenth_break_the_law_of_effects() =>
        Breaks(
            new Laws(dictionary => new Bent(dictionary)
            {
                OfDirections = 1.1,
            }).Exact_effects_are_what_replacing_each_feature_does
        );

    [Fact]
    public void Features_that_change_with_every_use_break_the_laws_of_runs()
    {
        var laws = new Laws(dictionary => new Bent(dictionary) { FeatureDrift = 0.01 });
        Breaks(laws.Some_features_kept_is_the_model_with_the_others_replaced);
        Breaks(laws.Scores_of_whole_features_are_sums_over_their_positions);
    }

    [Fact]
    public void Reconstructions_that_change_with_every_use_break_the_laws_of_runs()
    {
        var laws = new Laws(dictionary => new Bent(dictionary) { ReconstructionDrift = 0.01 });
        Breaks(laws.All_features_kept_is_the_clean_model);
        Breaks(laws.No_feature_kept_is_the_ablated_model);
        Breaks(laws.Some_features_kept_is_the_model_with_the_others_replaced);
    }

    [Fact]
    public void Dictionaries_that_differ_from_one_time_to_the_next_break_the_law_of_the_same_bytes()
    {
        var times = 0;
        var laws = new Laws(dictionary => new Bent(dictionary) { OfDecoder = 1 + times++ });
        Breaks(laws.The_same_seed_gives_the_same_bytes);
    }

    internal static SerialFeatures Experiment(Func<FeatureDictionary, FeatureDictionary> change)
    {
        var model = (Serial)SmallFeatures.Model("serial");
        var dictionaries = SmallFeatures.Dictionaries(model);
        return new SerialFeatures(
            model,
            new FeatureDictionaries(dictionaries.Sites.Select(site => change(dictionaries[site])))
        );
    }

    private static void Breaks(Action law) => Assert.ThrowsAny<XunitException>(law);

    private sealed class Laws(Func<FeatureDictionary, FeatureDictionary> change) : FeatureLaws<SerialFeatures>
    {
        protected override SerialFeatures Make() => Experiment(change);
    }

    /// <summary>A dictionary with one fault. Owns the true one.</summary>
    private sealed class Bent(FeatureDictionary dictionary)
        : FeatureDictionary(dictionary.Site, dictionary.InputWidth, dictionary.Width)
    {
        private int _uses;

        public double OfDecoder { get; init; } = 1;

        public double OfEncoder { get; init; } = 1;

        public double OfDirections { get; init; } = 1;

        public double FeatureDrift { get; init; }

        public double ReconstructionDrift { get; init; }

        public override string Hash => dictionary.Hash;

        public override Tensor Encode(Tensor input) => Ops.Scale(dictionary.Encode(input), 1 + FeatureDrift * _uses++);

        public override Tensor Decode(Tensor features, Tensor input) =>
            Ops.Scale(dictionary.Decode(features, input), 1 + ReconstructionDrift * _uses++);

        public override Tensor DecoderGradient(Tensor gradient, Tensor input) =>
            Ops.Scale(dictionary.DecoderGradient(gradient, input), OfDecoder);

        public override Tensor Directions(Tensor indices) => Ops.Scale(dictionary.Directions(indices), OfDirections);

        public override Tensor EncoderGradients(Tensor input, Tensor indices) =>
            Ops.Scale(dictionary.EncoderGradients(input, indices), OfEncoder);

        public override void Dispose() => dictionary.Dispose();
    }
}
