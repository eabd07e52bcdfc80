using System.Text.Json;

namespace Circuitry.Work;

/// <summary>A finished piece of work as a store keeps it: four texts, so that a file, a table of a database or a message can hold it.</summary>
/// <param name="Key">Which of a run's jobs it is, such as an algorithm's name or a seed.</param>
/// <param name="Fingerprint">The hash of everything that decides the result.</param>
/// <param name="Value">The result, as JSON.</param>
/// <param name="Digest">The hash of key, fingerprint and value, by which damage is found.</param>
public sealed record Job(string Key, string Fingerprint, string Value, string Digest)
{
    /// <summary>A job with the digest that belongs to it.</summary>
    /// <param name="key">Which of a run's jobs it is.</param>
    /// <param name="fingerprint">The hash of everything that decides the result.</param>
    /// <param name="value">The result, as JSON.</param>
    /// <exception cref="JsonException">The value is no JSON.</exception>
    public static Job Of(string key, string fingerprint, string value) =>
        new(key, fingerprint, value, DigestOf(key, fingerprint, value));

    /// <summary>
    /// Whether the digest is that of the rest, so that nothing was changed after it was saved. White space and the order of members, which
    /// a store may change, do not count.
    /// </summary>
    public bool IsWhole
    {
        get
        {
            try
            {
                return Digest == DigestOf(Key, Fingerprint, Value);
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }

    // Hashes of the parts, so that nothing can move from one to the next.
    private static string DigestOf(string key, string fingerprint, string value) =>
        TextHash.Of(
            string.Join('\n', TextHash.Of(key), TextHash.Of(fingerprint), TextHash.Of(CanonicalJson.Of(value)))
        );
}
