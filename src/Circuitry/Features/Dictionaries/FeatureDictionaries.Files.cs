using static TorchSharp.torch;

namespace Circuitry.Features;

public sealed partial class FeatureDictionaries
{
    /// <summary>Reads the dictionaries that a manifest lists, in the layouts that it names.</summary>
    /// <param name="path">The manifest, or the folder that holds it as <c>dictionaries.json</c>.</param>
    /// <param name="numberType">The number type to compute in; null for float64 where stored so, else float32.</param>
    /// <param name="device">The device of the tensors; null for the CPU.</param>
    /// <exception cref="DictionaryException">The manifest or a configuration is missing, malformed, or contradicts its files.</exception>
    /// <exception cref="WeightsException">Tensors are missing or damaged.</exception>
    public static FeatureDictionaries Load(string path, ScalarType? numberType = null, Device? device = null)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, DictionaryManifest.FileName) : path;
        var manifest = DictionaryManifest.Read(file);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        var read = new List<SparseAutoencoder>();
        try
        {
            foreach (var entry in manifest.Entries)
            {
                var place = Path.Combine(folder, entry.Folder);
                if (!Path.Exists(place))
                {
                    throw new DictionaryException(
                        $"{file}: it names '{entry.Folder}', and there is nothing of that name next to it; fetch the dictionary of {entry.Site}, or mend the manifest"
                    );
                }

                var autoencoder = DictionaryLayouts.Read(place, entry, numberType, device);
                read.Add(autoencoder);
                CheckAgrees(file, entry, autoencoder);
            }

            return new FeatureDictionaries(read);
        }
        catch
        {
            read.ForEach(autoencoder => autoencoder.Dispose());
            throw;
        }
    }

    /// <summary>
    /// Reads the dictionaries of a model, in its number type and on its device. Emitted code calls this: where they cannot be
    /// read, or do not fit, the model that was loaded for them is disposed.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The manifest, or the folder that holds it as <c>dictionaries.json</c>.</param>
    /// <exception cref="DictionaryException">The manifest or a configuration is missing or malformed, or a dictionary does not fit the model.</exception>
    /// <exception cref="WeightsException">Tensors are missing or damaged.</exception>
    public static FeatureDictionaries LoadFor(TransformerModel model, string path)
    {
        FeatureDictionaries? read = null;
        try
        {
            read = Load(path, model.NumberType, model.Device);
            read.CheckFit(model.Architecture);
            return read;
        }
        catch
        {
            read?.Dispose();
            model.Dispose();
            throw;
        }
    }

    private static void CheckAgrees(string file, DictionaryEntry entry, SparseAutoencoder read)
    {
        var activation = SaeLensNames.ArchitectureOf(read.Activation);
        if (
            entry.InputWidth != read.InputWidth
            || entry.Width != read.Width
            || (entry.Activation is { } declared && declared != activation && declared != read.Activation.Name)
        )
        {
            throw new DictionaryException(
                FormattableString.Invariant(
                    $"{file}: says d_in {entry.InputWidth}, d_sae {entry.Width}, activation {entry.Activation ?? activation} of {entry.Site}; the files in '{entry.Folder}' say {read.InputWidth}, {read.Width}, {activation}; mend the manifest, or fetch the files it was written for"
                )
            );
        }
    }

    /// <summary>
    /// Writes every dictionary in SAELens's layout into its own folder, named after its site, and the manifest
    /// <c>dictionaries.json</c> next to them.
    /// </summary>
    /// <param name="folder">The folder, which is created if it is missing.</param>
    /// <param name="storedAs">The number type of the tensors in the files; null for their own.</param>
    /// <exception cref="DictionaryException">A dictionary is no sparse autoencoder.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="ObjectDisposedException">They have been disposed.</exception>
    public void Save(string folder, ScalarType? storedAs = null)
    {
        ThrowIfDisposed();
        Directory.CreateDirectory(folder);
        // Without a manifest a folder holds no dictionaries: those of an older set and of this are never taken for one.
        File.Delete(Path.Combine(folder, DictionaryManifest.FileName));
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
