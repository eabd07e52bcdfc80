using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class SpliceTests
{
    private static readonly Prompts Words = new([
        [1, 2, 3, 4],
        [5, 6],
    ]);

    public static TheoryData<string> Sites
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (var hook in FeatureSite.Hooks)
            {
                names.Add(new FeatureSite(hook, HookSites.IsInBlock(hook) ? 1 : -1).Name);
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void What_is_given_back_unchanged_changes_nothing_and_what_is_changed_does(string name)
    {
        using var model = SmallModels.Make<Serial>();
        var site = FeatureSite.Parse(name);

        Assert.Equal(Logits(model, Tap.None), Logits(model, Tapped(model, site, value => value)));
        Assert.Equal(Logits(model, Tap.None), Logits(model, Tapped(model, site, value => Ops.Scale(value, 1))));
        Assert.NotEqual(Logits(model, Tap.None), Logits(model, Tapped(model, site, value => Ops.Scale(value, 0.5))));
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void The_change_sees_the_width_of_the_site(string name)
    {
        using var model = SmallModels.Make<Serial>();
        var site = FeatureSite.Parse(name);
        long[] seen = [];

        Logits(
            model,
            Tapped(
                model,
                site,
                value =>
                {
                    seen = value.shape;
                    return value;
                }
            )
        );

        Assert.Equal([2, 4, site.Width(Serial.Declared)], seen);
    }

    [Fact]
    public void Heads_lie_side_by_side()
    {
        using var model = SmallModels.Make<Serial>();
        var site = FeatureSite.Parse("blocks.1.attn.hook_z");
        using var run = model.Run(Words);
        using var z = run.ReadWhole(HookSite.MixedValue, 1).flatten(2);
        double[] seen = [];

        Logits(
            model,
            Tapped(
                model,
                site,
                value =>
                {
                    seen = Autoencoders.Values(value);
                    return value;
                }
            )
        );

        Assert.Equal(Autoencoders.Values(z), seen);
    }

    private static Tap Tapped(TransformerModel model, FeatureSite site, Func<Tensor, Tensor> change)
    {
        var tap = new Tap(model.Architecture.Layers);
        Splice.Into(tap, site, change);
        return tap;
    }

    private static double[] Logits(TransformerModel model, Tap tap)
    {
        using var scope = NewDisposeScope();
        using var sequence = Sequence.Of(Words, model);
        return Autoencoders.Values(model.Forward(sequence, tap));
    }
}
