using static TorchSharp.torch;

namespace Circuitry.Experiments.Tests;

/// <summary>What the shipped feature experiments must reach; the programs print the figures.</summary>
public sealed class PrimerFeatureTests
{
    [Fact]
    public void Splicing_a_dictionary_with_its_error_term_changes_no_logit_of_Primer()
    {
        using var experiment = PrimerAgreementFeatures.LoadTrained(CPU);
        using var clean = experiment.Run(experiment.Prompts.Clean);
        var logits = clean[Primer.Hooks.Logits].Value;
        foreach (var site in experiment.Dictionaries.Sites)
        {
            var dictionary = experiment.Dictionaries[site];
            Assert.True(Difference(site, x => Spliced(dictionary, x, true)) <= 1e-5, $"{site}");
            Assert.True(Difference(site, x => Spliced(dictionary, x, false)) > 1e-3, $"{site} without its error term");
        }

        double Difference(FeatureSite site, Func<Tensor, Tensor> change)
        {
            using var scope = NewDisposeScope();
            using var run = experiment.Run(experiment.Prompts.Clean);
            Patch(run, site, change);
            return (run[Primer.Hooks.Logits].Value - logits).abs().max().item<float>();
        }

        static Tensor Spliced(FeatureDictionary dictionary, Tensor x, bool withError)
        {
            using var scope = NewDisposeScope();
            var features = dictionary.Encode(x);
            var decoded = dictionary.Decode(features, x);
            return (withError ? Ops.Add(decoded, dictionary.Error(x, features)) : decoded).MoveToOuterDisposeScope();
        }

        static void Patch(Run run, FeatureSite site, Func<Tensor, Tensor> change)
        {
            switch (site.Hook)
            {
                case HookSite.TokenEmbedding:
                    run.Patch(Primer.Hooks.TokenEmbedding, change);
                    break;
                case HookSite.AttentionOutput:
                    run.Patch(new HookPoint<AttentionOutput>(site.Hook, site.Layer), change);
                    break;
                case HookSite.MlpOutput:
                    run.Patch(new HookPoint<MlpOutput>(site.Hook, site.Layer), change);
                    break;
                default:
                    run.Patch(new HookPoint<Residual>(site.Hook, site.Layer), change);
                    break;
            }
        }
    }

    [Fact]
    public void A_hundred_features_explain_agreement_on_prompts_they_were_not_found_on_and_as_many_neurons_do_not()
    {
        using var experiment = PrimerAgreementFeatures.LoadTrained(CPU);
        var rule = new MidpointRule(4);
        var heldOut = PromptPairs.Of(
            PrimerAgreementFeatures
                .MakePrompts(PrimerWeights.Folder, new ExperimentChoices { Seed = 1 })
                .Pairs.ExceptBy(experiment.Prompts.Pairs.Select(Key), Key)
        );
        double Share(FeatureTask found, FeatureTask measured)
        {
            var ranked = new FeatureIntegratedGradients(found, rule).Run().Ranked();
            using var evaluator = new FeatureMeasure(measured);
            return new Evaluator(evaluator).Curve(ranked, [100]).Points.Single().Faithfulness.Value;
        }

        var features = Share(experiment.Task, experiment.On(heldOut));
        var neurons = Share(experiment.Neurons, experiment.NeuronsOn(heldOut));
        Assert.True(features > 0.6, $"features reach {features}");
        Assert.True(neurons < features - 0.2, $"neurons reach {neurons}");

        static string Key(PromptPair pair) => string.Join(' ', pair.Clean);
    }

    [Fact]
    public void Shift_repairs_a_classifier_that_goes_by_gender()
    {
        using var experiment = PrimerProfessions.LoadTrained(CPU);
        var table = experiment
            .Table(experiment.Options with { Rule = new MidpointRule(4) })
            .Run(experiment.Judging, [0]);
        ProbeScore Score(ShiftRow row) => table.Rows[row][0];
        Assert.True(Score(ShiftRow.Original).WorstGroup < 0.2, $"{Score(ShiftRow.Original)}");
        Assert.True(Score(ShiftRow.Original).Spurious > 0.9, $"{Score(ShiftRow.Original)}");
        var repaired = Score(ShiftRow.ShiftRetrained);
        Assert.True(
            repaired.WorstGroup > Score(ShiftRow.Oracle).WorstGroup - 0.05,
            $"{repaired}, {Score(ShiftRow.Oracle)}"
        );
        Assert.InRange(repaired.Spurious, 0.45, 0.55);
        Assert.True(Score(ShiftRow.RandomFeatures).WorstGroup < 0.3, $"{Score(ShiftRow.RandomFeatures)}");
    }
}
