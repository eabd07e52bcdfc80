using System.Globalization;
using System.Text;

namespace Circuitry.Generators.Tests;

/// <summary>
/// Declarations of models and experiments with everything that can be said of them, said at random. In every other one no
/// mistake is made on purpose.
/// </summary>
internal sealed class RandomDeclarations(int seed)
{
    private readonly Dice _dice = new(seed);
    private readonly bool _right = seed % 2 == 0;

    public string Source()
    {
        var text = new StringBuilder(Usings.All + "\n");
        text.Append(_dice.One("namespace Study;\n", "namespace @class.B;\n", "namespace A.B.C;\n", ""));
        var model = Name();
        var path = Class(text, Transformer(), model, "TransformerModel");
        text.Append(Pairs());
        for (var count = _dice.Below(3); count >= 0; count--)
        {
            var name = Name();
            Class(text, Experiment(Mistake() ? name : path + model), name, "GraphExperiment<int>");
        }

        return text.ToString();
    }

    private bool Mistake() => !_right && _dice.OneIn(12);

    private string Mostly(ReadOnlySpan<string> right, ReadOnlySpan<string> wrong) =>
        Mistake() ? _dice.One(wrong) : _dice.One(right);

    private string Name() =>
        _dice.One("Toy", "Model", "@int", "Ärger", "Study", "Loss", "Pair", "Layer", "Task", "Circuitry", "_")
        + Number(_dice.Below(1_000_000));

    private string Pairs() =>
        Mostly(
            [
                "",
                "[DatasetMakes(LongestPrompt = 4)] ",
                "[DatasetMakes(TokenIds = 5, Pairs = 9)] ",
                "[DatasetNeeds(Size = 2)] ",
            ],
            [
                "[DatasetMakes(TokenIds = 6, Answers = AnswerTokens.None)] ",
                "[DatasetMakes(Corrupted = false), DatasetNeeds(Context = 9, Vocabulary = -3)] ",
                "[DatasetMakes(Answers = (AnswerTokens)77, Pairs = int.MaxValue)] ",
            ]
        )
        + "public sealed class Pairs : IDataset "
        + "{ public PromptPairs Make(DatasetRequest request) => throw new PromptException(\"none\"); }\n";

    /// <summary>Writes a class; the path of its container, with a dot.</summary>
    private string Class(StringBuilder text, string attributes, string name, string parent)
    {
        var number = Number(_dice.Below(1_000_000));
        var container = Mostly(
            [
                "",
                "",
                "",
                "partial class Outer#",
                "static partial class Group#",
                "partial record struct Holder#",
                "partial interface IBox#",
            ],
            ["class Closed#", "partial class Generic#<T>", "file partial class Hidden#"]
        );
        if (container.Length > 0)
        {
            text.Append("public ").Append(container.Replace("#", number, StringComparison.Ordinal)).Append(" {\n");
        }

        text.Append(attributes)
            .Append(Mostly(["public "], ["internal ", "private protected ", "file ", ""]))
            .Append(Mostly(["sealed ", "sealed ", ""], ["static ", "abstract "]))
            .Append(Mistake() ? "" : "partial ")
            .Append(Mostly(["class "], ["record ", "struct ", "interface "]))
            .Append(name)
            .Append(Mistake() ? "<T>" : "")
            .Append(Mostly([""], [" : " + parent, " : System.Exception", " : Nobody"]))
            .Append(_dice.One(";\n", " { }\n", " { public int Own => 1; }\n"));
        if (container.Length == 0)
        {
            return "";
        }

        text.Append("}\n");
        return container[(container.LastIndexOf(' ') + 1)..].Replace("#", number, StringComparison.Ordinal) + ".";
    }

