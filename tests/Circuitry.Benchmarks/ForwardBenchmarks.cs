using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Benchmarks;

/// <summary>The emitted forward pass of the GPT-2 shape, 10 prompts of 16 tokens, against one written by hand.</summary>
[InProcess]
[MinIterationCount(20), MaxIterationCount(40), WarmupCount(3)]
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class ForwardBenchmarks
{
    private Gpt2ShapeEdges _experiment = null!;
    private HandWrittenGpt2 _hand = null!;
    private Sequence _sequence = null!;

    /// <summary>Draws weights and checks that both compute the same.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _experiment = Gpt2ShapeEdges.From(Gpt2Shape.From(SpreadWeights.Of(Gpt2Shape.Declared)));
        _hand = new HandWrittenGpt2(_experiment.Model.Weights);
        _sequence = _experiment.Runs.Sequence;
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        var difference = (_experiment.Model.Forward(_sequence) - ByHand()).abs().max().item<float>();
        if (difference > 1e-3f)
        {
            throw new InvalidOperationException($"the two forward passes differ by {difference}");
        }
    }

    /// <summary>Frees them.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _hand.Dispose();
        _experiment.Dispose();
    }

    /// <summary>All logits, by hand.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("all logits")]
    public void HandWritten() => Timed(ByHand);

    /// <summary>All logits, emitted.</summary>
    [Benchmark, BenchmarkCategory("all logits")]
    public void Emitted() => Timed(() => _experiment.Model.Forward(_sequence));

    /// <summary>Logits at the last position, by hand.</summary>
    [Benchmark(Baseline = true), BenchmarkCategory("last logits")]
    public void HandWrittenLast() =>
        Timed(() =>
        {
            using var residual = _hand.Residual(_sequence.Tokens);
            using var last = residual.select(1, residual.size(1) - 1);
            return _hand.Logits(last);
        });

    /// <summary>Logits at the last position, emitted.</summary>
    [Benchmark, BenchmarkCategory("last logits")]
    public void EmittedLast() =>
        Timed(() =>
        {
            using var residual = _experiment.Model.FinalResidual(_sequence, Tap.None);
            using var last = residual.select(1, residual.size(1) - 1);
            return _experiment.Model.Unembed(last);
        });

    private Tensor ByHand()
    {
        using var residual = _hand.Residual(_sequence.Tokens);
        return _hand.Logits(residual);
    }

    private static void Timed(Func<Tensor> forward)
    {
        using var gradients = no_grad();
        using var logits = forward();
    }
}
