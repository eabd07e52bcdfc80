namespace Circuitry.Features;

/// <summary>
/// The <c>config.json</c> of a dictionary of dictionary_learning. The file records its training, and the library reads only the
/// class and k from it. Other fields about the tensors and their site are checked against them, further known ones change
/// nothing, and unknown ones are refused.
/// </summary>
internal sealed class DictionaryLearningConfig
{
    private const string BiasSwitch = "apply_b_dec_to_input";

    private readonly JsonFields? _trainer;
    private readonly JsonFields? _buffer;

    private DictionaryLearningConfig(string path, JsonFields? fields)
    {
        Path = path;
        _trainer = fields?.Object("trainer");
        _buffer = fields?.Object("buffer");
        RequireKnown(fields, "", DictionaryLearningFields.OfFile);
        RequireKnown(_trainer, "trainer.", DictionaryLearningFields.OfTrainer);
        RequireKnown(_buffer, "buffer.", DictionaryLearningFields.OfBuffer);
        if (_buffer?.Text("io") is { } io && io is not ("in" or "out"))
        {
            throw _buffer.Refused(
                io == "in_and_out"
                    ? "buffer.io is in_and_out, so that it is a transcoder, which takes no activation apart"
                    : $"buffer.io is '{VisibleText.Short(io)}', and the library writes in, out or in_and_out; fetch it again"
            );
        }
    }

    /// <summary>The path of the file, whether it exists or not.</summary>
    public string Path { get; }

    /// <summary>The class; null if the file names none.</summary>
    public string? Class => _trainer?.Text("dict_class");

    /// <summary>k; null if the file has none.</summary>
    public int? K => _trainer?.Count("k");

    /// <summary>Reads a file, if there is one.</summary>
    /// <exception cref="DictionaryException">It is malformed.</exception>
    public static DictionaryLearningConfig Read(string path) =>
        // A link that leads nowhere is no missing file: something was to be said there.
        new(
            path,
            System.IO.Path.Exists(path) || new FileInfo(path).LinkTarget is not null
                ? JsonFields.OpenConfiguration(path)
                : null
        );

    /// <summary>Refuses a dictionary that contradicts the file.</summary>
    /// <param name="file">The file of its tensors.</param>
    /// <param name="read">The dictionary.</param>
    /// <exception cref="DictionaryException">A width, a number or the site differs.</exception>
    public void Check(string file, SparseAutoencoder read)
    {
        if (_trainer is null)
        {
            return;
        }

        CheckSame(_trainer, "activation_dim", "trainer.", file, "activations' width", read.InputWidth);
        CheckSame(_trainer, "dict_size", "trainer.", file, "number of features", read.Width);
        if (_buffer is not null)
        {
            CheckSame(_buffer, "d_submodule", "buffer.", file, "activations' width", read.InputWidth);
        }

        if (_trainer.Flag(BiasSwitch) is { } subtracts && subtracts != read.SubtractsDecoderBias)
        {
            throw new DictionaryException(
                $"{Path}: trainer.{BiasSwitch} is {(subtracts ? "true" : "false")}, and the library reads a {Class ?? "dictionary"} as if it were {(subtracts ? "false" : "true")}; convert it to SAELens's layout, which says which"
            );
        }

        if (_trainer.WholeNumber("layer") is { } layer)
        {
            FolderNames.CheckLayer(Path, "trainer.layer", layer, read.Site);
        }

        if (_trainer.TextOrNull("submodule_name") is { } module)
        {
            FolderNames.CheckPlace(Path, $"trainer.submodule_name '{module}'", module, read.Site);
        }
    }

    /// <summary>Refuses a number that differs from the file's.</summary>
    /// <param name="name">The field of the trainer.</param>
    /// <param name="file">The file of the tensors.</param>
    /// <param name="tensor">The tensor that says it.</param>
    /// <param name="number">The number.</param>
    /// <exception cref="DictionaryException">The file says another.</exception>
    public void CheckSame(string name, string file, string tensor, double number)
    {
        if (_trainer?.Number(name) is { } said && said != number)
        {
            throw Differs($"trainer.{name}", said, file, $"tensor '{tensor}'", number);
        }
    }

    private static void RequireKnown(JsonFields? fields, string within, IReadOnlySet<string> known)
    {
        if (fields?.Names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw fields.Refused(
                $"the field '{within}{VisibleText.Short(unknown)}' is not known, and may change what is computed; remove it if it does not"
            );
        }
    }

    private void CheckSame(JsonFields fields, string name, string within, string file, string what, double number)
    {
        if (fields.Number(name) is { } said && said != number)
        {
            throw Differs(within + name, said, file, what, number);
        }
    }

    private DictionaryException Differs(string field, double said, string file, string what, double number) =>
        new(
            FormattableString.Invariant(
                $"{Path}: {field} is {said}, and the {what} of {file} is {number}; they are of different dictionaries: fetch both files again"
            )
        );
}
