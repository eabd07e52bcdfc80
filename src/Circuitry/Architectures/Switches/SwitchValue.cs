namespace Circuitry.Models;

/// <summary>Makes values of switches from what attributes and configurations hold: bools, numbers and names.</summary>
internal static class SwitchValue
{
    /// <summary>The value as the switch has it; null if it is of another kind.</summary>
    /// <param name="one">The switch.</param>
    /// <param name="value">A bool, an int, a double, or a text: a name of an enumeration's member or of a nonlinearity.</param>
    public static object? Of(Switch one, object? value) =>
        one.Type == typeof(bool) ? value as bool?
        : one.Type == typeof(int) ? Whole(value)
        : one.Type == typeof(double) ? Number(value)
        : one.Type == typeof(string) ? value as string
        : value is string name ? Member(one.Type, name)
        : null;

    /// <summary>A description of the switch's values.</summary>
    public static string KindOf(Switch one) =>
        one.Type == typeof(bool) ? "true or false"
        : one.Type == typeof(int) ? "a whole number"
        : one.Type == typeof(double) ? "a number"
        : one.Type == typeof(string) ? "text"
        : $"one of {string.Join(", ", Enum.GetNames(one.Type))}";

    private static object? Whole(object? value) =>
        value switch
        {
            int whole => whole,
            double number when number >= int.MinValue && number <= int.MaxValue && Math.Floor(number) == number =>
                (int)number,
            _ => null,
        };

    private static object? Number(object? value) =>
        value switch
        {
            int whole => (double)whole,
            double number => number,
            _ => null,
        };

    private static object? Member(Type type, string name) =>
        Enum.IsDefined(type, name) ? Enum.Parse(type, name)
        : type == typeof(Nonlinearity) ? ActivationNames.Find(name)
        : null;
}
