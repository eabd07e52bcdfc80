using Circuitry.Rasp;
using static Circuitry.Rasp.RaspLanguage;
using static TorchSharp.torch;

namespace Circuitry.Tests;

public sealed class RaspCompilerTests
{
    private static readonly Categorical<string> Previous = Aggregate(
        Select(Indices, Indices, (key, query) => key == query - 1),
        Tokens,
        "previous"
    );

    private static readonly Categorical<string> Next = Aggregate(
        Select(Indices, Indices, (key, query) => key == query + 1),
        Tokens,
        "next"
    );

    private static readonly Numerical ShareOfA = Aggregate(
        Select(Indices, Indices, (key, query) => key <= query),
        MapToNumber(Tokens, token => token == "a" ? 1 : 0),
        "share_of_a"
    );

    public static TheoryData<string> Programs => [.. All().Select(program => program.Name)];

    [Theory]
    [MemberData(nameof(Programs))]
    public void The_compiled_model_computes_the_program_for_every_input(string name)
    {
        var program = All().Single(p => p.Name == name);
        using var model = program.Compile();
        Agree(model, ScalarType.Float64, 1e-9);
        Agree(model, ScalarType.Float32, 1e-5);
    }

    [Fact]
    public void Reverse_has_the_blocks_and_directions_of_the_published_model()
    {
        using var model = RaspPrograms.Reverse.Compile();
        var a = model.Architecture;
        Assert.Equal((4, 1, 41, 30, 6), (a.Layers, a.Heads, a.ModelWidth, a.MlpWidth, a.Context));
        Assert.Equal((6, 5, 3), (a.HeadWidth, a.Vocabulary, a.OutputVocabulary));
        Assert.Equal(Math.Sqrt(6), a.Attention.Scale);
        Assert.Equal(["1", "2", "3"], model.OutputValues);
        Assert.Equal(["1", "2", "3", "BOS", "PAD"], model.Vocabulary.Tokens);
        Assert.Equal(41, model.Directions.Distinct().Count());
        Assert.Equal("tokens:BOS", model.Directions[3]);
        Assert.Contains("length:5", model.Directions);
        Assert.Contains("length:bos_share", model.Directions);
        Assert.Contains("opposite:-5", model.Directions);
    }

    [Fact]
    public void Proportion_has_the_blocks_and_directions_of_the_published_model()
    {
        using var model = RaspPrograms.Proportion.Compile();
        var a = model.Architecture;
        Assert.Equal((2, 1, 14, 1, 6), (a.Layers, a.Heads, a.ModelWidth, a.MlpWidth, a.Context));
        Assert.Equal((6, 6, 1), (a.HeadWidth, a.Vocabulary, a.OutputVocabulary));
        Assert.True(model.OutputIsNumber);
    }

    [Fact]
    public void Weights_have_TransformerLens_names_and_shapes_and_are_owned_by_the_model()
    {
        CompiledRasp model;
        using (NewDisposeScope())
        {
            model = RaspPrograms.Reverse.Compile();
        }

        Assert.Equal(4 + 4 * 12, model.Weights.Count);
        Assert.All(model.Weights.Values, weight => Assert.Equal(ScalarType.Float64, weight.dtype));
        Assert.Equal([5L, 41], model.Weights["embed.W_E"].shape);
        Assert.Equal([6L, 41], model.Weights["pos_embed.W_pos"].shape);
        Assert.Equal([1L, 41, 6], model.Weights["blocks.3.attn.W_K"].shape);
        Assert.Equal([1L, 6, 41], model.Weights["blocks.0.attn.W_O"].shape);
        Assert.Equal([41L, 30], model.Weights["blocks.2.mlp.W_in"].shape);
        Assert.Equal([30L, 41], model.Weights["blocks.2.mlp.W_out"].shape);
        Assert.Equal([41L, 3], model.Weights["unembed.W_U"].shape);
        Assert.All(
            model.Weights.Where(weight => weight.Key.Contains(".b_", StringComparison.Ordinal)),
            bias => Assert.Equal(0, bias.Value.count_nonzero().item<long>())
        );
        model.Dispose();
        Assert.True(model.Weights["embed.W_E"].IsInvalid);
    }

    [Fact]
    public void The_weights_load_as_those_of_the_architecture_with_none_left_over()
    {
        using var model = RaspPrograms.Reverse.Compile();
        using var source = new InMemoryTensorSource(model.Program.Name, model.Weights);
        using var weights = TransformerWeights.FromSource(source, model.Architecture);
        Assert.Equal(ScalarType.Float64, weights.NumberType);
        Numbers.Same(model.Weights["blocks.3.attn.W_O"].reshape(6, 41), weights.Layers[3].W_O, 0);
        Numbers.Same(model.Weights["unembed.W_U"], weights.W_U, 0);
    }

