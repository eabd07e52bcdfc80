using System.Diagnostics;

namespace Circuitry.Features;

/// <summary>The dictionaries that decompose an experiment's activations, at most one for each site, in forward order. Owns them.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class FeatureDictionaries : IDisposable
{
    private readonly SortedList<FeatureSite, FeatureDictionary> _bySite;
    private bool _isDisposed;

    /// <summary>Takes ownership of dictionaries.</summary>
    /// <exception cref="DictionaryException">There are none, or two for one site.</exception>
    public FeatureDictionaries(IEnumerable<FeatureDictionary> dictionaries)
    {
        _bySite = [];
        foreach (var dictionary in dictionaries)
        {
            if (!_bySite.TryAdd(dictionary.Site, dictionary))
            {
                throw new DictionaryException($"{dictionary.Site} has two dictionaries; give one for each site");
            }
        }

        if (_bySite.Count == 0)
        {
            throw new DictionaryException("there are no dictionaries; a feature experiment needs at least one");
        }
    }

    /// <summary>Dictionaries of the neurons of all standard sites, the baseline.</summary>
    public static FeatureDictionaries Neurons(Architecture architecture) =>
        NeuronsOf(FeatureSite.All(architecture), architecture);

    /// <summary>The neurons of sites.</summary>
    internal static FeatureDictionaries NeuronsOf(IEnumerable<FeatureSite> sites, Architecture architecture) =>
        new(sites.Select(site => new NeuronBasis(site, architecture)));

    /// <summary>Checks that these are the dictionaries that a declaration was compiled with.</summary>
    /// <exception cref="DictionaryException">A site has none, has one that was not declared, or one of another width.</exception>
    internal void CheckDeclared(IReadOnlyList<SiteFeatures> declared)
    {
        ThrowIfDisposed();
        foreach (var (site, width) in declared)
        {
            if (!Contains(site) || this[site].Width != width)
            {
                throw new DictionaryException(
                    FormattableString.Invariant(
                        $"the declaration was compiled with a dictionary of {Counted.Of(width, "feature")} at {site}; {(Contains(site) ? $"this one has {this[site].Width}" : "there is none")}. Load the dictionaries whose dictionaries.json the project names, or build it with the other one"
                    )
                );
            }
        }

        if (Sites.Count != declared.Count)
        {
            var others = Sites.Except(declared.Select(site => site.Site));
            throw new DictionaryException(
                $"there are dictionaries at {string.Join(", ", others)} that the declaration was not compiled with; build it with their dictionaries.json"
            );
        }
    }

    /// <summary>The sites, in forward order.</summary>
    /// <exception cref="ObjectDisposedException">They have been disposed.</exception>
    public IReadOnlyList<FeatureSite> Sites
    {
        get
        {
            ThrowIfDisposed();
            return _bySite.Keys.AsReadOnly();
        }
    }

    /// <summary>The dictionary of a site.</summary>
    /// <exception cref="DictionaryException">The site has none.</exception>
    /// <exception cref="ObjectDisposedException">They have been disposed.</exception>
    public FeatureDictionary this[FeatureSite site]
    {
        get
        {
            ThrowIfDisposed();
            return _bySite.TryGetValue(site, out var dictionary)
                ? dictionary
                : throw new DictionaryException(
                    $"{site} has no dictionary; there are dictionaries for {string.Join(", ", Sites)}"
                );
        }
    }

    /// <summary>Whether a site has a dictionary.</summary>
    /// <exception cref="ObjectDisposedException">They have been disposed.</exception>
    public bool Contains(FeatureSite site)
    {
        ThrowIfDisposed();
        return _bySite.ContainsKey(site);
    }

    /// <summary>Checks that every dictionary fits a model.</summary>
    /// <exception cref="DictionaryException">A site does not exist in the model, or its activation has another width.</exception>
    /// <exception cref="ObjectDisposedException">They have been disposed.</exception>
    public void CheckFit(Architecture architecture)
    {
        ThrowIfDisposed();
        foreach (var dictionary in _bySite.Values)
        {
            var width = dictionary.Site.Width(architecture);
            if (dictionary.InputWidth != width)
            {
                throw new DictionaryException(
                    FormattableString.Invariant(
                        $"the dictionary of {dictionary.Site} decomposes activations of width {dictionary.InputWidth}; the model's are {width} wide"
                    )
                );
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (var dictionary in _bySite.Values)
        {
            dictionary.Dispose();
        }
    }

    /// <exception cref="ObjectDisposedException">They have been disposed.</exception>
    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    /// <summary>The sites that have dictionaries.</summary>
    public override string ToString() =>
        $"dictionaries of {string.Join(", ", _bySite.Keys.Select(site => site.ShortName))}";
}
