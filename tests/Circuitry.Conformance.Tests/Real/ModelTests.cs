using System.Text.Json;
using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>Real weights do what their makers say they do.</summary>
public sealed class ModelTests
{
    [SkippableFact]
    public void Stories260K_decodes_the_greedy_tokens_exactly()
    {
        using var reference = Reference("stories260K");
        using var model = Stories260K.Load(SharedFolder.PathOf("models", "stories260K"));
        var expected = GoldenPrompts.Row(reference.RootElement.GetProperty("greedy_tokens_from_bos"));
        var tokens = new List<int> { expected[0] };
        while (tokens.Count < expected.Length)
        {
            using var logits = LastLogits(model, tokens);
            using var next = logits.argmax();
            tokens.Add((int)next.item<long>());
        }

        Assert.Equal(expected, tokens);
    }

    [SkippableFact]
    public void Stories260K_gives_the_reference_logits_at_the_last_position()
    {
        using var reference = Reference("stories260K");
        using var model = Stories260K.Load(SharedFolder.PathOf("models", "stories260K"));
        var examples = reference.RootElement.GetProperty("examples").EnumerateArray().ToArray();
        Assert.Equal(5, examples.Length);
        foreach (var example in examples)
        {
            using var logits = LastLogits(model, GoldenPrompts.Row(example.GetProperty("tokens")));
            Close.Check(Close.Numbers(example.GetProperty("last_position_logits")), logits, 1e-3);
        }
    }

    [SkippableFact]
    public void Stories260K_gives_the_reference_logit_difference_of_every_pronoun_pair()
    {
        using var model = Stories260K.Load(SharedFolder.PathOf("models", "stories260K"));
        var pairs = StoriesPairs.Read();
        Assert.Equal(155, pairs.Count);
        foreach (var pair in pairs)
        {
            Assert.Equal(pair.CleanDifference, Difference(pair.Clean, pair), 1e-3);
            Assert.Equal(pair.CorruptedDifference, Difference(pair.Corrupted, pair), 1e-3);
        }

        double Difference(int[] tokens, StoriesPair pair)
        {
            using var logits = LastLogits(model, tokens);
            return logits[pair.CleanAnswer].item<float>() - logits[pair.CorruptedAnswer].item<float>();
        }
    }

    [SkippableFact]
    public void MakemoreNames_gives_the_reference_logits()
    {
        using var reference = Reference("makemore-names");
        using var model = MakemoreNames.Load(SharedFolder.PathOf("models", "makemore-names"));
        var tokens = GoldenPrompts.Rows(reference.RootElement.GetProperty("tokens"));
        using var sequence = Sequence.Of(new Prompts(tokens), model);
        using var logits = model.Forward(sequence);
        double[] expected =
        [
            .. reference
                .RootElement.GetProperty("logits")
                .EnumerateArray()
                .SelectMany(row => row.EnumerateArray().SelectMany(Close.Numbers)),
        ];
        Close.Check(expected, logits, 1e-3);
    }

    [SkippableFact]
    public void ModularAddition_adds_every_pair()
    {
        using var model = ModularAddition.Load(SharedFolder.PathOf("models", "modular-addition"));
        int[][] pairs = [.. from a in Enumerable.Range(0, 59) from b in Enumerable.Range(0, 59) select new[] { a, b }];
        using var sequence = Sequence.Of(new Prompts(pairs), model);
        using var logits = model.Forward(sequence);
        using var sums = logits.select(1, 1).argmax(-1);
        var right = sums.data<long>()
            .ToArray()
            .Zip(pairs)
            .Count(pair => pair.First == (pair.Second[0] + pair.Second[1]) % 59);
        Assert.Equal(3481, right);
    }

    [SkippableFact]
    public void MinGptSort_sorts_every_input()
    {
        using var model = MinGptSort.Load(SharedFolder.PathOf("models", "mingpt-sort"));
        int[][] inputs =
        [
            .. Enumerable
                .Range(0, 729)
                .Select(i => Enumerable.Range(0, 6).Select(d => i / (int)Math.Pow(3, d) % 3).ToArray()),
        ];
        var tokens = inputs;
        for (var step = 0; step < 6; step++)
        {
            using var sequence = Sequence.Of(new Prompts(tokens.Select(row => row[..Math.Min(row.Length, 11)])), model);
            using var logits = model.Forward(sequence);
            using var next = logits.select(1, tokens[0].Length - 1).argmax(-1);
            tokens = [.. tokens.Zip(next.data<long>().ToArray(), (row, token) => (int[])[.. row, (int)token])];
        }

        Assert.All(tokens.Zip(inputs), row => Assert.Equal(row.Second.Order(), row.First[6..]));
    }

    [SkippableTheory]
    [InlineData("tracr-reverse")]
    [InlineData("tracr-xproportion")]
    [InlineData("tracr-hist")]
    public void Every_tracr_example_is_computed(string name)
    {
        var folder = SharedFolder.PathOf("models", name);
        using TransformerModel model = name switch
        {
            "tracr-reverse" => TracrReverse.Load(folder),
            "tracr-xproportion" => TracrProportion.Load(folder),
            _ => TracrHistogram.Load(folder),
        };
        using var examples = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "examples.json")));
        var compared = 0;
        foreach (var example in examples.RootElement.EnumerateArray())
        {
            using var sequence = Sequence.Of(new Prompts([GoldenPrompts.Row(example.GetProperty("token_ids"))]), model);
            using var logits = model.Forward(sequence);
            using var answers = logits[0][1..];
            Close.Check(
                [.. example.GetProperty("raw_output").EnumerateArray().SelectMany(Close.Numbers)],
                answers,
                1e-6
            );
            compared++;
        }

        Assert.Equal(12, compared);
    }

    private static JsonDocument Reference(string model) =>
        JsonDocument.Parse(File.ReadAllBytes(SharedFolder.PathOf("models", model, "reference.json")));

    private static Tensor LastLogits(TransformerModel model, IReadOnlyList<int> tokens)
    {
        using var scope = NewDisposeScope();
        using var sequence = Sequence.Of(new Prompts([tokens]), model);
        return model.Forward(sequence)[0][-1].clone().MoveToOuterDisposeScope();
    }
}
