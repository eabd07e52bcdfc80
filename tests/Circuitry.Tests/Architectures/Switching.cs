namespace Circuitry.Tests;

/// <summary>Architectures with switches changed by their names.</summary>
internal static class Switching
{
    public static Architecture With(this Architecture a, string name, object value) =>
        SwitchTable.Find(name)!.Write(a, value);
}
