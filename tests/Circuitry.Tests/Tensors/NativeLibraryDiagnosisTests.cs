namespace Circuitry.Tests;

public sealed class NativeLibraryDiagnosisTests
{
    [Fact]
    public void An_absent_binding_is_named() =>
        Assert.Contains("libLibTorchSharp.so is not next to", Diagnose(bindingPath: null).Missing);

    [Fact]
    public void An_absent_backend_package_is_named_with_the_packages_that_carry_it()
    {
        var diagnosis = Diagnose(backendFound: false);
        Assert.Contains("libtorch_cpu.so is not next to the program", diagnosis.Missing);
        Assert.Contains("libtorch-cpu-linux-x64", diagnosis.Remedy);
    }

    [Fact]
    public void An_old_standard_library_is_told_apart_from_a_missing_package()
    {
        var diagnosis = Diagnose(
            message: "/usr/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by libLibTorchSharp.so)"
        );
        Assert.Contains("libstdc++ is older", diagnosis.Missing);
        Assert.Contains("GLIBCXX_3.4.32", diagnosis.Missing);
        Assert.Contains("NativeLibrary.targets", diagnosis.Remedy);
    }

    [Fact]
    public void A_missing_system_library_is_named() =>
        Assert.Contains(
            "libgomp.so.1, which",
            Diagnose(message: "libgomp.so.1: cannot open shared object file: No such file or directory").Missing
        );

    [Fact]
    public void Any_other_refusal_is_passed_on_word_for_word()
    {
        var exception = Diagnose(message: "invalid ELF header").ToException(new DllNotFoundException());
        Assert.Contains("invalid ELF header", exception.Message);
        Assert.IsType<DllNotFoundException>(exception.InnerException);
    }

    private static NativeLibraryDiagnosis Diagnose(
        bool backendFound = true,
        string? bindingPath = "runtimes/libLibTorchSharp.so",
        string message = "no"
    ) =>
        NativeLibraryDiagnosis.Of(
            "linux-x64",
            "libtorch_cpu.so",
            backendFound,
            "libLibTorchSharp.so",
            bindingPath,
            message
        );
}
