using static TorchSharp.torch;

namespace Circuitry;

public sealed partial class FeatureDictionaries
{
    /// <summary>
    /// Writes every dictionary in SAELens's layout into a folder of its own, named after its site, and the manifest
    /// <c>dictionaries.json</c> beside them.
    /// </summary>
    /// <param name="folder">The folder, which is made where it is missing.</param>
    /// <param name="storedAs">The number type of the tensors in the files; null for their own.</param>
    /// <exception cref="DictionaryException">A dictionary is no sparse autoencoder.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Save(string folder, ScalarType? storedAs = null)
    {
        var entries = new List<DictionaryEntry>();
        foreach (var dictionary in _bySite.Values)
        {
            if (dictionary is not SparseAutoencoder autoencoder)
            {
                throw new DictionaryException(
                    $"the dictionary of {dictionary.Site} is a {dictionary.GetType().Name}; only sparse autoencoders are saved"
                );
            }

            var site = dictionary.Site;
            SaeLensWriter.Write(autoencoder, Path.Combine(folder, site.ShortName), storedAs);
            entries.Add(
                new DictionaryEntry(
                    site,
                    site.ShortName,
                    DictionaryLayouts.SaeLens,
                    dictionary.InputWidth,
                    dictionary.Width,
                    SaeLensNames.ArchitectureOf(autoencoder.Activation)
                )
            );
        }

        new DictionaryManifest(entries).Write(Path.Combine(folder, DictionaryManifest.FileName));
    }
}
