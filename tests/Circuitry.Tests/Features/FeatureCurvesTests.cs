namespace Circuitry.Tests;

public sealed class FeatureCurvesTests : IDisposable
{
    private static readonly FeatureEvaluationOptions[] Ways =
    [
        new() { Ablation = Ablation.Mean },
        new() { Ablation = Ablation.Interchange, Errors = ErrorHandling.Kept },
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly TransformerModel _model = SmallFeatures.Model("serial");
    private readonly FeatureDictionaries _dictionaries;
    private readonly FeatureTask _task;
    private readonly UnitScores _scores;

    public FeatureCurvesTests()
    {
        _dictionaries = SmallFeatures.Dictionaries(_model);
        _task = SmallFeatures.Task(_model, _dictionaries);
        _scores = new FeatureAttribution(_task).Run();
    }

    private string Checkpoint => _folder.File("curves.safetensors");

    public void Dispose()
    {
        _dictionaries.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_point_is_what_an_evaluator_measures()
    {
        var curves = Draw([0, 3, 7, 100_000]);

        Assert.Equal(
            [FeatureBasis.Features, FeatureBasis.Neurons, FeatureBasis.RandomFeatures, FeatureBasis.Features],
            curves.Select(curve => curve.Basis)
        );
        using var evaluator = new FeatureMeasure(_task, Ways[1]);
        var expected = new Evaluator(evaluator).Curve(_scores.Ranked(), [7, 3, 0, 100_000]);
        Assert.Equal(3, expected.Points.Count);
        Assert.Equal(expected.Points, curves[^1].Curve.Points);
        Assert.Equal(
            (evaluator.MeasureFull().Average(), evaluator.MeasureEmpty().Average()),
            (curves[^1].Curve.Full, curves[^1].Curve.Empty)
        );
    }

    [Fact]
    public void Curves_without_a_point_have_their_ends()
    {
        var curve = Draw([100_000])[^1].Curve;

        using var evaluator = new FeatureMeasure(_task, Ways[1]);
        Assert.Empty(curve.Points);
        Assert.Equal(
            (evaluator.MeasureFull().Average(), evaluator.MeasureEmpty().Average()),
            (curve.Full, curve.Empty)
        );
    }

    [Fact]
    public void Curves_that_were_stopped_after_any_point_resume_to_the_same_numbers()
    {
        var whole = Draw([0, 3, 7]);
        for (var stop = 1; stop < 12; stop++)
        {
            using var source = new CancellationTokenSource();
            var reports = new Listener(progress =>
            {
                if (progress.Done == stop)
                {
                    source.Cancel();
                }
            });
            Assert.Throws<OperationCanceledException>(() => Draw([0, 3, 7], reports, source.Token));
            Assert.Throws<CheckpointException>(() => Draw([0, 3, 8], new Listener(_ => { })));
            var left = new List<int>();
            var resumed = Draw([0, 3, 7], new Listener(progress => left.Add((int)progress.Done)));

            Assert.Equal(Enumerable.Range(stop + 1, 12 - stop), left);
            Assert.Equal(
                whole.SelectMany(curve => curve.Curve.Points),
                resumed.SelectMany(curve => curve.Curve.Points)
            );
            File.Delete(Checkpoint);
        }
    }

    private IReadOnlyList<NamedFeatureCurve> Draw(
        int[] sizes,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    ) =>
        FeatureCurves.Draw(
            _scores,
            _task,
            _scores,
            _task,
            Ways,
            sizes,
            seed: 1,
            progress,
            cancellation,
            progress is null ? null : Checkpoint
        );
}
