using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class DictionaryTrainerTests : IDisposable
{
    private static readonly DictionaryTrainingOptions Short = new()
    {
        Sites = [FeatureSite.Embedding, FeatureSite.Attention(1)],
        Width = 16,
        K = 2,
        Steps = 8,
        ResampleEvery = 2,
        CoolDown = 0.2,
        Seed = 3,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly Serial _model = SmallModels.Make<Serial>();

    private string Checkpoint => _folder.File("checkpoint.safetensors");

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_same_seed_trains_the_same_dictionaries_and_another_seed_others()
    {
        Assert.Equal(Train(Short), Train(Short));
        Assert.NotEqual(Train(Short), Train(Short with { Seed = 4 }));
        Assert.NotEqual(Train(Short), Train(Short, texts: Texts(1)));
    }

    [Fact]
    public void A_training_that_is_stopped_and_resumed_ends_in_the_same_bytes()
    {
        var kept = Short with { Checkpoint = Checkpoint };
        using var source = new CancellationTokenSource();
        var told = new Listener(at =>
        {
            if (at is { Done: 5, Within: null })
            {
                source.Cancel();
            }
        });

        Assert.Throws<OperationCanceledException>(() => Train(kept, told, source.Token));
        Assert.True(File.Exists(Checkpoint));
        var rest = new Listener();
        var resumed = Train(kept, rest);

        Assert.Equal([6L, 7, 8], rest.All.Where(at => at.Within is null).Select(at => at.Done));
        Assert.Equal(Train(Short), resumed);
        // What is done is not done again while its checkpoint is there.
        var idle = new Listener();
        Assert.Equal(resumed, Train(kept, idle));
        Assert.Empty(idle.All);
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_refused()
    {
        using var source = new CancellationTokenSource();
        var kept = Short with { Checkpoint = Checkpoint };
        Assert.Throws<OperationCanceledException>(() => Train(kept, new Listener(_ => source.Cancel()), source.Token));

        foreach (
            var other in new Action[]
            {
                () => Train(kept with { Seed = 4 }),
                () => Train(kept with { Sites = [FeatureSite.Embedding, FeatureSite.Mlp(1)] }),
                () => Train(kept, texts: Texts(1)),
            }
        )
        {
            Assert.Contains(Checkpoint, Assert.Throws<CheckpointException>(other).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Training_explains_activations_with_few_features_and_its_threshold_keeps_their_number()
    {
        var told = new Listener();
        var options = Short with { Sites = [FeatureSite.Embedding], Steps = 400, ResampleEvery = 50, Rate = 1e-2 };
        using var dictionaries = new DictionaryTrainer(_model, Texts(0), options).Train(told);
        using var scope = NewDisposeScope();
        var dictionary = dictionaries[FeatureSite.Embedding];
        var x = SiteActivations.Of(_model, Texts(7).At(0), [FeatureSite.Embedding])[0];
        var features = dictionary.Encode(x);
        var l0 = (double)features.gt(Scalars.Zero).sum().item<long>() / x.size(0);

        Assert.InRange(Parts(told).Last()["explained variance"]!.Value, 0.95, 1);
        // The same token twice in a batch has the same features, so that several can be the least one.
        Assert.All(Parts(told), at => Assert.InRange(at["L0"]!.Value, 2, 2.5));
        Assert.InRange(l0, 1, 3);
        Assert.InRange(
            Ops.Square(dictionary.Error(x, features)).sum().item<double>() / Ops.Square(x).sum().item<double>(),
            0,
            0.1
        );
    }

    [Fact]
    public void Directions_keep_the_length_of_one()
    {
        using var dictionaries = new DictionaryTrainer(_model, Texts(0), Short).Train();
        foreach (var site in dictionaries.Sites)
        {
            using var scope = NewDisposeScope();
            var rows = ((SparseAutoencoder)dictionaries[site]).W_dec;
            var lengths = Autoencoders.Values(Ops.Sum(Ops.Square(rows), 1).sqrt());

            Assert.All(lengths, length => Assert.Equal(1, length, 1e-5));
        }
    }

    [Fact]
    public void Dead_features_are_given_a_new_start()
    {
        // Eleven tokens cannot keep 60 features alive without help.
        var wide = Short with
        {
            Sites = [FeatureSite.Embedding],
            Width = 60,
            Steps = 60,
            ResampleEvery = 10,
        };
        var (helped, left) = (new Listener(), new Listener());

        Train(wide, helped);
        Train(wide with { ResampleEvery = 60, CoolDown = 1 }, left);

        Assert.NotEqual(Parts(helped).Last()["loss"], Parts(left).Last()["loss"]);
        Assert.Contains(Parts(helped), at => at["dead"] > 0);
        Assert.All(
            Parts(helped).Where(at => at.Done is 20 or 30 or 40),
            at => Assert.InRange(at["dead"]!.Value, 0, 30)
        );
    }

    [Fact]
    public void A_step_has_the_gradients_of_autograd()
    {
        using var scope = NewDisposeScope();
        const int k = 3;
        var x = Autoencoders.Normal(1, 6, 5);
        Tensor[] parameters =
        [
            Autoencoders.Normal(2, 5, 9).requires_grad_(),
            Autoencoders.Normal(3, 9).requires_grad_(),
            Autoencoders.Normal(4, 9, 5).requires_grad_(),
            Autoencoders.Normal(5, 5).requires_grad_(),
        ];
        var pre = Ops.Linear(x.sub(parameters[3]), parameters[0], parameters[1]).relu();
        var bound = Autoencoders.Values(pre).OrderDescending().ElementAt((6 * k) - 1);
        var features = pre.mul(pre.detach().ge(Scalars.Of(bound)).to(float64));
        var losses = Ops.Sum(Ops.Square(Ops.Linear(features, parameters[2], parameters[3]).sub(x)), 1);
        var expected = Ops.CheckedGradients(losses.mean(), parameters);

        using var noGradients = no_grad();
        var step = BatchTopKStep.Of(x, parameters[0], parameters[1], parameters[2], parameters[3], k);

        Assert.Equal(bound, step.Bound.item<double>());
        Assert.Equal((6 * 9) - (6 * k), step.Closed.sum().item<long>());
        SparseAutoencoderTests.Expect(Autoencoders.Values(losses), Autoencoders.Values(step.Losses), 1e-12);
        for (var i = 0; i < parameters.Length; i++)
        {
            SparseAutoencoderTests.Expect(
                Autoencoders.Values(expected[i]),
                Autoencoders.Values(step.Gradients[i]),
                1e-12
            );
        }
    }

    [Fact]
    public void Activations_are_those_of_each_text_alone_without_padding_shorter_ones_first()
    {
        int[][] texts =
        [
            [1, 2, 3, 4, 5],
            [6, 7],
            [8, 9, 10],
        ];
        FeatureSite[] sites =
        [
            FeatureSite.Embedding,
            FeatureSite.Residual(1),
            FeatureSite.Parse("blocks.1.attn.hook_z"),
        ];
        using var scope = NewDisposeScope();

        var together = SiteActivations.Of(_model, new Prompts(texts), sites);

        for (var i = 0; i < sites.Length; i++)
        {
            double[] alone =
            [
                .. new[] { 1, 2, 0 }.SelectMany(row =>
                    Autoencoders.Values(SiteActivations.Of(_model, new Prompts([texts[row]]), sites)[i])
                ),
            ];
            Assert.Equal([10, sites[i].Width(Serial.Declared)], together[i].shape);
            SparseAutoencoderTests.Expect(alone, Autoencoders.Values(together[i]), 1e-12);
        }
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused_by_name()
    {
        Assert.Equal("K", Refused(Short with { K = 17 }));
        Assert.Equal("Steps", Refused(Short with { Steps = 0 }));
        Assert.Equal("Rate", Refused(Short with { Rate = double.NaN }));
        Assert.Equal("CoolDown", Refused(Short with { CoolDown = 1.1 }));
        Assert.Throws<DictionaryException>(() => Train(Short with { Sites = [FeatureSite.Mlp(2)] }));
    }

    private string? Refused(DictionaryTrainingOptions options) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Train(options)).ParamName;

    private static TextStream Texts(int seed) =>
        new(
            FormattableString.Invariant($"random {seed}"),
            step =>
            {
                var random = new Random((seed * 100_003) + step);
                return new Prompts(
                    Enumerable
                        .Range(0, 12)
                        .Select(_ => Enumerable.Range(0, random.Next(2, 9)).Select(_ => random.Next(11)).ToArray())
                );
            }
        );

    private string Train(
        DictionaryTrainingOptions options,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default,
        TextStream? texts = null
    )
    {
        using var dictionaries = new DictionaryTrainer(_model, texts ?? Texts(0), options).Train(
            progress,
            cancellation
        );
        return string.Join(' ', dictionaries.Sites.Select(site => dictionaries[site].Hash));
    }

    /// <summary>The reports of dictionaries, each within a step that is not yet counted.</summary>
    private static IEnumerable<Progress> Parts(Listener told) => told.All.Where(at => at.Within is not null);
}
