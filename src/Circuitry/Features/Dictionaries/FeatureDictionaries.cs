namespace Circuitry;

/// <summary>The dictionaries that an experiment takes activations apart with, at most one for each site, in forward order. Owns them.</summary>
public sealed partial class FeatureDictionaries : IDisposable
{
    private readonly SortedList<FeatureSite, FeatureDictionary> _bySite;

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

    /// <summary>The neurons of all standard sites, the baseline.</summary>
    public static FeatureDictionaries Neurons(Architecture architecture) =>
        new(FeatureSite.All(architecture).Select(site => new NeuronBasis(site, architecture)));

    /// <summary>The sites, in forward order.</summary>
    public IReadOnlyList<FeatureSite> Sites => _bySite.Keys.AsReadOnly();

    /// <summary>The dictionary of a site.</summary>
    /// <exception cref="DictionaryException">The site has none.</exception>
    public FeatureDictionary this[FeatureSite site] =>
        _bySite.TryGetValue(site, out var dictionary)
            ? dictionary
            : throw new DictionaryException(
                $"{site} has no dictionary; there are dictionaries for {string.Join(", ", Sites)}"
            );

    /// <summary>Whether a site has a dictionary.</summary>
    public bool Contains(FeatureSite site) => _bySite.ContainsKey(site);

    /// <summary>Checks that every dictionary fits a model.</summary>
    /// <exception cref="DictionaryException">A site does not exist in the model, or its activation has another width.</exception>
    public void CheckFit(Architecture architecture)
    {
        foreach (var dictionary in _bySite.Values)
        {
            var width = dictionary.Site.Width(architecture);
            if (dictionary.InputWidth != width)
            {
                throw new DictionaryException(
                    FormattableString.Invariant(
                        $"the dictionary of {dictionary.Site} takes activations of width {dictionary.InputWidth} apart; the model's are {width} wide"
                    )
                );
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var dictionary in _bySite.Values)
        {
            dictionary.Dispose();
        }
    }
}
