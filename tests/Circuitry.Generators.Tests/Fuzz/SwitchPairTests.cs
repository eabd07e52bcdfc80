extern alias generators;
using System.Reflection;
using Circuitry.Tests;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;
using static TorchSharp.torch;
using M = generators::Circuitry.Models;

namespace Circuitry.Generators.Tests;

/// <summary>
/// Every two values of two switches, declared together, are emitted as code that compiles and computes what the literal model does, or are
/// refused with a diagnostic.
/// </summary>
public sealed class SwitchPairTests(ITestOutputHelper output)
{
    // The worst seen is 8e-15.
    private const double Tolerance = 1e-11;

    private static readonly string[] Granularities =
    [
        "Granularity.Edge",
        "Granularity.Node",
        "Granularity.Neuron",
        "Granularity.Edge, SplitQueryKeyValue = false",
        "Granularity.Edge, SplitEmbedding = true",
    ];

    private static readonly Lazy<SwitchPairs> Pairs = new(() => new SwitchPairs());

    /// <summary>The declarations as one project, compiled once.</summary>
    private static readonly Lazy<Generated> Emitted = new(() =>
        Project.Of(Prompts + string.Join("\n", Pairs.Value.Rows.Select((row, index) => Source(row, index)))).Generate()
    );

    private static readonly Lazy<Assembly> Compiled = new(() => Emitted.Value.Load());

    [Fact]
    public void Every_switch_has_values_here() =>
        Assert.Equal(M::SwitchTable.Given.Select(one => one.Name).Order(StringComparer.Ordinal), SwitchValues.All.Keys);

    [Fact]
    public void Every_pair_of_values_is_declared_or_refused()
    {
        var pairs = Pairs.Value;
        output.WriteLine(
            $"{pairs.Count} pairs of values: in {pairs.Rows.Count} declarations all but {pairs.Refused.Count}, which are refused"
        );
        Assert.Empty(pairs.Missing);
        // What is refused, for review: a pair here that has a meaning is not declared anywhere.
        Snapshot.Match(
            string.Concat(
                pairs
                    .Refused.GroupBy(one => $"{one.One.Switch} and {one.Other.Switch}")
                    .OrderBy(one => one.Key, StringComparer.Ordinal)
                    .Select(one => $"{one.Key}: {string.Join("; ", one.Select(Values))}\n")
            )
        );

        static string Values(Refused pair) =>
            $"{SwitchValues.Literal(pair.One.Value)} with {SwitchValues.Literal(pair.Other.Value)}";
    }

    [Fact]
    public async Task Pairs_that_contradict_one_another_have_a_diagnostic_and_no_code()
    {
        string[] classes =
        [
            .. Pairs.Value.Refused.Select(
                (pair, index) => $"{SwitchValues.Source(pair.Row)} public sealed partial class Refused{index};"
            ),
        ];
        var project = Project.Of(string.Join("\n", classes));
        Assert.DoesNotContain(
            project.Generate().Files.Keys,
            name => name.Contains("Refused", StringComparison.Ordinal)
        );
        var first = project.Sources[0].Split('\n').Length - classes.Length;
        var lines = (await project.AnalyzeAsync(DiagnosticSeverity.Error))
            .Select(one => one.Location.GetLineSpan().StartLinePosition.Line - first)
            .ToHashSet();
        Assert.Empty(classes.Where((_, index) => !lines.Contains(index)));
    }

    [Fact]
    public async Task What_is_declared_has_no_diagnostic_and_compiles()
    {
        var rows = Pairs.Value.Rows;
        var project = Project.Of(string.Join("\n", rows.Select((row, index) => Model(row, index))));
        Assert.Empty(await project.AnalyzeAsync(DiagnosticSeverity.Error));
        Emitted.Value.CompilesWithoutErrors(Emitted.Value.Files.Count);
        foreach (var index in Enumerable.Range(0, rows.Count))
        {
            Assert.NotNull(TypeOf($"Model{index}").GetProperty("Declared"));
            Assert.NotNull(TypeOf($"Study{index}").GetProperty("Declared"));
        }
    }

