namespace Circuitry.Datasets;

/// <summary>The place of the mark that no space of the text stands for.</summary>
internal enum MetaspaceScheme
{
    /// <summary>In front of every text between added tokens.</summary>
    Always,

    /// <summary>In front of the text as a whole.</summary>
    First,

    /// <summary>Nowhere.</summary>
    Never,
}

/// <summary>Reads the members of <c>Metaspace</c>, which splits text as a pre-tokenizer and joins it as a decoder.</summary>
internal static class MetaspaceMembers
{
    /// <summary>The mark that spaces are written as.</summary>
    public static char Mark(TokenizerMember component)
    {
        component.Allow("type", "replacement", "add_prefix_space", "prepend_scheme", "split", "str_rep");
        var mark = component["replacement"].Text();
        if (component["str_rep"].IsThere)
        {
            component["str_rep"].RequireText(mark, "Older files say the mark twice: let both be one.");
        }

        return mark.Length == 1
            ? mark[0]
            : throw component["replacement"].Refusal("one character", TokenizerRemedies.Splitting);
    }

    /// <summary>Where a mark is put that no space stands for.</summary>
    public static MetaspaceScheme Scheme(TokenizerMember component)
    {
        var scheme = component["prepend_scheme"];
        MetaspaceScheme? said = !scheme.IsThere
            ? null
            : scheme.Text() switch
            {
                "always" => MetaspaceScheme.Always,
                "first" => MetaspaceScheme.First,
                "never" => MetaspaceScheme.Never,
                _ => throw scheme.Refusal("one of always, first, never", TokenizerRemedies.Splitting),
            };
        // Files of before the scheme say only this.
        var space = component["add_prefix_space"];
        if (space.Flag() is { } adds)
        {
            if (said is { } known && adds != (known != MetaspaceScheme.Never))
            {
                throw space.Refusal("what prepend_scheme says", "Let both members say one thing.");
            }

            said ??= adds ? MetaspaceScheme.Always : MetaspaceScheme.Never;
        }

        return said ?? MetaspaceScheme.Always;
    }
}
