namespace Circuitry.Reports;

/// <summary>Circuits in the exchange format of the MIB circuit track, <see cref="MibCircuit"/>, which holds edges with everything split that it splits.</summary>
internal sealed class MibFormat : CircuitFormat
{
    /// <inheritdoc/>
    public override string Name => "mib";

    /// <inheritdoc/>
    public override string Extension => ".mib.json";

    /// <inheritdoc/>
    public override string Contents => "the exchange format of the MIB circuit track";

    /// <inheritdoc/>
    public override string? Refusal(Units units) => MibCircuit.CanHold(units, out var reason) ? null : reason;

    /// <summary>Writes a circuit with its scores; edges that were never scored score 0.</summary>
    /// <exception cref="CircuitFileException">A score is not finite, which the format cannot hold.</exception>
    public override void Write(CircuitView view, TextWriter output) =>
        output.Write(MibWriter.ToText(MibCircuit.Of(view.Circuit), FileName));
}
