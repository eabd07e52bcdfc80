using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tensors;

/// <summary>The native tensor library of this process: start, devices and description.</summary>
public static class TorchRuntime
{
    private static readonly Lock Gate = new();
    private static volatile bool started;

    /// <summary>Loads the native library and tunes its allocator. Call it before creating a tensor; later calls are no-ops.</summary>
    /// <exception cref="TorchUnavailableException">The library does not load; the message says what is missing.</exception>
    public static void Start()
    {
        if (started)
        {
            return;
        }

        lock (Gate)
        {
            if (started)
            {
                return;
            }

            // Before the library allocates anything: the settings hold for blocks allocated after them.
            GlibcAllocator.KeepPages();
            try
            {
                InitializeDeviceType(DeviceType.CPU);
                using var probe = zeros(1);
            }
            catch (Exception cause) when (cause is not OutOfMemoryException)
            {
                throw NativeLibraryDiagnosis.OfThisProcess(cause).ToException(cause);
            }

            started = true;
        }
    }

    /// <summary>The device of a name: <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    /// <exception cref="DeviceException">The name is not known, or the device is not available here.</exception>
    /// <exception cref="TorchUnavailableException">The native library does not load.</exception>
    public static Device ParseDevice(string name)
    {
        var parts = name.Split(':');
        var index = 0;
        var known = parts is ["cpu"] or ["cuda"];
        known |=
            parts is ["cuda", var number]
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out index);
        if (!known)
        {
            throw new DeviceException(name, "is not known; known are cpu, cuda and cuda:N with N from 0");
        }

        Start();
        if (parts[0] == "cpu")
        {
            return CPU;
        }

        if (!cuda.is_available())
        {
            throw new DeviceException(
                name,
                "torch.cuda.is_available() is false: this build carries the CPU library only, or there is no usable GPU or "
                    + "driver; build with -p:TorchBackend=cuda on a machine where nvidia-smi lists the GPU, or use cpu"
            );
        }

        var count = cuda.device_count();
        return index < count
            ? device(DeviceType.CUDA, index)
            : throw new DeviceException(name, $"there are {Invariant(count)} CUDA devices, numbered from 0");
    }

    /// <summary>One line for provenance: versions of TorchSharp and libtorch, number of threads, processor.</summary>
    /// <exception cref="TorchUnavailableException">The native library does not load.</exception>
    public static string Describe()
    {
        Start();
        var assembly = typeof(torch).Assembly;
        var version =
            assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
            ?? assembly.GetName().Version?.ToString();
        return $"TorchSharp {version}, libtorch {__version__}, {Counted.Of(get_num_threads(), "thread")}, {Processor()}";
    }

    private static string Processor()
    {
        const string CpuInfo = "/proc/cpuinfo";
        var line = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':') + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    private static string Invariant(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
