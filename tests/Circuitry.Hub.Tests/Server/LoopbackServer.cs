using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Circuitry.Hub.Tests;

/// <summary>A server on the loopback address that sends byte for byte what it is told to, and breaks connections when it is told to.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Request, Reply> _answer;

    public LoopbackServer(Func<Request, Reply> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri(
            string.Create(
                CultureInfo.InvariantCulture,
                $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}"
            )
        );
        _ = Accept();
    }

    public Uri Address { get; }

    public ConcurrentQueue<Request> Requests { get; } = [];

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task Accept()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => Serve(client));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await Read(stream) is { } request)
                {
                    Requests.Enqueue(request);
                    await Send(client, stream, request, _answer(request));
                }
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The other side has gone.
            }
        }
    }

    private async Task<Request?> Read(NetworkStream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            text.Append((char)one[0]);
        }

        var lines = text.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var start = lines[0].Split(' ');
        // A proxy is given the whole address.
        var target =
            Uri.TryCreate(start[1], UriKind.Absolute, out var whole) && whole.Scheme == "http"
                ? whole.PathAndQuery
                : start[1];
        return new Request(
            start[0],
            target,
            lines
                .Skip(1)
                .Select(line => line.Split(": ", 2))
                .ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1])
        );
    }

    private async Task Send(TcpClient client, NetworkStream stream, Request request, Reply reply)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {reply.Status} Reason\r\nConnection: close\r\n");
        if (!reply.WithoutLength)
        {
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {reply.Length ?? reply.Body.Length}\r\n");
        }

        foreach (var (name, value) in reply.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), _stop.Token);
        if (request.Method != "HEAD")
        {
            await stream.WriteAsync(reply.Body.AsMemory(0, reply.SendOnly ?? reply.Body.Length), _stop.Token);
        }

        await stream.FlushAsync(_stop.Token);
        if (reply.Then is { } then)
        {
            await then().WaitAsync(_stop.Token);
        }

        if (reply.SendOnly is null)
        {
            client.Client.Shutdown(SocketShutdown.Send);
        }
    }
}
