using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public class LogitLensTests
{
    [Theory]
    [InlineData("serial")]
    [InlineData("parallel")]
    [InlineData("grouped")]
    [InlineData("bidirectional")]
    [InlineData("scaled")]
    public void The_logits_are_those_that_the_model_gives_to_what_a_direction_adds_to_the_stream(string architecture)
    {
        // Branches and logits have factors of their own in the scaled one.
        using var model = architecture == "scaled" ? SmallModels.Make<LikeCohere>() : SmallFeatures.Model(architecture);
        FeatureSite[] sites =
        [
            .. FeatureSite.All(model.Architecture),
            new FeatureSite(HookSite.MixedValue, 1),
            new FeatureSite(HookSite.MlpPost, 0),
        ];
        using var dictionaries = SmallFeatures.Dictionaries(model, sites);
        foreach (var site in sites)
        {
            var evidence = Collect(model, dictionaries, new FeatureNode(site, 3));
            var expected = Expected(model, site, dictionaries[site]);
            var ranked = Enumerable.Range(0, expected.Length).OrderByDescending(token => expected[token]).ToArray();
            Assert.Equal(ranked.Take(4).Select(token => $"t{token}"), evidence.Logits!.Promoted.Select(of => of.Text));
            Assert.Equal(
                ranked.Reverse().Take(4).Select(token => $"t{token}"),
                evidence.Logits.Suppressed.Select(of => of.Text)
            );
            foreach (var (token, logit) in evidence.Logits.Promoted.Concat(evidence.Logits.Suppressed))
            {
                Assert.Equal(expected[int.Parse(token[1..], null)], logit, 1e-8);
            }
        }
    }

    [Fact]
    public void There_are_none_where_logits_are_of_other_tokens_and_for_error_terms()
    {
        using var model = SmallFeatures.Model("attention only");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        Assert.Null(Collect(model, dictionaries, new FeatureNode(FeatureSite.Residual(0), 3)).Logits);
        using var serial = SmallFeatures.Model("serial");
        using var others = SmallFeatures.Dictionaries(serial);
        Assert.Null(Collect(serial, others, new FeatureNode(FeatureSite.Residual(0), FeatureNode.ErrorTerm)).Logits);
    }

    [Fact]
    public void Equal_logits_are_listed_by_token()
    {
        using var model = SmallFeatures.Model("serial");
        using var gradients = no_grad();
        model.Weights.W_U.zero_();
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var logits = Collect(model, dictionaries, new FeatureNode(FeatureSite.Residual(0), 3)).Logits!;
        Assert.Equal(["t0", "t1", "t2", "t3"], logits.Promoted.Select(of => of.Text));
        Assert.Equal(["t0", "t1", "t2", "t3"], logits.Suppressed.Select(of => of.Text));
    }

    private static FeatureEvidence Collect(
        TransformerModel model,
        FeatureDictionaries dictionaries,
        FeatureNode node
    ) =>
        new FeatureEvidenceCollector(
            model,
            dictionaries,
            token => $"t{token}",
            new FeatureEvidenceOptions { Logits = 4 }
        )
            .Collect(
                [new ScoredFeature(node, 1)],
                [
                    [1, 2],
                ]
            )
            .Single();

    /// <summary>The model's own unembedding of a direction, without what it gives to nothing and without the norm's division.</summary>
    private static double[] Expected(TransformerModel model, FeatureSite site, FeatureDictionary dictionary)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var direction = dictionary.Directions(tensor(new long[] { 3 }, int64))[0];
        var inStream = site.Hook switch
        {
            HookSite.MixedValue => Through(model, site, HookSite.AttentionOutput, direction),
            HookSite.MlpPost => Through(model, site, HookSite.MlpOutput, direction),
            _ => direction,
        };
        var a = model.Architecture;
        var centred = a.Norm.Centres ? inStream - inStream.mean() : inStream;
        var divisor =
            a.Norm.Kind == Normalization.None
                ? 1
                : Math.Sqrt((centred * centred).mean().item<double>() + a.Norm.Epsilon);
        var logits = model.Unembed(inStream) - model.Unembed(zeros_like(inStream));
        return [.. Autoencoders.Values(logits).Select(logit => logit * divisor)];
    }

    /// <summary>What adding a direction at one place of a block changes at a later one.</summary>
    private static Tensor Through(TransformerModel model, FeatureSite site, HookSite later, Tensor direction)
    {
        return Read(value => Ops.Add(value, direction)) - Read(value => value);

        Tensor Read(Func<Tensor, Tensor> change)
        {
            using var sequence = Sequence.Of(
                new Prompts([
                    [1],
                ]),
                model
            );
            var tap = new Tap(model.Architecture.Layers);
            Tensor? read = null;
            Splice.Into(tap, site, change);
            Splice.Read(
                tap,
                new FeatureSite(later, site.Layer),
                value => read = value.clone().DetachFromDisposeScope()
            );
            model.Forward(sequence, tap);
            using var all = read!;
            return all[0, 0].clone();
        }
    }
}
