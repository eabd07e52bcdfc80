using System.Diagnostics;
using System.Reflection;

namespace Circuitry.Tests;

/// <summary>What people print or look at in a debugger says on one line what it is.</summary>
public sealed class PrintedNounTests
{
    private static readonly CorpusContext Context = new()
    {
        Text = 3,
        Tokens = [1, 2, 3],
        Next = 4,
        Loss = 0.25,
    };

    private static readonly ContextSample Sample = new()
    {
        Contexts = [Context],
        Texts = 9,
        Tokens = 90,
        Predicted = 12,
        Repeats = 1,
        Phrases = 0,
    };

    [Fact]
    public void Prompts_and_pairs()
    {
        var pair = PromptPair.AtLastPosition([1, 2, 3], [1, 5, 3], 2, 5);
        var longer = PromptPair.AtLastPosition([1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 5, 6, 7, 8, 0], 2, 5);

        Printed("[1, 2, 3] against [1, 5, 3], answered at 2", pair);
        Printed(
            "[1, 2, 3, 4, 5, 6, 7, 8, ... 9 in all] against [1, 2, 3, 4, 5, 6, 7, 8, ... 9 in all], answered at 8",
            longer
        );
        Printed("1 pair of 3 tokens, answered at 1 position", PromptPairs.Of([pair]));
        Printed("2 pairs of up to 9 tokens, answered at 1 position", PromptPairs.Of([pair, longer]));
        Printed(
            "1 prompt of 1 token",
            new Prompts([
                [7],
            ])
        );
        Printed(
            "2 prompts of up to 3 tokens",
            new Prompts([
                [7],
                [1, 2, 3],
            ])
        );
        Printed(
            "\"The cat\" against \"The dog\": \" is\", \" was\"",
            new TextPair
            {
                Clean = "The cat",
                Corrupted = "The dog",
                Answers = [" is", " was"],
            }
        );
        Printed("KL divergence", new KlDivergence());
        Printed("tokenizer of 257 tokens", TinyTokenizer.Of());
    }

    [Fact]
    public void Models_runs_and_weights()
    {
        using var model = SmallFeatures.Model("serial");
        var weights = model.Weights;
        using var sequence = Sequence.Of(
            new Prompts([
                [1, 2, 3],
            ]),
            model
        );
        using var run = model.Run(
            new Prompts([
                [1, 2, 3],
                [4, 5],
            ])
        );
        var point = new HookPoint<Residual>(HookSite.ResidualPre, 1);
        var activation = run.Read(point);

        Printed("Serial", model);
        Printed("weights of 2 blocks of 3 heads, Float64 on cpu", weights);
        Printed("sequence of 1 prompt of 3 tokens", sequence);
        Printed("run of Serial on 2 prompts of up to 3 tokens", run);
        Printed("blocks.1.hook_resid_pre", point);
        Printed("blocks.1.hook_resid_pre [batch, position, d_model] = [2, 3, 12]", activation);
        Printed("W_E Float64 [2, 3]", new TensorInfo("W_E", TorchSharp.torch.ScalarType.Float64, [2, 3]));
        Printed(
            "drawn, 0 tensors",
            new InMemoryTensorSource("drawn", new Dictionary<string, TorchSharp.torch.Tensor>())
        );
        model.Dispose();
        Printed("weights, disposed", weights);
    }

    [Fact]
    public void Dictionaries_and_their_quality()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(
            model,
            [FeatureSite.Embedding, FeatureSite.Attention(1), FeatureSite.Mlp(1)]
        );

