using System.Text;

namespace Circuitry.Hub.Tests;

/// <summary>An answer of a server, with what goes wrong while it is sent.</summary>
internal sealed record Reply(int Status, byte[] Body)
{
    public Reply(int status, string body = "")
        : this(status, Encoding.UTF8.GetBytes(body)) { }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The Content-Length that is sent; null for the body's.</summary>
    public long? Length { get; init; }

    /// <summary>Whether no Content-Length is sent, so that the end of the connection is that of the body.</summary>
    public bool WithoutLength { get; init; }

    /// <summary>Number of bytes of the body after which <see cref="Then"/> happens; null for all.</summary>
    public int? SendOnly { get; init; }

    /// <summary>What happens after the bytes that are sent, before the connection is broken; null for nothing.</summary>
    public Func<Task>? Then { get; init; }

    public Reply With(string header, string value) =>
        this with
        {
            Headers = new Dictionary<string, string>(Headers) { [header] = value },
        };

    /// <summary>The same, broken off after a number of bytes.</summary>
    public Reply Cut(int bytes) => this with { SendOnly = Math.Min(bytes, Body.Length) };

    /// <summary>The same, with nothing more after a number of bytes and the connection open.</summary>
    public Reply Stall(int bytes) => Cut(bytes) with { Then = () => Task.Delay(TimeSpan.FromSeconds(30)) };
}
