using System.Text.RegularExpressions;

namespace Circuitry.Weights;

/// <summary>The folders that Hugging Face's own tools use, from the variables that they read.</summary>
/// <param name="read">Gives a variable of the environment; null for the process's own.</param>
internal sealed partial class HuggingFaceHome(Func<string, string?>? read = null)
{
    private readonly Func<string, string?> _read = read ?? Environment.GetEnvironmentVariable;

    /// <summary><c>HF_HOME</c>, or <c>huggingface</c> in <c>XDG_CACHE_HOME</c> or <c>~/.cache</c>.</summary>
    public string Home =>
        Folder("HF_HOME") ?? Path.Combine(Folder("XDG_CACHE_HOME") ?? Path.Combine(User, ".cache"), "huggingface");

    /// <summary><c>HF_HUB_CACHE</c>, or the older <c>HUGGINGFACE_HUB_CACHE</c>, or <c>hub</c> in <see cref="Home"/>.</summary>
    public string Cache => Folder("HF_HUB_CACHE") ?? Folder("HUGGINGFACE_HUB_CACHE") ?? Path.Combine(Home, "hub");

    /// <summary>A variable; null where it is unset or empty.</summary>
    public string? Variable(string name) => _read(name) is { Length: > 0 } value ? value : null;

    /// <summary>A variable that holds a path, with <c>~</c> at its start and variables in it put in; null where it is unset.</summary>
    public string? Folder(string name) => Variable(name) is { } path ? Expanded(path) : null;

    private static string User => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private string Expanded(string path)
    {
        var named = Reference().Replace(path, match => Variable(match.Groups["name"].Value) ?? match.Value);
        return named == "~" || named.StartsWith("~/", StringComparison.Ordinal) ? User + named[1..] : named;
    }

    [GeneratedRegex(@"\$(?:(?<name>\w+)|\{(?<name>\w+)\})")]
    private static partial Regex Reference();
}
