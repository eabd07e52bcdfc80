using Circuitry.Rasp;
using TorchSharp;

namespace Circuitry.Experiments.Tests;

public sealed class ShippedCircuitTests
{
    [Fact]
    public void Reverse_finds_the_canonical_circuit_of_the_ACDC_paper()
    {
        using var experiment = Reverse.Compile(torch.CPU);

        var circuit = experiment.Acdc(1e-5).Discover();

        Assert.Equal(
            [
                "a0.h0->m0",
                "a3.h0->logits",
                "m0->m1",
                "m1->m2",
                "m2->a3.h0<q>",
                "pos->a3.h0<k>",
                "pos->m1",
                "tok->a0.h0<v>",
                "tok->a3.h0<v>",
                "tok->m0",
                "tok->m1",
            ],
            circuit.Kept.Select(unit => unit.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal(0, circuit.Measure.Circuit, 1e-12);
        Assert.Subset(Structure(RaspPrograms.Reverse), circuit.Kept.Select(unit => unit.Name).ToHashSet());
    }

    [Fact]
    public void Proportion_finds_what_its_program_reads_once_BOS_stands_in_front()
    {
        using var experiment = Proportion.Compile(torch.CPU);

        var circuit = experiment.Acdc(1e-5).Discover();

        Assert.Equal(
            ["a1.h0->logits", "m0->a1.h0<v>", "pos->a1.h0<k>", "pos->a1.h0<q>", "tok->m0"],
            circuit.Kept.Select(unit => unit.Name).Order(StringComparer.Ordinal)
        );
        Assert.Subset(Structure(RaspPrograms.Proportion), circuit.Kept.Select(unit => unit.Name).ToHashSet());
    }

    [Fact]
    public void The_compiled_models_compute_their_programs_on_the_prompts()
    {
        using var experiment = Reverse.Compile(torch.CPU);
        using var logits = experiment.Logits(EdgeSet.All(experiment.Graph));
        using var answers = logits.argmax(-1);

        // The tokens 1, 2 and 3 have ids 0, 1 and 2, and so have their logits.
        Assert.Equal(
            experiment.Prompts.Pairs.SelectMany(pair => pair.Clean.Skip(1).Reverse()).Select(token => (long)token),
            answers.data<long>().ToArray()
        );
    }

    [Fact]
    public void The_sample_is_fifty_different_sequences_paired_with_others()
    {
        var pairs = Proportion.MakePrompts();

        Assert.Equal(50, pairs.Count);
        Assert.Equal(50, pairs.Pairs.Select(pair => string.Join(' ', pair.Clean)).Distinct().Count());
        Assert.All(pairs.Pairs, pair => Assert.NotEqual(pair.Clean, pair.Corrupted));
        Assert.All(pairs.Pairs, pair => Assert.Equal([1, 2, 3, 4], pair.AnswerPositions));
        Assert.Equal(pairs.Hash, Proportion.MakePrompts().Hash);
    }

    [Fact]
    public void A_search_that_ends_before_a_checkpoint_is_due_leaves_one_of_its_end()
    {
        var folder = Directory.CreateTempSubdirectory("circuitry-");
        try
        {
            using var experiment = Proportion.Compile(torch.CPU);
            var search = experiment.Acdc(
                new AcdcOptions
                {
                    Threshold = 1e-5,
                    Checkpoint = Path.Combine(folder.FullName, "new", "checkpoint.safetensors"),
                }
            );
            var circuit = search.Discover();
            var tested = new List<AcdcStep>();
            var again = search.Discover(trace: tested.Add);

            Assert.Equal(5, circuit.Kept.Count);
            Assert.Equal(CircuitJson.ToText(circuit), CircuitJson.ToText(again));
            Assert.Empty(tested);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static HashSet<string> Structure(RaspProgram program)
    {
        using var compiled = program.Compile();
        return [.. StructuralCircuit.Of(compiled).Select(edge => $"{edge.Writer}->{edge.Reader}")];
    }
}
