namespace Circuitry.Packages.Tests;

/// <summary>What a project outside of the repository gets from the packages.</summary>
public sealed class PackageTests(PackedFeed feed) : IClassFixture<PackedFeed>
{
    private const string Mistake = "error CIR014";

    [Fact]
    public void The_package_holds_the_runtime_the_generator_the_code_fixes_and_what_the_build_needs() =>
        Assert.Equal(
            [
                "Circuitry.nuspec",
                "README.md",
                "analyzers/dotnet/cs/Circuitry.CodeFixes.dll",
                "analyzers/dotnet/cs/Circuitry.Generators.dll",
                "buildTransitive/Circuitry.props",
                "buildTransitive/Circuitry.targets",
                "buildTransitive/NativeLibrary.targets",
                "lib/net10.0/Circuitry.dll",
                "lib/net10.0/Circuitry.xml",
            ],
            feed.Contents("Circuitry")
        );

    [Fact]
    public void A_project_declares_builds_and_runs_with_the_package_as_its_only_reference()
    {
        var folder = feed.Folder("project");
        feed.Write("experiment.cs", Path.Combine(folder, "Program.cs"), WithoutDirective);
        feed.Write("Consumer.csproj.txt", Path.Combine(folder, "Consumer.csproj"));

        Dotnet.Run(folder, "build");

        CheckOutput(Dotnet.Run(folder, "run", "--no-build"));
        var libraries = Directory
            .EnumerateFiles(Path.Combine(folder, "bin"), "*torch_cpu*", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(path))));
        Assert.Equal([TensorPlatform], libraries);
    }

    [Fact]
    public void A_program_of_one_file_needs_the_package_as_its_only_directive()
    {
        var folder = feed.Folder("file");
        feed.Write("experiment.cs", Path.Combine(folder, "experiment.cs"));

        var (exitCode, output) = Dotnet.Try(folder, feed.Folder("data"), "run", "experiment.cs");

        Assert.True(exitCode == 0, output);
        CheckOutput(output);
    }

    [Fact]
    public void A_mistake_is_refused_outside_as_well()
    {
        var folder = feed.Folder("mistake");
        feed.Write(
            "experiment.cs",
            Path.Combine(folder, "Program.cs"),
            text => WithoutDirective(text).Replace("(Granularity.Edge)", "(Granularity.Edge, SplitPositions = true)")
        );
        feed.Write("Consumer.csproj.txt", Path.Combine(folder, "Consumer.csproj"));

        var (exitCode, output) = Dotnet.Try(folder, null, "build");

        Assert.NotEqual(0, exitCode);
        Assert.Contains(Mistake, output);
    }

    [Fact]
    public void The_template_gives_an_experiment_that_runs_and_whose_tests_pass()
    {
        var (folder, hive) = (feed.Folder("template"), feed.Folder("hive"));
        string[] throwaway = ["--debug:custom-hive", hive];
        Dotnet.Run(folder, ["new", "install", feed.PathOf("Circuitry.Templates"), .. throwaway]);
        Dotnet.Run(folder, ["new", "circuitry-experiment", "-n", "Shares", .. throwaway]);
        var solution = Path.Combine(folder, "Shares");

        Dotnet.Run(solution, "build");

        Assert.Contains("5 of 32 edges", Dotnet.Run(solution, "run", "--no-build", "--project", "Shares"));
        var tests = Dotnet.Run(solution, "test", "--no-build");
        Assert.Matches(@"Failed: +0, Passed: +9, Skipped: +1", tests);
    }

    private static string TensorPlatform =>
        OperatingSystem.IsWindows() ? "win-x64"
        : OperatingSystem.IsMacOS() ? "osx-arm64"
        : "linux-x64";

    private static string WithoutDirective(string text) => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];

    private static void CheckOutput(string output)
    {
        const string Expected =
            @"^9 edges, a0\.h1->logits removed: -?[0-9.]+\ncircuit of ([1-9]) edges\nread back: \1 edges$";
        Assert.Matches(Expected, output.ReplaceLineEndings("\n").Trim());
    }
}