    private string Transformer()
    {
        if (_dice.OneIn(5))
        {
            var file = Mostly(
                ["\"gpt2/config.json\"", "\"llama/config.json\"", "\"pythia/config.json\"", "\"gpt2\\\\config.json\""],
                ["\"config.json\"", "\"\"", "null!", "\"\\0\"", "3"]
            );
            return $"[Transformer({file}{(Mistake() ? ", Layers = 2" : "")})]\n";
        }

        var heads = _dice.One(1, 2, 4);
        var rotary = _dice.OneIn(3);
        var properties = new List<string>
        {
            $"Layers = {Size(_dice.One(1, 2, 3))}",
            $"Heads = {Size(heads)}",
            $"ModelWidth = {Size(_dice.One(8, 16))}",
            $"Context = {Size(_dice.One(4, 8))}",
            $"Vocabulary = {Size(_dice.One(5, 9))}",
        };
        if (_dice.OneIn(2))
        {
            properties.Add($"MlpWidth = {Size(16)}");
            Maybe("GatedMlp = true");
        }

        if (rotary)
        {
            properties.Add("Positions = PositionEmbedding.Rotary");
            Maybe($"RotaryBase = {Mostly(["10000", "500.5"], ["0", "-5", "double.NaN", "double.PositiveInfinity"])}");
        }
        else
        {
            Maybe(
                Mostly(["Positions = PositionEmbedding.None"], ["RotaryWidth = 2", "Positions = (PositionEmbedding)5"])
            );
        }

        Maybe($"KeyValueHeads = {Size(_dice.One(1, heads))}");
        Maybe($"HeadWidth = {Size(_dice.One(2, 4, 6))}");
        Maybe($"OutputVocabulary = {Size(7)}");
        Maybe(
            $"Normalization = {Mostly(["Normalization.None", "Normalization.RmsNorm", "Normalization.LayerNormPre"], ["(Normalization)9"])}"
        );
        Maybe($"NormEpsilon = {Mostly(["1e-6", "1e-300"], ["0", "-1", "double.NaN", "double.PositiveInfinity"])}");
        Maybe($"AttentionScale = {Mostly(["1.5", "0", "1e308"], ["-2", "double.NaN", "double.NegativeInfinity"])}");
        Maybe($"Nonlinearity = {Mostly(["Nonlinearity.Silu", "Nonlinearity.Relu"], ["(Nonlinearity)(-1)"])}");
        Maybe("ParallelBlock = true");
        Maybe("Causal = false");
        Maybe($"{_dice.One("QueryKeyValueBias", "AttentionOutputBias", "MlpBias", "UnembedBias")} = false");
        if (Mistake())
        {
            properties.RemoveAt(_dice.Below(properties.Count));
        }

        return $"[Transformer({string.Join(", ", properties)})]\n";

        void Maybe(string property)
        {
            if (_dice.OneIn(4))
            {
                properties.Add(property);
            }
        }
    }

    private string Experiment(string model)
    {
        var parts = new List<string>
        {
            "Experiment",
            $"Model<{Mostly([model], ["string", "Nobody", "int[]", "Pairs", "(int, int)"])}>",
            $"Dataset<{Mostly(["Pairs"], ["KlDivergence", "Nobody", "object", "dynamic"])}>"
                + Mostly(
                    ["(Size = 7)", "(Seed = int.MinValue, Size = 3)"],
                    ["", "(Size = -1)", "(Size = 2000000000)", "(Size = \"7\")"]
                ),
            $"Corruption({Mostly(["Ablation.Interchange", "Ablation.Zero", "Ablation.Mean"], ["(Ablation)9", "null"])})",
            $"Metric<{Mostly(["KlDivergence", "LogitDifference", "AnswerLoss", "MeanSquaredError"], ["Gain", "Metric", "Pairs", "T"])}>",
            $"Granularity({Mostly(["Granularity.Edge", "Granularity.Node", "Granularity.Neuron"], ["(Granularity)(-7)", ""])}"
                + $"{Mostly(["", ", SplitQueryKeyValue = false", ", SplitEmbedding = true"], [", Nothing = 3", ", SplitEmbedding = 1"])})",
        };
        if (Mistake())
        {
            parts.RemoveAt(_dice.Below(parts.Count));
        }

        if (Mistake())
        {
            parts.Add(parts[_dice.Below(parts.Count)]);
        }

        if (Mistake())
        {
            parts.Add("Transformer(Layers = 1)");
        }

        return _dice.OneIn(2) ? $"[{string.Join(", ", parts)}]\n" : string.Concat(parts.Select(part => $"[{part}]\n"));
    }

    private string Size(int usual) =>
        Mistake()
            ? _dice.One("0", "-1", "int.MaxValue", "int.MinValue", "1 + 1", "100000", "\"4\"", "4.5")
            : Number(usual);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
