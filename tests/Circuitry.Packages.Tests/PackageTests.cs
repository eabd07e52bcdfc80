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
                "buildTransitive/NativeAssets.targets",
                "buildTransitive/NativeLibrary.targets",
                "icon.png",
                "lib/net10.0/Circuitry.dll",
                "lib/net10.0/Circuitry.xml",
            ],
            feed.Contents("Circuitry")
        );

    [Fact]
    public void The_package_of_downloads_holds_its_library_alone() =>
        Assert.Equal(
            [
                "Circuitry.Hub.nuspec",
                "README.md",
                "icon.png",
                "lib/net10.0/Circuitry.Hub.dll",
                "lib/net10.0/Circuitry.Hub.xml",
            ],
            feed.Contents("Circuitry.Hub")
        );

    [Fact]
    public void The_package_of_commands_holds_its_library_alone() =>
        Assert.Equal(
            [
                "Circuitry.App.nuspec",
                "README.md",
                "icon.png",
                "lib/net10.0/Circuitry.App.dll",
                "lib/net10.0/Circuitry.App.xml",
            ],
            feed.Contents("Circuitry.App")
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
    public void A_program_of_one_file_names_a_configuration_in_a_directive()
    {
        var folder = feed.Folder("configured");
        var models = Directory.CreateDirectory(Path.Combine(folder, "models", "tiny")).FullName;
        File.WriteAllText(Path.Combine(models, "config.json"), TinyConfiguration);
        feed.Write("experiment.cs", Path.Combine(folder, "experiment.cs"), WithConfiguration);
        feed.Write(
            "experiment.cs",
            Path.Combine(folder, "directed.cs"),
            text => "#:property CircuitryFiles=models/tiny/config.json\n" + WithConfiguration(text)
        );

        var (refused, why) = Dotnet.Try(folder, feed.Folder("data-refused"), "run", "experiment.cs");
        var (exitCode, output) = Dotnet.Try(folder, feed.Folder("data-configured"), "run", "directed.cs");

        Assert.NotEqual(0, refused);
        Assert.Contains(
            "error CIR006: 'tiny/config.json' is not among the AdditionalFiles: the project lists no .json file among its AdditionalFiles; add the line '#:property CircuitryFiles=tiny/config.json' to the program",
            why
        );
        Assert.True(exitCode == 0, output);
        CheckOutput(output);
    }

    [Fact]
    public void Emitted_code_passes_every_analysis_of_the_SDK_without_a_warning()
    {
        var folder = feed.Folder("strict");
        // The program's own code is not what is looked at.
        feed.Write(
            "experiment.cs",
            Path.Combine(folder, "Program.cs"),
            text => "#pragma warning disable\n" + WithoutDirective(text)
        );
        feed.Write("Strict.csproj.txt", Path.Combine(folder, "Strict.csproj"));
        File.WriteAllText(
            Path.Combine(folder, ".editorconfig"),
            "root = true\n[*.cs]\ndotnet_analyzer_diagnostic.severity = error\n"
        );

        var output = Dotnet.Run(folder, "build");

        Assert.Contains(" 0 Warning(s)", output);
        Assert.NotEmpty(
            Directory.EnumerateFiles(Path.Combine(folder, "obj"), "Tiny.Hooks.g.cs", SearchOption.AllDirectories)
        );
        CheckOutput(Dotnet.Run(folder, "run", "--no-build"));
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
        Assert.Matches(@"Failed: +0, Passed: +10, Skipped: +1", tests);
    }

    private static string TensorPlatform =>
        OperatingSystem.IsWindows() ? "win-x64"
        : OperatingSystem.IsMacOS() ? "osx-arm64"
        : "linux-x64";

    // The same model as the one that the program spells out.
    private const string TinyConfiguration = """
        {
          "act_fn": "relu", "attn_only": true, "d_head": 4, "d_model": 8, "d_vocab": 6, "n_ctx": 4, "n_heads": 2, "n_layers": 1,
          "normalization_type": "LN"
        }
        """;

    private static string WithConfiguration(string text)
    {
        var attribute = text.Split('\n').Single(line => line.StartsWith("[Transformer(", StringComparison.Ordinal));
        return text.Replace(attribute, "[Transformer(\"tiny/config.json\")]", StringComparison.Ordinal);
    }

    private static string WithoutDirective(string text) => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];

    private static void CheckOutput(string output)
    {
        const string Expected =
            @"^9 edges, a0\.h1->logits removed: -?[0-9.]+\ncircuit of ([1-9]) edges\nread back: \1 edges$";
        Assert.Matches(Expected, output.ReplaceLineEndings("\n").Trim());
    }
}
