using Circuitry.Rasp;
using TorchSharp;

namespace Circuitry.Experiments;

/// <summary>Shared parts of experiments on compiled programs: weights from the compiler and prompts in its tokens.</summary>
internal static class CompiledProgram
{
    /// <summary>Compiles a program into weights of a declared architecture.</summary>
    public static TransformerWeights Weights(RaspProgram program, Architecture architecture, torch.Device device)
    {
        using var compiled = program.Compile();
        using var source = new InMemoryTensorSource(program.Name, compiled.Weights);
        return TransformerWeights.FromSource(source, architecture, device: device);
    }

    /// <summary>
    /// The circuit that follows from the compiled weights alone. It has edges that no sequence needs, such as those by which a
    /// head treats a prompt without BOS.
    /// </summary>
    public static UnitSet Structural(RaspProgram program, GraphUnits units)
    {
        using var compiled = program.Compile();
        var there = StructuralCircuit.Of(compiled);
        return UnitSet.Of(
            units,
            Enumerable
                .Range(0, units.Graph.EdgeCount)
                .Select(units.Graph.EdgeAt)
                .Where(edge => there.Contains((edge.Writer.Name, edge.Reader.Name)))
        );
    }

    /// <summary>Pairs each sequence with the next one, the last with the first; every token behind BOS is an answer.</summary>
    public static PromptPairs Pairs(RaspProgram program, IReadOnlyList<string[]> sequences)
    {
        using var compiled = program.Compile();
        int[][] prompts =
        [
            .. sequences.Select(sequence => compiled.Encode(sequence).Select(token => (int)token).ToArray()),
        ];
        return PromptPairs.Of(
            prompts.Select(
                (clean, index) =>
                    new PromptPair
                    {
                        Clean = clean,
                        Corrupted = prompts[(index + 1) % prompts.Length],
                        AnswerPositions = [.. Enumerable.Range(1, clean.Length - 1)],
                    }
            )
        );
    }
}
