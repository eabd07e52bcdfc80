namespace Circuitry.Conformance;

/// <summary>Real weights, prompts and published results, which lie beside the project where there are any.</summary>
internal static class SharedFolder
{
    private static readonly Lazy<string?> Root = new(Find);

    /// <summary>The path of something in the folder; skips the test, saying so, where the folder is absent.</summary>
    public static string PathOf(params string[] parts)
    {
        Skip.If(
            Root.Value is null,
            "no folder 'shared' beside the project (or named by CIRCUITRY_SHARED): conformance with real models is not checked"
        );
        return Path.Combine([Root.Value!, .. parts]);
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CIRCUITRY_SHARED") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Dsl.sln")))
            {
                var shared = Path.Combine(folder.Parent!.FullName, "shared");
                return Directory.Exists(Path.Combine(shared, "models")) ? shared : null;
            }
        }

        return null;
    }
}
