using static TorchSharp.torch;

namespace Circuitry.Pipelines;

/// <summary>
/// Collects contexts whose next token a model predicts ("Sparse Feature Circuits", section 5 and appendix G) from a corpus, whose
/// beginning is read twice. Memory depends on the number of contexts asked for, not on the corpus.
/// </summary>
/// <param name="model">The model, which stays the caller's.</param>
/// <param name="options">Which contexts.</param>
internal sealed class ContextCollector(TransformerModel model, ContextOptions options)
{
    private readonly Reservoir<CorpusContext> _reservoir = new(options.Count, options.Seed);
    private long _texts;
    private long _tokens;
    private long _predicted;
    private long _repeats;
    private long _phrases;

    /// <summary>Reads a corpus.</summary>
    /// <param name="corpus">The texts, the same whenever they are read.</param>
    /// <param name="progress">Notified after every batch.</param>
    /// <param name="cancellation">Stops it between two batches.</param>
    /// <exception cref="PromptException">The corpus is empty, or a text does not suit the model.</exception>
    public ContextSample Collect(
        IEnumerable<CorpusText> corpus,
        IProgress<Progress>? progress,
        CancellationToken cancellation
    )
    {
        using var gradients = no_grad();
        var a = model.Architecture;
        var phrases = PhraseTable.Of(corpus.Take(options.PhraseTexts).Select(text => text.Tokens));
        var meter = new ProgressMeter(
            progress,
            "contexts",
            corpus.TryGetNonEnumeratedCount(out var count) ? count : null,
            "texts"
        );
        foreach (var batch in CorpusBatches.Of(corpus, text => text.Tokens, a, a.OutputVocabulary))
        {
            cancellation.ThrowIfCancellationRequested();
            Read(batch, phrases);
            meter.Report(_texts);
        }

        return new ContextSample
        {
            Contexts = [.. _reservoir.Items.Select(kept => kept.Item)],
            Texts = _texts,
            Tokens = _tokens,
            Predicted = _predicted,
            Repeats = _repeats,
            Phrases = _phrases,
        };
    }

    private void Read(IReadOnlyList<CorpusText> texts, PhraseTable phrases)
    {
        var prompts = new Prompts(texts.Select(text => text.Tokens));
        var losses = Losses(prompts);
        for (var row = 0; row < texts.Count; row++)
        {
            var (text, padding) = (texts[row], prompts.PaddingOf(row));
            if (text.Behaviours is { } behaviours && behaviours.Count != text.Tokens.Count)
            {
                throw new PromptException(
                    FormattableString.Invariant(
                        $"text {_texts} of the corpus has {Counted.Of(text.Tokens.Count, "token")} and {behaviours.Count} behaviours; give one for each token, or null"
                    )
                );
            }

            for (var next = options.MinimumLength; next < text.Tokens.Count; next++)
            {
                var loss = losses[row * (prompts.Length - 1) + padding + next - 1];
                if (loss < options.MaximumLoss)
                {
                    Count(text, next, loss, phrases);
                }
            }

            _texts++;
            _tokens += text.Tokens.Count;
        }
    }

    private void Count(CorpusText text, int next, double loss, PhraseTable phrases)
    {
        _predicted++;
        if (options.DropRepeats && IsRepeat(text.Tokens, next))
        {
            _repeats++;
        }
        else if (phrases.Share(text.Tokens, next, _texts < options.PhraseTexts) >= options.PhraseShare)
        {
            _phrases++;
        }
        else
        {
            _reservoir.Offer(_tokens + next, () => Context(text, next, loss));
        }
    }

    /// <summary>The loss of every token but the first, [batch * (position - 1)].</summary>
    private double[] Losses(Prompts prompts)
    {
        if (prompts.Length == 1)
        {
            return [];
        }

        using var scope = NewDisposeScope();
        using var sequence = Sequence.Of(prompts, model);
        var logits = model.Forward(sequence).narrow(1, 0, prompts.Length - 1);
        var next = sequence.Tokens.narrow(1, 1, prompts.Length - 1).unsqueeze(-1);
        return TensorValues.ToArray<double>(logits.log_softmax(-1).gather(-1, next).neg().to(float64));
    }

    private CorpusContext Context(CorpusText text, int length, double loss) =>
        new()
        {
            Text = _texts,
            Tokens = [.. text.Tokens.Take(length)],
            Next = text.Tokens[length],
            Loss = loss,
            Behaviour = text.Behaviours?[length],
            Kind = text.Kind,
        };

    /// <summary>Whether a token follows the one before it for the second time.</summary>
    private static bool IsRepeat(IReadOnlyList<int> tokens, int next)
    {
        for (var earlier = 1; earlier < next; earlier++)
        {
            if (tokens[earlier] == tokens[next] && tokens[earlier - 1] == tokens[next - 1])
            {
                return true;
            }
        }

        return false;
    }
}
