using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Circuitry.Tensors;

/// <summary>Why the native library does not load: TorchSharp's own message blames a missing package whatever the cause.</summary>
/// <param name="Missing">What is missing or does not fit.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed partial record NativeLibraryDiagnosis(string Missing, string Remedy)
{
    public TorchUnavailableException ToException(Exception cause) => new(Missing, Remedy, cause);

    /// <summary>Searches the runtime's paths and asks the system's loader for its error.</summary>
    public static NativeLibraryDiagnosis OfThisProcess(Exception cause)
    {
        var platform = RuntimeInformation.RuntimeIdentifier;
        var (backend, binding) =
            OperatingSystem.IsWindows() ? ("torch_cpu.dll", "LibTorchSharp.dll")
            : OperatingSystem.IsMacOS() ? ("libtorch_cpu.dylib", "libLibTorchSharp.dylib")
            : ("libtorch_cpu.so", "libLibTorchSharp.so");
        var folders = ((AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string) ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append(AppContext.BaseDirectory)
            .Distinct()
            .ToList();
        var bindingPath = Find(folders, binding);
        return Of(
            platform,
            backend,
            Find(folders, backend) is not null,
            binding,
            bindingPath,
            LoaderMessage(bindingPath) ?? cause.Message
        );
    }

    /// <summary>The diagnosis from what was found and what the loader said.</summary>
    public static NativeLibraryDiagnosis Of(
        string platform,
        string backend,
        bool backendFound,
        string binding,
        string? bindingPath,
        string loaderMessage
    )
    {
        if (bindingPath is null)
        {
            return new(
                $"{binding} is not next to the program",
                "reference the package TorchSharp in the program that runs, not only in a library it uses"
            );
        }

        if (!backendFound)
        {
            return new(
                $"{backend} is not next to the program, so no backend package was referenced for {platform}",
                "reference libtorch-cpu-linux-x64, libtorch-cpu-win-x64 or libtorch-cpu-osx-arm64, or TorchSharp-cuda-linux"
            );
        }

        if (NeededCxxVersion().Match(loaderMessage) is { Success: true } needed)
        {
            return new(
                $"the system's libstdc++ is older than {binding} needs ({needed.Value})",
                "import Circuitry's NativeLibrary.targets into the program's project, which mends the copy in the output "
                    + "folder, or use a system with GCC 13 or later (Ubuntu 24.04, Debian 13)"
            );
        }

        if (MissingLibrary().Match(loaderMessage) is { Success: true } missing)
        {
            return new(
                $"{missing.Groups[1].Value}, which {binding} needs, is not on this system",
                "install the package that carries it"
            );
        }

        return new(
            $"the system's loader refuses {binding}: {loaderMessage}",
            "check that TorchSharp and libtorch are of the versions that belong together"
        );
    }

    private static string? Find(List<string> folders, string file) =>
        folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    private static string? LoaderMessage(string? path)
    {
        if (path is null)
        {
            return null;
        }

        try
        {
            NativeLibrary.Free(NativeLibrary.Load(path));
            return null;
        }
        catch (Exception refusal) when (refusal is DllNotFoundException or BadImageFormatException)
        {
            return refusal.Message;
        }
    }

    [GeneratedRegex(@"GLIBCXX_[0-9.]+")]
    private static partial Regex NeededCxxVersion();

    [GeneratedRegex(@"(lib[\w.+-]+\.so[\w.]*): cannot open shared object file")]
    private static partial Regex MissingLibrary();
}
