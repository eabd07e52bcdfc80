namespace Circuitry.Rasp;

/// <summary>A RASP program cannot be compiled or evaluated.</summary>
/// <param name="expression">The expression, vocabulary or input at fault.</param>
/// <param name="problem">What is wrong with it, and what to do.</param>
/// <param name="cause">The exception a function of the program threw, where it did.</param>
public sealed class RaspException(string expression, string problem, Exception? cause = null)
    : CircuitryException($"{expression}: {problem}", cause)
{
    /// <summary>The expression, vocabulary or input at fault.</summary>
    public string Expression { get; } = expression;
}
