using static TorchSharp.torch;

namespace Circuitry.Experiments.Tests;

public sealed class PrimerPipelineTests : IDisposable
{
    private const int Each = 25;

    private readonly ProgramUnderTest _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_methods_find_blobs_and_find_them_again(bool spectral)
    {
        using var vectors = Blobs();
        var clusterer = Clusterers.Of(spectral);

        var labels = clusterer.Cluster(vectors, 4, seed: 0);

        Assert.All(labels.Chunk(Each), blob => Assert.Single(blob.Distinct()));
        Assert.Equal(4, labels.Distinct().Count());
        Assert.Equal(labels, clusterer.Cluster(vectors, 4, seed: 0));
    }

    [Fact]
    public void The_grammar_names_a_behaviour_for_every_token()
    {
        var behaviours = new PrimerBehaviours(PrimerLanguage.Tokenizer);

        string[] At(TextKind kind, string text) =>
            [.. behaviours.Of(new PrimerText(kind, PrimerLanguage.Tokenizer.Encode(text))).Behaviours!];

        Assert.Equal("indirect object", At(TextKind.Giving, "Later, Emma saw Bob and Emma gave the ball to Bob")[^1]);
        Assert.Equal("century", At(TextKind.Span, "The war lasted from 1732 to 1745.")[^3]);
        Assert.Equal("gender", At(TextKind.Tag, "So Mary is a really good singer, isn't she?")[^2]);
        Assert.Equal("wording of Tag", At(TextKind.Tag, "So Mary is a really good singer, isn't she?")[^1]);
        Assert.Equal("agreement", At(TextKind.Agreement, "The artists near the wall are")[^1]);
        Assert.Equal("argument in order", At(TextKind.Function, "\n    :param name")[^1]);
        Assert.Equal("profession", At(TextKind.Biography, " She sold wheat")[^1]);
        Assert.All(At(TextKind.Repetition, "The war the war"), behaviour => Assert.Equal("repetition", behaviour));
    }

    [Fact]
    public void The_command_finds_clusters_that_agree_with_the_grammar_and_a_circuit_for_each()
    {
        var outcome = _program.Run("pipeline", "--texts", "400", "--contexts", "200");

        Assert.Equal(ExitCode.Done, outcome.ExitCode);
        var index = File.ReadAllText(_program.PathOf("results", "primer-agreement-features-pipeline", "index.html"));
        Assert.Contains("repetition: ", index, StringComparison.Ordinal);
        Assert.Contains("<mark", index, StringComparison.Ordinal);
        var pages = Directory.GetFiles(
            _program.PathOf("results", "primer-agreement-features-pipeline"),
            "cluster-*.html"
        );
        Assert.InRange(pages.Length, 4, 16);
        var line = outcome
            .Output.Split('\n')
            .Single(text => text.Contains("index, behaviours", StringComparison.Ordinal));
        var agreement = double.Parse(line.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(agreement, 0.3, 1);
    }

    [Fact]
    public void Resume_does_no_finished_stage_again()
    {
        string[] arguments = ["pipeline", "--texts", "200", "--contexts", "60"];
        _program.Run(arguments);
        var index = File.ReadAllText(_program.PathOf("results", "primer-agreement-features-pipeline", "index.html"));

        var again = _program.Run([.. arguments, "--resume"]);

        Assert.Equal(ExitCode.Done, again.ExitCode);
        Assert.DoesNotContain("vectors", again.Output, StringComparison.Ordinal);
        Assert.Equal(
            index,
            File.ReadAllText(_program.PathOf("results", "primer-agreement-features-pipeline", "index.html"))
        );
    }

    private static Tensor Blobs()
    {
        var random = new Random(5);
        var numbers = new float[4 * Each * 10];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)((i % 10 == i / 10 / Each ? 1 : 0) + 0.2 * random.NextDouble());
        }

        return tensor(numbers, [4 * Each, 10]);
    }
}
