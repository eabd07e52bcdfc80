using System.Reflection;
using System.Runtime.CompilerServices;

namespace Circuitry.Testing;

/// <summary>
/// Compares results with verified files next to the test, in the conventions of Verify: <c>Class.Method.verified.txt</c>, or
/// <c>Class.Method#name.verified.cs</c> for one of several.
/// </summary>
/// <remarks>
/// On a mismatch the result is written to <c>.received.</c> instead of <c>.verified.</c> and the difference is thrown. With
/// the environment variable <c>UPDATE_SNAPSHOTS=1</c> results become verified instead. The class is the test file's name.
/// </remarks>
public static class Snapshot
{
    private const string Verified = ".verified.";
    private const string Received = ".received.";

    private static bool Updates => Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1";

    /// <summary>Compares one text with <c>Class.Method.verified.{extension}</c>.</summary>
    /// <param name="text">The result.</param>
    /// <param name="extension">The kind of text, without a dot.</param>
    /// <param name="parameters">Identifies the run of a theory; becomes part of the file's name.</param>
    /// <param name="file">The test file; left to the compiler.</param>
    /// <param name="method">The test; left to the compiler.</param>
    /// <exception cref="SnapshotException">The text differs, or nothing is verified yet.</exception>
    public static void Match(
        string text,
        string extension = "txt",
        string? parameters = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string method = ""
    ) => Compare(new Dictionary<string, string> { ["." + extension] = text }, parameters, file, method, Updates);

    /// <summary>Compares a text whose numbers may differ by one in the last of their digits.</summary>
    internal static void MatchNumbers(string text, int digits, string? parameters, string file, string method) =>
        Compare(
            new Dictionary<string, string> { [".txt"] = text },
            parameters,
            file,
            method,
            Updates,
            (verified, received) => SnapshotNumbers.Same(verified, received, digits)
        );

    /// <summary>Compares several texts with <c>Class.Method#{name}.verified.{extension}</c>, all that there are.</summary>
    /// <param name="texts">The results by name; a name ends with its extension, such as <c>Model.Hooks.g.cs</c>.</param>
    /// <param name="parameters">Identifies the run of a theory; becomes part of the files' names.</param>
    /// <param name="file">The test file; left to the compiler.</param>
    /// <param name="method">The test; left to the compiler.</param>
    /// <exception cref="SnapshotException">A text differs or is not verified yet, or a verified file has no text any more.</exception>
    public static void MatchAll(
        IReadOnlyDictionary<string, string> texts,
        string? parameters = null,
        [CallerFilePath] string file = "",
        [CallerMemberName] string method = ""
    ) => Compare(texts.ToDictionary(pair => "#" + pair.Key, pair => pair.Value), parameters, file, method, Updates);

    /// <summary>The verified files below the calling test file's folder that belong to no test method of an assembly.</summary>
    /// <param name="tests">The assembly of the tests.</param>
    /// <param name="file">The test file; left to the compiler.</param>
    public static IReadOnlyList<string> Orphans(Assembly tests, [CallerFilePath] string file = "")
    {
        var known = tests
            .GetTypes()
            .SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        return
        [
            .. Directory
                .EnumerateFiles(FolderOf(file), "*" + Verified + "*", SearchOption.AllDirectories)
                .Select(path => Path.GetFileName(path))
                .Where(name =>
                    !known.Any(test =>
                        TestOf(name) == test || TestOf(name).StartsWith(test + "_", StringComparison.Ordinal)
                    )
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    internal static void Compare(
        IReadOnlyDictionary<string, string> texts,
        string? parameters,
        string file,
        string method,
        bool updates,
        Func<string, string, bool>? same = null
    )
    {
        same ??= static (verified, received) => verified == received;
        var folder = FolderOf(file);
        var test = $"{Path.GetFileNameWithoutExtension(file)}.{method}{(parameters is null ? "" : "_" + parameters)}";
        var problems = new List<string>();
        var current = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, text) in texts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var verified = FileName(test, name, Verified);
            current.Add(verified);
            var received = FileName(test, name, Received);
            if (
                Check(Path.Combine(folder, verified), Path.Combine(folder, received), Normal(text), updates, same) is
                { } problem
            )
            {
                problems.Add($"{verified} {problem}");
            }
        }

        foreach (var stale in FilesOf(folder, test).Where(name => !current.Contains(name)))
        {
            if (updates)
            {
                File.Delete(Path.Combine(folder, stale));
            }
            else
            {
                problems.Add($"{stale} is verified, and the test no longer gives such a result");
            }
        }

        if (problems.Count > 0)
        {
            throw new SnapshotException(
                string.Join("\n\n", problems) + "\n\nIf the results are right, run the tests with UPDATE_SNAPSHOTS=1."
            );
        }
    }

    private static string? Check(
        string verified,
        string received,
        string text,
        bool updates,
        Func<string, string, bool> same
    )
    {
        var expected = File.Exists(verified) ? Normal(File.ReadAllText(verified)) : null;
        if (expected is not null && same(expected, text))
        {
            File.Delete(received);
            return null;
        }

        if (updates)
        {
            File.Delete(received);
            File.WriteAllText(verified, text);
            return null;
        }

        File.WriteAllText(received, text);
        return expected is null
            ? "does not exist yet"
            : "differs (- verified, + received):\n" + Difference.Between(expected, text);
    }

    // Test#a.b.cs becomes Test#a.b.verified.cs
    private static string FileName(string test, string name, string mark)
    {
        var dot = name.LastIndexOf('.');
        return test + name[..dot] + mark + name[(dot + 1)..];
    }

    private static IEnumerable<string> FilesOf(string folder, string test) =>
        Directory
            .EnumerateFiles(folder, test + "*" + Verified + "*")
            .Select(path => Path.GetFileName(path))
            .Where(name => name[test.Length] is '#' or '.')
            .Order(StringComparer.Ordinal);

    private static string TestOf(string name) =>
        name[..(name.IndexOf('#') is var end and >= 0 ? end : name.IndexOf(Verified, StringComparison.Ordinal))];

    private static string Normal(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string FolderOf(string file) =>
        Path.GetDirectoryName(file) is { } folder && Directory.Exists(folder)
            ? folder
            : throw new SnapshotException(
                $"the folder of {file} does not exist; snapshots are next to the tests' sources, so run the tests where they were built"
            );
}
