namespace Circuitry.Features;

/// <summary>
/// All nodes of a task, numbered: position by position where positions are split, site by site in forward order, a site's
/// features and then its error term.
/// </summary>
public sealed class FeatureLayout
{
    /// <summary>The most nodes: those of 100 sites of 131,072 features at 20 positions.</summary>
    private const long MostNodes = 1L << 28;

    private readonly Dictionary<FeatureSite, int> _offsets = [];
    private readonly Dictionary<FeatureSite, (int Width, bool HasError)> _sites = [];

    private FeatureLayout(FeatureTask task)
    {
        Sites = task.Sites;
        Positions = task.SplitPositions ? task.Length : 1;
        IsSplit = task.SplitPositions;
        foreach (var site in Sites)
        {
            var dictionary = task.Dictionaries[site];
            _offsets.Add(site, Columns);
            _sites.Add(site, (dictionary.Width, !dictionary.IsExact));
            Columns += dictionary.Width + (dictionary.IsExact ? 0 : 1);
        }
    }

    /// <summary>The sites, in forward order.</summary>
    public IReadOnlyList<FeatureSite> Sites { get; }

    /// <summary>Number of positions that nodes are told apart by; 1 where they are not.</summary>
    public int Positions { get; }

    /// <summary>Whether positions are told apart.</summary>
    public bool IsSplit { get; }

    /// <summary>Number of features and error terms of all sites.</summary>
    public int Columns { get; }

    /// <summary>Number of nodes.</summary>
    public int Count => Positions * Columns;

    /// <summary>The layout of a task's nodes.</summary>
    /// <exception cref="DictionaryException">No dictionary stands in front of the loss.</exception>
    /// <exception cref="GraphException">There would be more nodes than are numbered.</exception>
    internal static FeatureLayout Of(FeatureTask task)
    {
        if (task.Sites.Count == 0)
        {
            throw new DictionaryException(
                FormattableString.Invariant(
                    $"no dictionary stands in front of the loss, which reads the stream behind block {task.Blocks - 1}; there are dictionaries for {string.Join(", ", task.Dictionaries.Sites)}"
                )
            );
        }

        CheckCount(
            task.Sites.Sum(site => task.Dictionaries[site].Width + (task.Dictionaries[site].IsExact ? 0L : 1L)),
            task.SplitPositions ? task.Length : 1
        );
        return new FeatureLayout(task);
    }

    /// <exception cref="GraphException">There would be more nodes than are numbered.</exception>
    internal static void CheckCount(long columns, long positions)
    {
        if (columns * positions > MostNodes)
        {
            throw new GraphException(
                FormattableString.Invariant(
                    $"{columns} features and error terms at {positions} positions are {columns * positions} nodes, and at most {MostNodes} are numbered; use dictionaries of fewer sites{(positions > 1 ? ", shorter prompts, or SplitPositions = false" : "")}"
                )
            );
        }
    }

    /// <summary>The first column of a site.</summary>
    /// <exception cref="DictionaryException">The site has no dictionary in front of the loss.</exception>
    public int Offset(FeatureSite site) => _offsets[Known(site)];

    /// <summary>Number of features of a site.</summary>
    /// <exception cref="DictionaryException">The site has no dictionary in front of the loss.</exception>
    public int Width(FeatureSite site) => _sites[Known(site)].Width;

    /// <summary>Whether a site has an error term.</summary>
    /// <exception cref="DictionaryException">The site has no dictionary in front of the loss.</exception>
    public bool HasError(FeatureSite site) => _sites[Known(site)].HasError;

    /// <summary>The node of a number.</summary>
    /// <exception cref="DictionaryException">There are not so many nodes.</exception>
    public FeatureNode this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Count)
            {
                throw new DictionaryException(
                    FormattableString.Invariant($"there is no node {index}: the task has {Count}, 0 to {Count - 1}")
                );
            }

            var (position, column) = (index / Columns, index % Columns);
            var site = Sites.Last(site => _offsets[site] <= column);
            var feature = column - _offsets[site];
            return new FeatureNode(
                site,
                feature == Width(site) ? FeatureNode.ErrorTerm : feature,
                IsSplit ? position : null
            );
        }
    }

    /// <summary>The number of a node.</summary>
    /// <exception cref="DictionaryException">The task has no such node.</exception>
    public int IndexOf(FeatureNode node)
    {
        if (
            !_sites.TryGetValue(node.Site, out var site)
            || (node.IsError ? !site.HasError : node.Feature < 0 || node.Feature >= site.Width)
            || node.Position.HasValue != IsSplit
            || node.Position is { } position && (position < 0 || position >= Positions)
        )
        {
            throw new DictionaryException(
                $"{node} is no node here: {(site.Width == 0 ? "its site has no dictionary in front of the loss" : FormattableString.Invariant($"{node.Site} has {site.Width} features{(site.HasError ? " and an error term" : "")}, and positions are {(IsSplit ? FormattableString.Invariant($"split, 0 to {Positions - 1}") : "not split")}"))}"
            );
        }

        return (node.Position ?? 0) * Columns + _offsets[node.Site] + (node.IsError ? site.Width : node.Feature);
    }

    private FeatureSite Known(FeatureSite site) =>
        _sites.ContainsKey(site)
            ? site
            : throw new DictionaryException(
                $"{site} has no dictionary in front of the loss; there are some for {string.Join(", ", Sites)}"
            );
}
