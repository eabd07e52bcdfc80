using static Circuitry.Tests.Toys.ToyWeights;

namespace Circuitry.Tests.Toys;

/// <summary>
/// Models small enough to compute by hand. Where the prompt is on, heads write 1, where it is off, 0; the output is 1 on the
/// clean prompt and 0 on the corrupted one.
/// </summary>
internal static class Toy
{
    /// <summary>min(1, a + b) = relu(a + b + 1) - relu(a + b - 1) - 1: either head suffices. No kink lies at 0 or 2.</summary>
    public static GateToy Or() =>
        Gate(weights => weights.WithNeuron(0, bias: 1, times: 1).WithNeuron(1, bias: -1, times: -1).WithOutputBias(-1));

    /// <summary>relu(a + b - 1): both heads are needed.</summary>
    public static GateToy And() => Gate(weights => weights.WithNeuron(0, bias: -1, times: 1));

    /// <summary>The first head copies the token, the second the first, and the output is the second.</summary>
    public static ChainToy Chain() =>
        ChainToy.From(
            ChainModel.From(
                new ToyWeights(ChainModel.Declared)
                    .WithTokens()
                    .WithHead(0, 0, reads: On, writes: A)
                    .WithHead(1, 0, reads: A, writes: Output)
                    .Make()
            )
        );

    /// <summary>Two heads that each write half of the output.</summary>
    public static PairToy Pair() =>
        PairToy.From(
            PairModel.From(
                new ToyWeights(PairModel.Declared)
                    .WithTokens()
                    .WithHead(0, 0, reads: On, writes: Output, times: 0.5)
                    .WithHead(0, 1, reads: On, writes: Output, times: 0.5)
                    .Make()
            )
        );

    private static GateToy Gate(Func<ToyWeights, ToyWeights> neurons) =>
        GateToy.From(
            GateModel.From(
                neurons(
                        new ToyWeights(GateModel.Declared)
                            .WithTokens()
                            .WithHead(0, 0, reads: On, writes: A)
                            .WithHead(0, 1, reads: On, writes: B)
                    )
                    .Make()
            )
        );
}
