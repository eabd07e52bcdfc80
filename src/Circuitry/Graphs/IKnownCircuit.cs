namespace Circuitry;

/// <summary>An experiment whose circuit is known, such as one on a compiled program, so that comparisons can say how well algorithms recover it.</summary>
public interface IKnownCircuit
{
    /// <summary>The circuit.</summary>
    /// <param name="units">All units of the experiment.</param>
    static abstract UnitSet Circuit(Units units);
}
