using System.IO.Compression;

namespace Circuitry.Hub;

/// <summary>Undoes the encodings that servers use for small texts even where none was asked for.</summary>
internal static class ContentEncoding
{
    /// <summary>The stream of the content itself.</summary>
    /// <param name="body">The stream of what was sent.</param>
    /// <param name="encodings">The encodings in the order in which they were applied.</param>
    /// <exception cref="TransientException">One of them is not known.</exception>
    public static Stream Decoded(Stream body, IEnumerable<string> encodings) =>
        encodings
            .Reverse()
            .Aggregate(
                body,
                (stream, encoding) =>
                    encoding.ToLowerInvariant() switch
                    {
                        "identity" => stream,
                        "gzip" or "x-gzip" => new GZipStream(stream, CompressionMode.Decompress),
                        "deflate" => new ZLibStream(stream, CompressionMode.Decompress),
                        "br" => new BrotliStream(stream, CompressionMode.Decompress),
                        _ => throw new TransientException(
                            new HubAnswerException(
                                $"a server encodes what it gives as '{VisibleText.Short(encoding)}', unasked. Check the proxy and HF_ENDPOINT."
                            )
                        ),
                    }
            );
}
