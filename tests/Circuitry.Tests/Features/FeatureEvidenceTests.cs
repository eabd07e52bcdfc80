using TorchSharp;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public class FeatureEvidenceTests
{
    private static readonly FeatureEvidenceOptions Few = new()
    {
        Contexts = 3,
        Before = 2,
        After = 1,
        Logits = 4,
    };

    [Theory]
    [MemberData(nameof(SmallFeatures.Architectures), MemberType = typeof(SmallFeatures))]
    public void Evidence_is_what_every_sequence_run_alone_shows(string architecture)
    {
        using var model = SmallFeatures.Model(architecture);
        using var dictionaries = SmallFeatures.Dictionaries(model, Everywhere(model.Architecture));
        var corpus = Corpora.Random(model.Architecture, 60, seed: 1);
        var oracle = new EvidenceOracle(model, dictionaries, corpus);
        foreach (var skipped in new[] { 0, 2 })
        {
            var options = Few with { SkippedPositions = skipped };
            var nodes = AllNodes(dictionaries);
            var evidence = Collector(model, dictionaries, options).Collect(nodes, corpus);
            Assert.Equal(nodes, evidence.Select(of => new ScoredFeature(of.Node, of.Effect)));
            foreach (var found in evidence)
            {
                oracle.Check(options, found);
            }

            Assert.Contains(evidence, of => of.Contexts.Count == 3 && !of.Node.IsError);
        }
    }

    [Fact]
    public void The_order_of_the_corpus_does_not_matter_even_among_many_equal_activations()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var nodes = AllNodes(dictionaries);
        // An embedding's feature is as active on one occurrence of a token as on any other.
        int[][] corpus = [.. Corpora.Random(model.Architecture, 200, seed: 2)];
        string? first = null;
        foreach (var seed in Enumerable.Range(0, 4))
        {
            var shuffled = corpus.ToArray();
            new Random(seed).Shuffle(shuffled);
            var evidence = Collector(model, dictionaries, Few).Collect(nodes, shuffled);
            var shown = string.Concat(
                evidence.SelectMany(of =>
                    of.Contexts.Select(context => $"{of.Node} {string.Join(' ', context.Tokens)} {context.Index}\n")
                )
            );
            first ??= shown;
            Assert.Equal(first, shown);
        }
    }

    [Fact]
    public void A_stretch_of_text_is_shown_once_however_often_it_occurs()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = new FeatureDictionaries([new NeuronBasis(FeatureSite.Embedding, model.Architecture)]);
        var corpus = Enumerable.Repeat<int[]>([1, 2, 3], 50).Append([4, 5, 6]);
        foreach (var found in Collector(model, dictionaries, Few).Collect(AllNodes(dictionaries), corpus))
        {
            Assert.Equal(153, found.Tokens);
            Assert.InRange(found.Contexts.Count, 0, 2);
            Assert.Equal(
                found.Contexts.Count,
                found.Contexts.DistinctBy(context => string.Concat(context.Tokens)).Count()
            );
        }
    }

    [Fact]
    public void A_feature_at_two_positions_has_the_same_evidence_and_effects_of_its_own()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var node = new FeatureNode(FeatureSite.Residual(0), 1);
        var evidence = Collector(model, dictionaries, Few)
            .Collect(
                [new ScoredFeature(node with { Position = 2 }, 1), new ScoredFeature(node with { Position = 3 }, -2)],
                Corpora.Random(model.Architecture, 20, seed: 3)
            );
        Assert.Equal([1.0, -2.0], evidence.Select(of => of.Effect));
        Assert.Equal([2, 3], evidence.Select(of => of.Node.Position));
        Assert.Equal(
            FeatureEvidenceText.ToText(evidence[0] with { Node = node, Effect = 0 }),
            FeatureEvidenceText.ToText(evidence[1] with { Node = node, Effect = 0 })
        );
    }

    [Fact]
    public void The_corpus_is_read_once_batch_by_batch_and_its_buffer_may_be_reused()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = Wide(model);
        var corpus = Corpora
            .Random(model.Architecture, 1000, seed: 4)
            .Where(sequence => sequence.Length == 9)
            .ToArray();
        var nodes = AllNodes(dictionaries).Take(3).ToArray();
        var (read, starts, ahead) = (0, 0, 0);
        var told = new Listener(progress => ahead = Math.Max(ahead, read - (int)progress.Done));

        var streamed = Collector(model, dictionaries, Few).Collect(nodes, Stream(), told);

        Assert.Equal(1, starts);
        Assert.Equal(corpus.Length, read);
        Assert.InRange(told.Last.Done, corpus.Length, corpus.Length);
        Assert.Equal(9 * corpus.Length, told.Last["tokens"]);
        Assert.Equal(1, ahead);
        var atHand = Collector(model, dictionaries, Few).Collect(nodes, corpus);
        Assert.Equal(FeatureEvidenceJson.ToText(atHand), FeatureEvidenceJson.ToText(streamed));

        IEnumerable<IReadOnlyList<int>> Stream()
        {
            starts++;
            var buffer = new int[9];
            foreach (var sequence in corpus)
            {
                sequence.CopyTo(buffer, 0);
                read++;
                yield return buffer;
            }
        }
    }

    [Fact]
    public void It_stops_between_batches_when_cancelled()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = Wide(model);
        using var stop = new CancellationTokenSource();
        var told = new Listener(_ => stop.Cancel());

        Assert.Throws<OperationCanceledException>(() =>
            Collector(model, dictionaries, Few)
                .Collect(
                    AllNodes(dictionaries).Take(1),
                    Corpora.Random(model.Architecture, 300, seed: 4),
                    told,
                    stop.Token
                )
        );

        Assert.InRange(told.Last.Done, 1, 299);
    }

    [Fact]
    public void Texts_come_from_the_tokenizer_and_ids_that_are_no_tokens_are_never_promoted()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);
        var tokenizer = WordTokenizer.Of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
        var node = new ScoredFeature(new FeatureNode(FeatureSite.Residual(1), 2), 0.5);
        int[][] corpus =
        [
            [1, 2, 10],
            [9, 3, 2],
        ];
        var all = Few with { Logits = 100 };

        var known = new FeatureEvidenceCollector(model, dictionaries, tokenizer, all).Collect([node], corpus).Single();
        var fewer = new FeatureEvidenceCollector(model, dictionaries, token => token < 9 ? $"t{token}" : null, all)
            .Collect([node], corpus)
            .Single();

        Assert.Equal(11, known.Logits!.Promoted.Count);
        Assert.Equal(
            Enumerable.Range(0, 11).Select(tokenizer.TokenText).Order(StringComparer.Ordinal),
            known.Logits.Promoted.Select(token => token.Text).Order(StringComparer.Ordinal)
        );
        Assert.Equal(9, fewer.Logits!.Promoted.Count);
        Assert.All(fewer.Logits.Promoted.Concat(fewer.Logits.Suppressed), token => Assert.StartsWith("t", token.Text));
        Assert.Contains("[9]", fewer.Contexts.SelectMany(context => context.Tokens));
    }

    [Fact]
    public void What_does_not_exist_or_does_not_fit_is_named()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = new FeatureDictionaries([
            new NeuronBasis(FeatureSite.Residual(0), model.Architecture),
        ]);
        var collector = Collector(model, dictionaries, Few);
        var node = new ScoredFeature(new FeatureNode(FeatureSite.Residual(0), 1), 0);

        Refuses<DictionaryException>("resid_0/12 is no node", node with { Node = node.Node with { Feature = 12 } });
        Refuses<DictionaryException>("no error term", node with { Node = node.Node with { Feature = -1 } });
        Refuses<DictionaryException>("hook_mlp_out has no dictionary", node with { Node = new(FeatureSite.Mlp(0), 1) });
        Refuses<PromptException>("the corpus has no sequences", node);
        Refuses<PromptException>("sequence 1 of the corpus has no tokens", node, [1], []);
        Refuses<PromptException>("sequence 0 of the corpus has 10 tokens", node, new int[10]);
        Refuses<PromptException>("sequence 2 of the corpus has token 11 at position 1", node, [1], [2], [3, 11]);
        Assert.Empty(
            collector.Collect(
                [],
                [
                    [99],
                ]
            )
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => Collector(model, dictionaries, Few with { Contexts = -1 }));

        void Refuses<TException>(string message, ScoredFeature asked, params int[][] corpus)
            where TException : Exception =>
            Assert.Contains(
                message,
                Assert.Throws<TException>(() => collector.Collect([asked], corpus)).Message,
                StringComparison.Ordinal
            );
    }

    private static FeatureEvidenceCollector Collector(
        TransformerModel model,
        FeatureDictionaries dictionaries,
        FeatureEvidenceOptions options
    ) => new(model, dictionaries, token => $"t{token}", options);

    /// <summary>The standard sites and those whose directions reach the stream through a matrix.</summary>
    private static IEnumerable<FeatureSite> Everywhere(Architecture architecture) =>
        FeatureSite
            .All(architecture)
            .Append(new FeatureSite(HookSite.MixedValue, 1))
            .Concat(architecture.AttentionOnly ? [] : [new FeatureSite(HookSite.MlpPost, 0)]);

    private static ScoredFeature[] AllNodes(FeatureDictionaries dictionaries) =>
        [
            .. dictionaries
                .Sites.SelectMany(site =>
                    Enumerable
                        .Range(0, dictionaries[site].Width)
                        .Concat(dictionaries[site].IsExact ? [] : [FeatureNode.ErrorTerm])
                        .Select(feature => new FeatureNode(site, feature))
                )
                .Select((node, index) => new ScoredFeature(node, index / 8.0)),
        ];

    /// <summary>A dictionary so wide that a batch holds only some sequences.</summary>
    private static FeatureDictionaries Wide(TransformerModel model) =>
        new([
            Autoencoders.Random(
                "relu",
                inputWidth: model.Architecture.ModelWidth,
                width: 30_000,
                site: FeatureSite.Residual(0)
            ),
        ]);
}
