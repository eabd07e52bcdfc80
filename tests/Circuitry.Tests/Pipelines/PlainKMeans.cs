using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Lloyd's algorithm from the farthest points, the literal one.</summary>
internal sealed class PlainKMeans : IClusterer
{
    public int Calls { get; private set; }

    public string Name => "plain k-means";

    public IReadOnlyList<int> Cluster(Tensor vectors, int clusters, int seed, CancellationToken cancellation = default)
    {
        Calls++;
        var (count, columns) = ((int)vectors.size(0), (int)vectors.size(1));
        var flat = vectors.contiguous().data<float>().ToArray();
        double[][] rows = [.. flat.Chunk(columns).Select(row => row.Select(number => (double)number).ToArray())];
        var centres = new List<double[]> { rows[seed % count] };
        while (centres.Count < clusters)
        {
            centres.Add(rows.MaxBy(row => centres.Min(centre => Distance(row, centre)))!);
        }

        var labels = new int[count];
        for (var round = 0; round < 50; round++)
        {
            labels = [.. rows.Select(row => Enumerable.Range(0, clusters).MinBy(i => Distance(row, centres[i])))];
            for (var i = 0; i < clusters; i++)
            {
                double[][] members = [.. rows.Where((_, row) => labels[row] == i)];
                if (members.Length > 0)
                {
                    centres[i] = [.. Enumerable.Range(0, columns).Select(c => members.Average(row => row[c]))];
                }
            }
        }

        return labels;
    }

    private static double Distance(double[] a, double[] b) =>
        a.Zip(b).Sum(pair => Math.Pow(pair.First - pair.Second, 2));
}