    [Fact]
    public void Compiling_twice_gives_the_same_weights()
    {
        using var first = RaspPrograms.Reverse.Compile();
        using var second = RaspPrograms.Reverse.Compile();
        Assert.Equal(first.Directions, second.Directions);
        Assert.Equal(first.Weights.Keys, second.Weights.Keys);
        Assert.All(first.Weights, pair => Numbers.Same(pair.Value, second.Weights[pair.Key], 0));
    }

    [Fact]
    public void Two_selections_that_are_ready_together_share_a_block()
    {
        using var model = Program("neighbours", SequenceMap(Previous, Next, (a, b) => a == b)).Compile();
        Assert.Equal((1, 2), (model.Architecture.Layers, model.Architecture.Heads));
    }

    [Fact]
    public void A_program_without_maps_has_attention_only()
    {
        using var model = Program("previous", Previous).Compile();
        Assert.True(model.Architecture.AttentionOnly);
        Assert.DoesNotContain("blocks.0.mlp.W_in", model.Weights.Keys);
    }

    [Fact]
    public void Sequences_are_encoded_behind_BOS()
    {
        using var model = RaspPrograms.Proportion.Compile();
        Assert.Equal([4L, 1, 0, 3], model.Encode(["x", "w", "z"]));
        Assert.Equal(5, model.Vocabulary.PadId);
        Assert.Contains("'q'", Assert.Throws<RaspException>(() => model.Encode(["q"])).Message);
        Assert.Contains(
            "given 6",
            Assert.Throws<RaspException>(() => model.Encode(["x", "x", "x", "x", "x", "x"])).Message
        );
        Assert.Throws<RaspException>(() => model.Encode([]));
    }

    private static RaspProgram Program(string name, SequenceOp output) =>
        new()
        {
            Name = name,
            Output = output,
            Vocabulary = ["a", "b", "c"],
            MaximumLength = 5,
        };

    private static IEnumerable<RaspProgram> All() =>
        [
            RaspPrograms.Reverse,
            RaspPrograms.Proportion,
            RaspPrograms.Histogram,
            Program("tokens", Tokens),
            Program("undefined where nothing is selected", Map(Previous, token => token + token)),
            Program("two heads in a block", SequenceMap(Previous, Next, (a, b) => a == b)),
            Program("the same input twice", SequenceMap(Tokens, Tokens, (a, b) => a + b)),
            Program("fewer queries than keys", SelectorWidth(Select(Indices, Tokens, (i, t) => t == "a" && i > 1))),
            Program("a category of a number", Map(ShareOfA, share => share > 0.5 ? "most" : "few")),
            Program("a number of a number", MapToNumber(ShareOfA, share => 3 - share * share)),
            Program("a number of two", SequenceMapToNumber(Tokens, Indices, (t, i) => t == "b" ? i : -i)),
            Program(
                "a mean of numbers that are not 0 at 0",
                Aggregate(
                    Select(Tokens, Tokens, (key, query) => key == "b" && query == "a"),
                    MapToNumber(ShareOfA, share => 1 + share)
                )
            ),
            Program(
                "a mean of counts",
                Aggregate(
                    Select(Tokens, Tokens, (key, query) => key == "b" && query == "a"),
                    MapToNumber(SelectorWidth(Select(Tokens, Tokens, (key, query) => key == query)), count => 1 + count)
                )
            ),
            Program(
                "a count of counts",
                SelectorWidth(
                    Select(
                        SelectorWidth(Select(Tokens, Tokens, (key, query) => key == query)),
                        Indices,
                        (count, index) => count == index
                    )
                )
            ),
        ];

    private static void Agree(CompiledRasp model, ScalarType type, double tolerance)
    {
        for (var length = 1; length <= model.Program.MaximumLength; length++)
        {
            var sequences = PlainForward.Sequences(model.Program.Vocabulary, length);
            var outputs = PlainForward.Run(model, sequences, type);
            for (var row = 0; row < sequences.Count; row++)
            {
                var expected = model.Program.Evaluate(sequences[row]);
                for (var token = 0; token < length; token++)
                {
                    Check(model, expected[token], outputs[row][token], tolerance, sequences[row]);
                }
            }
        }
    }

    private static void Check(CompiledRasp model, object? expected, double[] found, double tolerance, string[] input)
    {
        double[] ideal = model.OutputIsNumber
            ? [(double)expected!]
            : [.. model.OutputValues.Select(value => value.Equals(expected) ? 1.0 : 0.0)];
        for (var i = 0; i < ideal.Length; i++)
        {
            Assert.True(
                Math.Abs(ideal[i] - found[i]) <= tolerance,
                $"{string.Join(' ', input)}: logit {i} is {found[i]:R} and should be {ideal[i]:R}"
            );
        }
    }
}
