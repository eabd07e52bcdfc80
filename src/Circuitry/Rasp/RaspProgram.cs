using System.Diagnostics;

namespace Circuitry.Rasp;

/// <summary>A RASP program: an expression, the tokens it reads, and the longest sequence it is compiled for.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record RaspProgram
{
    /// <summary>The program's name.</summary>
    public required string Name { get; init; }

    /// <summary>The expression that the program computes at every position.</summary>
    public required SequenceOp Output { get; init; }

    /// <summary>The tokens, without BOS and PAD; their order is that of their ids.</summary>
    public required IReadOnlyList<string> Vocabulary { get; init; }

    /// <summary>The largest number of tokens after BOS.</summary>
    public required int MaximumLength { get; init; }

    /// <summary>The program's output, computed directly: one value per token, null where a category is undefined.</summary>
    /// <exception cref="RaspException">A function of the program throws, or an aggregate mixes categories.</exception>
    public IReadOnlyList<object?> Evaluate(IReadOnlyList<string> tokens) => RaspEvaluator.Evaluate(Output.Node, tokens);

    /// <summary>Compiles the program into a transformer.</summary>
    /// <exception cref="RaspException">The program cannot be compiled; the message names the expression.</exception>
    public CompiledRasp Compile() => RaspCompiler.Compile(this);

    /// <summary>Name, length and vocabulary.</summary>
    public override string ToString() =>
        FormattableString.Invariant(
            $"{Name}: up to {Counted.Of(MaximumLength, "token")} of {string.Join(", ", Vocabulary)}"
        );
}
