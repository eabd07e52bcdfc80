using static TorchSharp.torch;

namespace Circuitry.Evaluation;

/// <summary>SHIFT alongside its baselines ("Sparse Feature Circuits", table 2), for several seeds.</summary>
/// <param name="model">The model, which stays the caller's.</param>
/// <param name="dictionaries">Its dictionaries, which stay the caller's.</param>
/// <param name="data">Makes the texts of a seed.</param>
/// <param name="tokenText">The text of a token, for evidence; null if the id is not in the vocabulary.</param>
/// <param name="options">Options; the seed is each of the seeds in turn.</param>
public sealed class ShiftTable(
    TransformerModel model,
    FeatureDictionaries dictionaries,
    Func<int, BiasedData> data,
    Func<int, string?> tokenText,
    ShiftOptions options
)
{
    /// <summary>Fills the table.</summary>
    /// <param name="judge">The judge.</param>
    /// <param name="seeds">The seeds; each has its own texts and probes.</param>
    /// <param name="progress">Notified after every row of every seed.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="jobs">Where to save the seeds that are finished, from which a table that was interrupted resumes; null for nowhere. They stay when the table is done: delete them once the result is saved.</param>
    /// <exception cref="ArgumentException">There are no seeds, or one twice.</exception>
    /// <exception cref="PromptException">The texts are not what SHIFT and its baselines need.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="CheckpointException">A finished seed is of another table or damaged, or cannot be written.</exception>
    public ShiftTableResult Run(
        IFeatureJudge judge,
        IReadOnlyList<int> seeds,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default,
        JobStore? jobs = null
    )
    {
        if (seeds.Count == 0 || seeds.Distinct().Count() < seeds.Count)
        {
            throw new ArgumentException(
                $"a table is of one seed or more, each once; found [{string.Join(", ", seeds)}]",
                nameof(seeds)
            );
        }

        var rows = Enum.GetValues<ShiftRow>();
        var all = new List<SeedScores>();
        var meter = new ProgressMeter(progress, "SHIFT table", seeds.Count * rows.Length, "rows");
        foreach (var seed in seeds)
        {
            var texts = data(seed);
            var own = options with { Seed = seed };
            // Without a store no work is told from other work.
            all.Add(
                jobs is null
                    ? Score()
                    : jobs.Run(
                        FormattableString.Invariant($"seed {seed}"),
                        Fingerprint(texts, own, judge),
                        Score,
                        SeedScores.WhatIsWrong
                    )
            );

            SeedScores Score()
            {
                using var run = new SeedRun(model, dictionaries, texts, tokenText, own, judge);
                var scores = new List<ProbeScore>();
                foreach (var row in rows)
                {
                    cancellation.ThrowIfCancellationRequested();
                    scores.Add(run.Score(row, cancellation));
                    meter.Report(all.Count * rows.Length + scores.Count);
                }

                return new SeedScores(run.Removed, scores);
            }
        }

        return new ShiftTableResult(
            judge.Name,
            [.. seeds],
            [.. all.Select(seed => seed.Removed)],
            rows.Select((row, index) => (row, index))
                .ToDictionary(
                    pair => pair.row,
                    pair => (IReadOnlyList<ProbeScore>)[.. all.Select(seed => seed.Rows[pair.index])]
                )
        );
    }

    /// <summary>SHA-256 of everything that affects a seed's scores.</summary>
    private string Fingerprint(BiasedData texts, ShiftOptions own, IFeatureJudge judge) =>
        Identity.HashOf(
            model.Weights,
            model.NumberType,
            dictionaries.Sites.Select(site => (site, dictionaries[site])),
            texts,
            own,
            judge
        );

    /// <summary>One seed's texts and probes.</summary>
    private sealed class SeedRun : IDisposable
    {
        private readonly FeatureDictionaries _dictionaries;
        private readonly ShiftSearch _shift;
        private readonly ShiftSetting _setting;
        private readonly IFeatureJudge _judge;
        private ShiftResult? _result;

        public SeedRun(
            TransformerModel model,
            FeatureDictionaries dictionaries,
            BiasedData data,
            Func<int, string?> tokenText,
            ShiftOptions options,
            IFeatureJudge judge
        )
        {
            data.Check();
            data.CheckBaselines();
            (_dictionaries, _judge) = (dictionaries, judge);
            _shift = new ShiftSearch(model, dictionaries, data, tokenText, options);
            _setting = new ShiftSetting(model, data, options);
        }

        /// <summary>Number of features that SHIFT removes.</summary>
        public int Removed => _result!.Removed.Count();

        public ProbeScore Score(ShiftRow row, CancellationToken cancellation)
        {
            using var scope = NewDisposeScope();
            var result = _result ??= _shift.Run(_setting, _dictionaries.Sites, _ => _judge, null, cancellation);
            return row switch
            {
                ShiftRow.Original => result.Original,
                ShiftRow.ConceptBottleneck => Concepts(),
                ShiftRow.RandomFeatures => Without(_dictionaries, Random()),
                ShiftRow.Shift => result.Ablated,
                ShiftRow.ShiftRetrained => result.Retrained,
                ShiftRow.NeuronSkyline => Neurons(cancellation),
                ShiftRow.FeatureSkyline => Without(_dictionaries, Skyline(_dictionaries, cancellation)),
                ShiftRow.Oracle => Trained(_setting.Data.Balanced, _setting.Data.Test),
                ShiftRow.WordDeletion => Trained(Deleted(_setting.Data.Ambiguous), Deleted(_setting.Data.Test)),
                ShiftRow.ShiftOnEmbedding => _shift
                    .Run(
                        _setting,
                        [.. _dictionaries.Sites.Where(site => site.Layer < 0)],
                        _ => _judge,
                        null,
                        cancellation
                    )
                    .Retrained,
                _ => throw new ArgumentOutOfRangeException(nameof(row), row, "not a row"),
            };
        }

        public void Dispose() => _setting.Dispose();

        private ProbeScore Concepts()
        {
            var concepts = ConceptBottleneck.Concepts(_setting);
            Tensor Inputs(IReadOnlyList<LabelledPrompt> prompts) =>
                ConceptBottleneck.Cosines(_setting.Pooled(prompts, null), concepts);
            return _setting.TrainedOn(
                Inputs(_setting.Data.Ambiguous),
                _setting.Data.Ambiguous,
                Inputs(_setting.Data.Test),
                _setting.Data.Test
            );
        }

        private ProbeScore Trained(IReadOnlyList<LabelledPrompt> prompts, IReadOnlyList<LabelledPrompt> test) =>
            _setting.TrainedOn(_setting.Pooled(prompts, null), prompts, _setting.Pooled(test, null), test);

        private ProbeScore Without(FeatureDictionaries dictionaries, IEnumerable<FeatureNode> nodes)
        {
            using var removal = new FeatureRemoval(_setting.Model, dictionaries, nodes);
            return _setting.Ablated(removal);
        }

        private ProbeScore Neurons(CancellationToken cancellation)
        {
            using var neurons = FeatureDictionaries.NeuronsOf(_dictionaries.Sites, _setting.Model.Architecture);
            // Zero is not a neutral value for a neuron: its mean over tokens replaces it, as published.
            using var means = new TokenMeans(_setting, neurons.Sites);
            using var removal = new FeatureRemoval(_setting.Model, neurons, Skyline(neurons, cancellation), means.Of);
            return _setting.Ablated(removal);
        }

        /// <summary>The nodes that move the original probe most towards the unintended label of balanced texts.</summary>
        private IEnumerable<FeatureNode> Skyline(FeatureDictionaries dictionaries, CancellationToken cancellation) =>
            _setting
                .Effects(dictionaries, _setting.Data.Balanced, prompt => prompt.Spurious, null, cancellation)
                .RankedFeatures()
                .Select(scored => scored.Node)
                .Where(node => !node.IsError)
                .Take(Removed);

        private IEnumerable<FeatureNode> Random()
        {
            var random = new Random(_setting.Options.Seed);
            FeatureNode[] all =
            [
                .. _dictionaries
                    .Sites.Where(site => site.Layer <= _setting.Options.Block)
                    .SelectMany(site =>
                        Enumerable.Range(0, _dictionaries[site].Width).Select(feature => new FeatureNode(site, feature))
                    ),
            ];
            random.Shuffle(all);
            return all.Take(Removed);
        }

        private LabelledPrompt[] Deleted(IReadOnlyList<LabelledPrompt> prompts) =>
            [
                .. prompts.Select(prompt =>
                    prompt with
                    {
                        Tokens = [.. prompt.Tokens.Where(token => !_setting.Data.SpuriousWords.Contains(token))],
                    }
                ),
            ];
    }
}
