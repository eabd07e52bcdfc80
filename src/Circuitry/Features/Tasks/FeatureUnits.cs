using static System.FormattableString;
using static TorchSharp.torch;

namespace Circuitry.Features;

/// <summary>
/// Features of dictionaries and their error terms as units, numbered position by position where positions are split, site by
/// site in forward order, a site's features and then its error term.
/// </summary>
public sealed partial class FeatureUnits : Units
{
    /// <summary>The most units: those of 100 sites of 131,072 features at 20 positions.</summary>
    private const long MostUnits = 1L << 28;

    private readonly Dictionary<FeatureSite, int> _offsets = [];
    private readonly Dictionary<FeatureSite, (int Width, bool HasError)> _sites = [];

    /// <summary>Numbers the features and error terms of sites.</summary>
    /// <param name="sites">The sites in forward order, how many features each has, and whether it has an error term.</param>
    /// <param name="positions">Number of positions that units are told apart by; null where they are not.</param>
    /// <exception cref="UnitsException">There is no site, a site comes twice or out of order, or a number is below 1.</exception>
    /// <exception cref="GraphException">There would be more units than are numbered.</exception>
    public FeatureUnits(IEnumerable<(FeatureSite Site, int Width, bool HasError)> sites, int? positions)
    {
        (FeatureSite Site, int Width, bool HasError)[] all = [.. sites];
        Sites = [.. all.Select(site => site.Site)];
        Positions = positions ?? 1;
        SplitsPositions = positions is not null;
        CheckSites(all);
        CheckCount(all.Sum(site => site.Width + (site.HasError ? 1L : 0L)), Positions);
        foreach (var (site, width, hasError) in all)
        {
            _offsets.Add(site, Columns);
            _sites.Add(site, (width, hasError));
            Columns += width + (hasError ? 1 : 0);
        }
    }

    /// <summary>The sites, in forward order.</summary>
    public IReadOnlyList<FeatureSite> Sites { get; }

    /// <summary>Number of positions that units are told apart by; 1 where they are not.</summary>
    public int Positions { get; }

    /// <summary>Number of features and error terms of all sites.</summary>
    public int Columns { get; }

    /// <inheritdoc/>
    public override Granularity Kind => Granularity.Feature;

    /// <inheritdoc/>
    public override int Count => Positions * Columns;

    /// <inheritdoc/>
    public override bool SplitsPositions { get; }

    /// <inheritdoc/>
    public override string Noun => "features";

    /// <inheritdoc/>
    public override string NameOf(int unit) => this[unit].Name;

    /// <inheritdoc/>
    public override int? Find(string name) =>
        FeatureNode.TryParse(name, out var node) && Contains(node) ? Number(node) : null;

    /// <summary>The first column of a site.</summary>
    /// <exception cref="DictionaryException">The site has no dictionary in front of the loss.</exception>
    internal int Offset(FeatureSite site) => _offsets[Known(site)];

    /// <summary>Number of features of a site.</summary>
    /// <exception cref="DictionaryException">The site has no dictionary in front of the loss.</exception>
    public int Width(FeatureSite site) => _sites[Known(site)].Width;

    /// <summary>Whether a site has an error term.</summary>
    /// <exception cref="DictionaryException">The site has no dictionary in front of the loss.</exception>
    public bool HasError(FeatureSite site) => _sites[Known(site)].HasError;

    /// <summary>The feature or error term of an index.</summary>
    /// <exception cref="UnitsException">There is no such unit.</exception>
    public FeatureNode this[int unit]
    {
        get
        {
            InRange(unit);
            var (position, column) = (unit / Columns, unit % Columns);
            var site = Sites.Last(site => _offsets[site] <= column);
            var feature = column - _offsets[site];
            return new FeatureNode(
                site,
                feature == Width(site) ? FeatureNode.ErrorTerm : feature,
                SplitsPositions ? position : null
            );
        }
    }

    /// <summary>The index of a feature or an error term.</summary>
    /// <exception cref="UnitsException">There is no such unit.</exception>
    public int IndexOf(FeatureNode node)
    {
        if (Contains(node))
        {
            return Number(node);
        }

        var site = _sites.GetValueOrDefault(node.Site);
        throw new UnitsException(
            $"{node} is no node here: {(site.Width == 0 ? "its site has no dictionary in front of the loss" : Invariant($"{node.Site} has {site.Width} features{(site.HasError ? " and an error term" : "")}, and positions are {(SplitsPositions ? Invariant($"split, 0 to {Positions - 1}") : "not split")}"))}"
        );
    }

    /// <inheritdoc/>
    public override int IndexOf(IUnit unit) => unit is FeatureNode node ? IndexOf(node) : base.IndexOf(unit);

    /// <summary>The features and error terms of a set, in the order of their indices.</summary>
    /// <exception cref="UnitsException">The set is of other units.</exception>
    public IEnumerable<FeatureNode> NodesOf(UnitSet units)
    {
        Require(units.Units, "the units");
        return units.Indices.Select(unit => this[unit]);
    }

