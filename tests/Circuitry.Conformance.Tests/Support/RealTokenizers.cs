using System.Collections.Concurrent;

namespace Circuitry.Conformance;

/// <summary>Real tokenizers, each read once.</summary>
internal static class RealTokenizers
{
    private static readonly ConcurrentDictionary<string, TextTokenizer> Read = new();

    public static TextTokenizer Of(string name) =>
        Read.GetOrAdd(name, _ => TextTokenizer.Load(SharedFolder.PathOf("tokenizers", name)));
}
