using System.Globalization;
using System.Runtime.InteropServices;

namespace Circuitry.Benchmarks;

/// <summary>The most memory that the process has held since a moment, above what it held then. Linux only.</summary>
internal sealed class PeakMemory
{
    private readonly long _before;

    private PeakMemory(long before) => _before = before;

    /// <summary>Begins: returns free memory, so that only what is in use counts as held, and forgets earlier peaks.</summary>
    public static PeakMemory Begin()
    {
        _ = ReturnFreeMemory(0);
        File.WriteAllText("/proc/self/clear_refs", "5");
        return new PeakMemory(Kibibytes("VmRSS"));
    }

    /// <summary>The peak so far, in MiB.</summary>
    public double Mebibytes() => (Kibibytes("VmHWM") - _before) / 1024.0;

    [DllImport("libc", EntryPoint = "malloc_trim")]
    private static extern int ReturnFreeMemory(nuint keep);

    private static long Kibibytes(string field) =>
        long.Parse(
            File.ReadLines("/proc/self/status")
                .First(line => line.StartsWith(field, StringComparison.Ordinal))
                .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        );
}
