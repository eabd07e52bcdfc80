namespace Circuitry.Reports;

/// <summary>The style sheet of pages, for light and for dark screens.</summary>
internal static class PageStyle
{
    public const string Text = """
        :root { --paper: #fff; --ink: #1b1f24; --faint: #d0d7de; --raises: #2166ac; --lowers: #b2182b; --mark: 255 176 0; }
        @media (prefers-color-scheme: dark) {
          :root { --paper: #14171c; --ink: #e6e9ed; --faint: #3a424d; --raises: #74b0e8; --lowers: #ee8a93; --mark: 214 140 0; }
        }
        body { margin: 2rem auto; padding: 0 1rem; max-width: 90rem; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        a { color: inherit; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1.5rem; }
        dt { white-space: pre; }
        dd { margin: 0; overflow-wrap: anywhere; }
        figure { margin: 1rem 0; overflow-x: auto; border: 1px solid var(--faint); }
        .raises { color: var(--raises); }
        .lowers { color: var(--lowers); }
        svg text { fill: var(--ink); font: 12px system-ui, sans-serif; text-anchor: middle; }
        svg text.site { text-anchor: start; font-weight: bold; }
        svg line { stroke: var(--faint); stroke-dasharray: 4 4; }
        svg .edge { fill: none; stroke: currentColor; stroke-opacity: 0.6; }
        svg .edge:hover { stroke-opacity: 1; }
        svg .node { fill: color-mix(in srgb, currentColor var(--s), var(--paper)); stroke: currentColor; }
        svg .part { fill: var(--paper); stroke: var(--ink); }
        table { border-collapse: collapse; }
        th { position: sticky; top: 0; background: var(--paper); text-align: left; }
        th, td { padding: 0.3rem 0.8rem 0.3rem 0; border-bottom: 1px solid var(--faint); vertical-align: top; }
        tr:target { outline: 2px solid rgb(var(--mark)); }
        td p { margin: 0; }
        code { padding: 0 0.2em; background: rgb(128 128 128 / 0.18); white-space: pre-wrap; }
        .context { white-space: pre-wrap; }
        .context i { display: inline-block; min-width: 4em; font-style: normal; opacity: 0.7; }
        .context span, .context mark { color: inherit; background: rgb(var(--mark) / calc(0.7 * var(--a))); unicode-bidi: isolate; }
        .context mark { font-weight: bold; outline: 1px solid currentColor; }
        """;
}
