using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using static TorchSharp.torch;

namespace Circuitry.App;

/// <summary>k-means of ML.NET on one thread, restarted a few times; the run whose vectors lie nearest to their centres counts.</summary>
/// <param name="starts">Number of starts.</param>
internal sealed class MlNetKMeans(int starts = 5) : IClusterer
{
    private const int Iterations = 100;

    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"k-means of ML.NET, {starts} starts");

    /// <inheritdoc/>
    public IReadOnlyList<int> Cluster(Tensor vectors, int clusters, int seed, CancellationToken cancellation = default)
    {
        var (count, columns) = ((int)vectors.size(0), (int)vectors.size(1));
        var numbers = vectors.contiguous().data<float>().ToArray();
        var rows = Enumerable
            .Range(0, count)
            .Select(row => new Row { Vector = numbers[(row * columns)..((row + 1) * columns)] })
            .ToArray();
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Vector)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, columns);
        var (best, least) = (Array.Empty<int>(), double.PositiveInfinity);
        for (var start = 0; start < starts; start++)
        {
            cancellation.ThrowIfCancellationRequested();
            // A new context: an old one would continue the random numbers of its last training.
            var context = new MLContext(unchecked(seed * 1000 + start));
            var data = context.Data.LoadFromEnumerable(rows, schema);
            var trainer = context.Clustering.Trainers.KMeans(
                new KMeansTrainer.Options
                {
                    FeatureColumnName = nameof(Row.Vector),
                    NumberOfClusters = clusters,
                    NumberOfThreads = 1,
                    MaximumNumberOfIterations = Iterations,
                }
            );
            var scored = trainer.Fit(data).Transform(data);
            var labels = scored.GetColumn<uint>("PredictedLabel").ToArray();
            var distance = scored.GetColumn<float[]>("Score").Sum(scores => (double)scores.Min());
            if (distance < least)
            {
                // ML.NET counts from 1.
                (best, least) = ([.. labels.Select(label => (int)label - 1)], distance);
            }
        }

        return best;
    }

    private sealed class Row
    {
        public required float[] Vector { get; init; }
    }
}
