namespace Circuitry.Tests;

/// <summary>What a refusal must say.</summary>
internal static class Refusals
{
    /// <summary>The message names the file and holds these words.</summary>
    public static void Expect<TException>(string file, string words, Func<IDisposable> read)
        where TException : Exception
    {
        var refusal = Assert.Throws<TException>(() => read().Dispose());
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }
}
