using System.Diagnostics;
using System.Globalization;

namespace Circuitry.Work;

/// <summary>A number that work reads off on its way, with its name.</summary>
/// <param name="Name">The name, as it is printed, such as metric.</param>
/// <param name="Value">The number.</param>
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct Reading(string Name, double Value)
{
    /// <summary>Name and number: whole numbers in full, others to six digits.</summary>
    public override string ToString()
    {
        var whole = Math.Abs(Value) < 1e15 && Value == Math.Floor(Value);
        // Minus zero is zero.
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Name} {(Value == 0 ? "0" : Value.ToString(whole ? "F0" : "G6", CultureInfo.InvariantCulture))}"
        );
    }
}
