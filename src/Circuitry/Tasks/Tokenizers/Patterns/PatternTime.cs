using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Circuitry.Datasets;

/// <summary>The time that splitting one text may take: many times what honest patterns need, however long the text.</summary>
/// <param name="characters">How long the text is.</param>
internal sealed class PatternTime(int characters)
{
    /// <summary>The time that the search for one match may take.</summary>
    public static readonly TimeSpan OfOneMatch = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan OfOneCharacter = TimeSpan.FromMicroseconds(5);

    private readonly Stopwatch _clock = new();

    /// <summary>How long the text is.</summary>
    public int Characters => characters;

    /// <summary>The time that matching has taken.</summary>
    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Whether it has taken too long.</summary>
    public bool IsOver => Elapsed > OfOneMatch + (characters * OfOneCharacter);

    /// <summary>Looks for a match while the clock runs.</summary>
    public Match Find(Func<Match> find)
    {
        _clock.Start();
        try
        {
            return find();
        }
        finally
        {
            _clock.Stop();
        }
    }
}