    /// <summary>Units that are features.</summary>
    /// <param name="units">The units.</param>
    /// <param name="what">What came with them, such as "the scores".</param>
    /// <exception cref="UnitsException">They are none.</exception>
    internal static FeatureUnits Of(Units units, string what) =>
        units as FeatureUnits
        ?? throw new UnitsException(
            $"{what} belong to {units}; give some of features, which an experiment with [Dictionaries] has"
        );

    /// <summary>The units of a task.</summary>
    /// <exception cref="DictionaryException">No dictionary stands in front of the loss.</exception>
    /// <exception cref="GraphException">There would be more units than are numbered.</exception>
    internal static FeatureUnits Of(FeatureTask task) =>
        task.Sites.Count > 0
            ? new FeatureUnits(
                task.Sites.Select(site => (site, task.Dictionaries[site].Width, !task.Dictionaries[site].IsExact)),
                task.SplitPositions ? task.Length : null
            )
            : throw new DictionaryException(
                Invariant(
                    $"no dictionary stands in front of the loss, which reads the stream behind block {task.Blocks - 1}; there are dictionaries for {string.Join(", ", task.Dictionaries.Sites)}"
                )
            );

    private void CheckSites((FeatureSite Site, int Width, bool HasError)[] sites)
    {
        if (Positions < 1 || sites.Length == 0 || sites.Any(site => site.Width < 1))
        {
            throw new UnitsException(
                Invariant(
                    $"{Counted.Of(Positions, "position")} and sites {string.Join(", ", sites.Select(site => Invariant($"{site.Site} of {Counted.Of(site.Width, "feature")}")))} make no units; give at least one site, and 1 or more of each"
                )
            );
        }

        foreach (var (before, after) in sites.Zip(sites.Skip(1)))
        {
            if (before.Site.CompareTo(after.Site) >= 0)
            {
                throw new UnitsException(
                    $"{after.Site} does not come behind {before.Site}; give each site once, in the order of a forward pass"
                );
            }
        }
    }

    /// <exception cref="GraphException">There would be more units than are numbered.</exception>
    internal static void CheckCount(long columns, long positions)
    {
        if ((Int128)columns * positions > MostUnits)
        {
            throw new GraphException(
                Invariant(
                    $"{columns} features and error terms at {positions} positions are {(Int128)columns * positions} nodes, and at most {MostUnits} are numbered; use dictionaries of fewer sites{(positions > 1 ? ", shorter prompts, or SplitPositions = false" : "")}"
                )
            );
        }
    }

    /// <summary>Which of a site's features are in a set, bool [position or 1, feature]; the caller's.</summary>
    internal Tensor FeatureMask(UnitSet units, FeatureSite site, Device device) =>
        Mask(units, Offset(site), Width(site), device);

    /// <summary>Whether a site's error term is in a set, bool [position or 1, 1]; the caller's. True where there is none.</summary>
    internal Tensor ErrorMask(UnitSet units, FeatureSite site, Device device) =>
        HasError(site) ? Mask(units, Offset(site) + Width(site), 1, device) : ones([Positions, 1], @bool, device);

    /// <summary>Whether all of a site's units are in a set.</summary>
    internal bool IsWhole(UnitSet units, FeatureSite site)
    {
        var (offset, width) = (Offset(site), Width(site) + (HasError(site) ? 1 : 0));
        return Enumerable
            .Range(0, Positions)
            .All(position => units.Membership(position * Columns + offset, width).IndexOf(false) < 0);
    }

    private protected override string Identity =>
        Circuitry.Files.Identity.Of((Kind, SplitsPositions, Positions, Sites.Select(site => (site, _sites[site]))));

    private protected override string Description =>
        Invariant(
            $"{Count} nodes ({string.Join(", ", Sites.Select(site => Invariant($"{site} {Width(site)}{(HasError(site) ? " and an error term" : "")}")))}; {(SplitsPositions ? Invariant($"{Positions} positions") : "positions together")})"
        );

    private protected override bool IsEqual(Units others) =>
        others is FeatureUnits units
        && SplitsPositions == units.SplitsPositions
        && Positions == units.Positions
        && Sites.SequenceEqual(units.Sites)
        && Sites.All(site => _sites[site] == units._sites[site]);

    private Tensor Mask(UnitSet units, int offset, int width, Device device)
    {
        var mask = new bool[Positions * width];
        for (var position = 0; position < Positions; position++)
        {
            units.Membership(position * Columns + offset, width).CopyTo(mask.AsSpan(position * width));
        }

        return tensor(mask, [Positions, width]).to(device);
    }

    private bool Contains(FeatureNode node) =>
        _sites.TryGetValue(node.Site, out var site)
        && (node.IsError ? site.HasError : node.Feature >= 0 && node.Feature < site.Width)
        && node.Position.HasValue == SplitsPositions
        && node.Position is null or >= 0
        && (node.Position ?? 0) < Positions;

    private int Number(FeatureNode node) =>
        (node.Position ?? 0) * Columns + _offsets[node.Site] + (node.IsError ? _sites[node.Site].Width : node.Feature);

    private FeatureSite Known(FeatureSite site) =>
        _sites.ContainsKey(site)
            ? site
            : throw new DictionaryException(
                $"{site} has no dictionary in front of the loss; there are some for {string.Join(", ", Sites)}"
            );
}
