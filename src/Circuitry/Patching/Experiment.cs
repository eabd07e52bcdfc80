namespace Circuitry;

/// <summary>A model and a question to it, bound together by a declaration. Owns the model, and what else it was given.</summary>
public abstract class Experiment : IDisposable
{
    private readonly bool _ownsModel;
    private bool _isDisposed;

    private protected Experiment(TransformerModel transformer, bool ownsModel = true) =>
        (Transformer, _ownsModel) = (transformer, ownsModel);

    /// <summary>The declaration: what the attributes say.</summary>
    public abstract Declaration Declaration { get; }

    /// <summary>The model.</summary>
    public TransformerModel Transformer { get; }

    /// <summary>The class whose attributes declare the experiment.</summary>
    internal virtual Type DeclaredBy => GetType();

    /// <summary>Runs the model on prompts; nothing is computed until something is read.</summary>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    public Run Run(Prompts prompts) => Open(Transformer).Run(prompts);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        DisposeOwned();
        if (_ownsModel)
        {
            Transformer.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Declaration.Experiment} of {Declaration.Model}";

    /// <summary>A description of prompts that are not those that the experiment declares; null where they are.</summary>
    internal string? GivenPrompts(PromptPairs prompts) =>
        GivenAtRunTime.Prompts(
            DeclaredBy,
            Declaration.Dataset,
            Declaration.DatasetSize,
            Declaration.DatasetSeed,
            prompts
        );

    /// <summary>Disposes what the experiment owns apart from the model; called once.</summary>
    private protected virtual void DisposeOwned() { }

    /// <summary>Something of the experiment's while it is not disposed.</summary>
    /// <exception cref="ObjectDisposedException">The experiment is disposed.</exception>
    private protected T Open<T>(T owned)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return owned;
    }
}
