using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Circuitry.Hub.Tests;

/// <summary>A hub with one model, and its storage at another address. Both answer as the real ones do unless a test changes an answer.</summary>
internal sealed class FakeHub : IDisposable
{
    public const string Name = "someone/small";
    public const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private readonly LoopbackServer _hub;
    private readonly LoopbackServer _storage;

    public FakeHub()
    {
        _hub = new LoopbackServer(request => Changed(OfHub(request), request, AtHub));
        _storage = new LoopbackServer(request => Changed(OfStorage(request), request, AtStorage));
        Files = new()
        {
            ["config.json"] = Encoding.UTF8.GetBytes("{\"model_type\":\"gpt2\"}"),
            ["model.safetensors"] = Bytes(100_000, seed: 1),
            ["tokenizer.json"] = Encoding.UTF8.GetBytes("{\"version\":\"1.0\"}"),
        };
    }

    public SortedDictionary<string, byte[]> Files { get; }

    /// <summary>Changes the hub's answers.</summary>
    public Func<Request, Reply, Reply>? AtHub { get; set; }

    /// <summary>Changes the storage's answers.</summary>
    public Func<Request, Reply, Reply>? AtStorage { get; set; }

    public Uri Address => _hub.Address;

    public Uri StorageAddress => _storage.Address;

    public IReadOnlyList<Request> HubRequests => [.. _hub.Requests];

    public IReadOnlyList<Request> StorageRequests => [.. _storage.Requests];

    /// <summary>The commit that the branch main is at.</summary>
    public string Head { get; set; } = Commit;

    /// <summary>Bytes that look random, always the same.</summary>
    public static byte[] Bytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static bool IsLarge(string path) => path.EndsWith(".safetensors", StringComparison.Ordinal);

    /// <summary>The name of a content in the cache.</summary>
    public static string Digest(string path, byte[] content) =>
        Convert.ToHexStringLower(
            IsLarge(path)
                ? SHA256.HashData(content)
                : SHA1.HashData([
                    .. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0")),
                    .. content,
                ])
        );

    public void Dispose()
    {
        _hub.Dispose();
        _storage.Dispose();
    }

    private static Reply Changed(Reply usual, Request request, Func<Request, Reply, Reply>? change) =>
        change?.Invoke(request, usual) ?? usual;

    private Reply OfHub(Request request)
    {
        if (request.Target.StartsWith($"/api/models/{Name}/revision/", StringComparison.Ordinal))
        {
            return new Reply(200, Listing()).With("Content-Type", "application/json");
        }

        var start = $"/{Name}/resolve/{Head}/";
        if (
            !request.Target.StartsWith(start, StringComparison.Ordinal)
            || !Files.TryGetValue(request.Target[start.Length..], out var content)
        )
        {
            return new Reply(404).With("X-Error-Code", "EntryNotFound").With("X-Repo-Commit", Head);
        }

        var path = request.Target[start.Length..];
        var digest = Digest(path, content);
        return IsLarge(path)
            ? new Reply(302)
                .With("Location", $"{StorageAddress}{digest}?signature=secret")
                .With("X-Repo-Commit", Head)
                .With("X-Linked-Etag", $"\"{digest}\"")
                .With("X-Linked-Size", content.Length.ToString(CultureInfo.InvariantCulture))
            : Part(request, content).With("ETag", $"\"{digest}\"").With("X-Repo-Commit", Head);
    }

    private Reply OfStorage(Request request)
    {
        var digest = request.Target[1..].Split('?')[0];
        var content = Files.FirstOrDefault(file => Digest(file.Key, file.Value) == digest).Value;
        return content is null ? new Reply(404) : Part(request, content).With("ETag", "\"storage\"");
    }

    private static Reply Part(Request request, byte[] content) =>
        request.From is not { } from ? new Reply(200, content)
        : from >= content.Length ? new Reply(416)
        : new Reply(206, content[from..]).With(
            "Content-Range",
            string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{content.Length - 1}/{content.Length}")
        );

    private string Listing() =>
        JsonSerializer.Serialize(
            new
            {
                sha = Head,
                gated = false,
                siblings = Files
                    .Select(file =>
                        IsLarge(file.Key)
                            ? (object)
                                new
                                {
                                    rfilename = file.Key,
                                    size = file.Value.Length,
                                    blobId = new string('a', 40),
                                    lfs = new
                                    {
                                        sha256 = Digest(file.Key, file.Value),
                                        size = file.Value.Length,
                                        pointerSize = 130,
                                    },
                                }
                            : new
                            {
                                rfilename = file.Key,
                                size = file.Value.Length,
                                blobId = Digest(file.Key, file.Value),
                            }
                    )
                    .ToList(),
            }
        );
}