    [Fact]
    public void What_is_emitted_computes_what_the_literal_model_does()
    {
        var worst = 0.0;
        for (var index = 0; index < Pairs.Value.Rows.Count; index++)
        {
            using var scope = NewDisposeScope();
            using var study = Study(index);
            var (model, prompts) = (study.Transformer, study.Prompts);
            var literal = new LiteralModel(model.Weights);
            // Plain at every position; with all kept and with nothing at the answer, which is the last.
            using var sequence = Sequence.Of(prompts.Clean, model);
            var clean = Literals(literal, prompts.Pairs.Select(pair => pair.Clean));
            var corrupted = Literals(literal, prompts.Pairs.Select(pair => pair.Corrupted));
            Near(clean, model.Forward(sequence), $"forward of {index}");
            Near(Last(clean), study.Logits(EdgeSet.All(study.Graph)), $"all edges of {index}");
            Near(Last(clean), study.Logits(UnitSet.All(study.Units)), $"all units of {index}");
            Near(Last(corrupted), study.Logits(EdgeSet.None(study.Graph)), $"no edge of {index}");
            Near(Last(corrupted), study.Logits(UnitSet.None(study.Units)), $"no unit of {index}");
        }

        output.WriteLine($"{Pairs.Value.Rows.Count} models, the worst differs by {worst}");

        void Near(Tensor expected, Tensor actual, string what)
        {
            Assert.Equal(expected.shape, actual.shape);
            var size = Math.Max(1, expected.abs().max().item<double>());
            var distance = (expected - actual).abs().max().item<double>() / size;
            worst = Math.Max(worst, distance);
            Assert.True(
                distance < Tolerance,
                $"{what}: differs by {distance}\n{SwitchValues.Source(Pairs.Value.Rows[int.Parse(what.Split(' ')[^1])])}"
            );
        }
    }

    private static Tensor Literals(LiteralModel model, IEnumerable<IReadOnlyList<int>> prompts) =>
        cat([.. prompts.Select(model.Run)], 0);

    private static Tensor Last(Tensor logits) => logits.narrow(1, logits.size(1) - 1, 1);

    private static GraphExperiment Study(int index)
    {
        var type = TypeOf($"Model{index}");
        var declared = (Architecture)type.GetProperty("Declared")!.GetValue(null)!;
        var model = type.GetMethod("From", [typeof(TransformerWeights)])!
            .Invoke(null, [SmallModels.Weights(declared, seed: index + 1)]);
        var from = TypeOf($"Study{index}").GetMethods().Single(one => one.Name == "From");
        object?[] given = [model, .. from.GetParameters().Skip(1).Select(_ => (object?)null)];
        return (GraphExperiment)from.Invoke(null, given)!;
    }

    private static Type TypeOf(string name) => Compiled.Value.GetType($"Study.{name}", throwOnError: true)!;

    private static string Model(IReadOnlyDictionary<string, object> row, int index) =>
        $"{SwitchValues.Source(row)} public sealed partial class Model{index};";

    private static string Source(IReadOnlyDictionary<string, object> row, int index) =>
        $"""
            {Model(row, index)}
            [Experiment, Model<Model{index}>, Dataset<Pairs>(Size = 1, Seed = {index}), Corruption(Ablation.Interchange)]
            [Metric<LogitDifference>, Granularity({Granularities[index % Granularities.Length]})]
            public sealed partial class Study{index};
            """;

    // Longer than the context, where that is no limit.
    private const string Prompts = """
        public sealed class Pairs : IDataset
        {
            public PromptPairs Make(DatasetRequest request)
            {
                var random = new System.Random(request.Seed);
                var length = request.Architecture.Positions.Kind == PositionEmbedding.Learned ? 4 : 6;
                int[] Draw()
                {
                    var tokens = new int[length];
                    for (var position = 0; position < length; position++) { tokens[position] = random.Next(7); }
                    return tokens;
                }

                var pairs = new System.Collections.Generic.List<PromptPair>();
                for (var pair = 0; pair < request.Size; pair++)
                {
                    pairs.Add(new PromptPair
                    {
                        Clean = Draw(), Corrupted = Draw(), AnswerPositions = [length - 1], Answers = [[1]], WrongAnswers = [[2]],
                    });
                }

                return PromptPairs.Of(pairs);
            }
        }

        """;
}