        Printed("dictionaries of embed, attn_1, mlp_1", dictionaries);
        Printed("embed: 14 features of 12 coordinates", dictionaries[FeatureSite.Embedding]);
        Printed("blocks.2.hook_mlp_out", FeatureSite.Mlp(2));
        Printed("topk 1", DictionaryActivation.TopK(1));
        Printed("mlp_2: 1 feature", new SiteFeatures(FeatureSite.Mlp(2), 1));
        Printed(
            "mlp_2: 512 features, L0 12.34, explained variance 0.98, loss recovered 0.75",
            new DictionaryQuality
            {
                Site = FeatureSite.Mlp(2),
                Width = 512,
                Activations = 1000,
                L0 = 12.3444,
                ExplainedVariance = 0.98,
                Cosine = 0.99,
                DeadFeatures = 3,
                Loss = 1,
                ReconstructedLoss = 2,
                AblatedLoss = 5,
            }
        );
        Printed(
            "mlp_2: Pearson 0.9, Spearman 0.8 over 1 node",
            new FeatureCorrelation(FeatureSite.Mlp(2), 1, 0.9, 0.8, 0.1)
        );
    }

    [Fact]
    public void Evidence_probes_and_judgements()
    {
        var evidence = new FeatureEvidence
        {
            Node = new FeatureNode(FeatureSite.Mlp(2), 37),
            Effect = -0.5,
            Tokens = 100,
            Density = 0.125,
            Mean = 0.25,
            Contexts =
            [
                new FeatureContext
                {
                    Tokens = ["So", " she", "\n"],
                    Index = 1,
                    Activations = [0, 2, 0],
                },
            ],
        };
        using var rows = TorchSharp.torch.tensor(
            new double[,]
            {
                { 1, 0 },
                { 0, 1 },
            }
        );
        using var probe = Probe.Train(rows, [0, 1], seed: 0);
        var score = new ProbeScore(0.75, 0.5, 0.25);

        Printed("mlp_2/37: effect -0.5, density 0.125, 1 context", evidence);
        Printed("So⟦ she⟧␊", evidence.Contexts[0]);
        Printed(
            "promotes \" she\" 1.5; suppresses \" he\" -2, \" him\" -1",
            new FeatureLogits([new(" she", 1.5)], [new(" he", -2), new(" him", -1)])
        );
        Printed("probe of 2 inputs", probe);
        Printed("intended 0.75, unintended 0.5, worst group 0.25", score);
        Printed("[1, 2], label 1, unintended 0", new LabelledPrompt([1, 2], 1, 0));
        Printed("by hand", new MethodJudge("by hand", _ => Judgement.Relevant));
        Printed("keywords, 1 words, 0.5 of the activation or more", new KeywordJudge(["she"]));
        Printed("judged.json", new JudgementFile("judged.json"));
        var judged = new JudgedFeature(evidence, Judgement.Irrelevant);
        Printed("mlp_2/37: Irrelevant", judged);
        Printed(
            "1 of 1 feature irrelevant to by hand; worst group 0.25, ablated 0.25, retrained 0.25",
            new ShiftResult
            {
                Judge = "by hand",
                Judged = [judged],
                Original = score,
                Ablated = score,
                Retrained = score,
            }
        );
        Printed(
            "0 rows over 2 seeds, judged by keywords",
            new ShiftTableResult("keywords", [0, 1], [1, 1], new Dictionary<ShiftRow, IReadOnlyList<ProbeScore>>())
        );
        Printed(
            "1 ambiguous, 0 balanced and 0 test texts",
            new BiasedData
            {
                Ambiguous = [new([1], 0, 0)],
                Balanced = [],
                Test = [],
                Concepts = [],
                SpuriousWords = new HashSet<int>(),
            }
        );
    }

    [Fact]
    public void The_results_of_the_pipeline()
    {
        var clusters = new ContextClusters { Labels = [0], Trials = [] };
        var cluster = new ContextCluster
        {
            Number = 3,
            Contexts = [Context],
            Circuit = SmallFeatureCircuits.Summed(),
        };

        Printed("text 3: [1, 2, 3], then 4 with loss 0.25", Context);
        Printed("1 context of 12 predicted tokens in 9 texts", Sample);
        Printed("1 context in 1 cluster", clusters);
        Printed("cluster-03: 1 context, 7 nodes", cluster);
        Printed(
            "1 cluster of 1 context",
            new PipelineResult
            {
                Sample = Sample,
                Clustering = clusters,
                Clusters = [cluster],
            }
        );
        Printed("[1, 2]", new CorpusText { Tokens = [1, 2] });
    }

    [Fact]
    public void Programs_and_circuits_in_files()
    {
        using var compiled = RaspPrograms.Histogram.Compile();

        Printed("histogram: up to 5 tokens of a, b, c, d", RaspPrograms.Histogram);
        Printed("histogram, compiled to 1 block of 1 head, d_model 19", compiled);
        Printed("a, b, c, d, BOS, PAD", compiled.Vocabulary);
        Printed("tokens", RaspLanguage.Tokens);
        Printed("6 of 46 edges, 4 nodes", MibCircuit.Of(SmallCircuits.Chain()));
        Printed("logits", CircuitTree.Of(SmallCircuits.Chain())[0]);
    }

    private static void Printed(string expected, object noun)
    {
        Assert.Equal(expected, noun.ToString());
        Assert.NotNull(noun.GetType().GetCustomAttribute<DebuggerDisplayAttribute>(inherit: true));
    }
}
