using System.Globalization;

namespace Circuitry.Rasp;

/// <summary>Calls the functions that a program consists of; an error in one is reported as the expression's.</summary>
internal static class ProgramFunctions
{
    public static object Apply(this MapNode node, object value) => Checked(node, () => node.Function(value), value);

    public static object Apply(this SequenceMapNode node, object first, object second) =>
        Checked(node, () => node.Function(first, second), first, second);

    public static bool Holds(this Selector selector, object key, object query)
    {
        try
        {
            return selector.Predicate(key, query);
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            throw new RaspException(
                $"select({selector.Keys.Name}, {selector.Queries.Name})",
                $"the predicate throws for ({Text(key)}, {Text(query)}); it must be defined for all values: {cause.Message}",
                cause
            );
        }
    }

    public static string Text(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static object Checked(RaspNode node, Func<object?> call, params object[] arguments)
    {
        object? result;
        try
        {
            result = call();
        }
        catch (Exception cause) when (cause is not OutOfMemoryException)
        {
            throw new RaspException(
                node.Name,
                $"the function throws for {Join(arguments)}; it must be defined for all values of its inputs: {cause.Message}",
                cause
            );
        }

        return result switch
        {
            null => throw new RaspException(node.Name, $"the function gives null for {Join(arguments)}"),
            double number when node.Numerical && !double.IsFinite(number) => throw new RaspException(
                node.Name,
                $"the function gives {Text(number)} for {Join(arguments)}; a number must be finite"
            ),
            _ => result,
        };
    }

    private static string Join(object[] arguments) => $"({string.Join(", ", arguments.Select(Text))})";
}
