using System.Globalization;

namespace Circuitry.Generators.Tests;

/// <summary>Models and graphs that are too large, told while compiling, and large ones that are not.</summary>
public sealed class SizeTests
{
    private static string Large(int layers, int heads) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"[Transformer(Layers = {layers}, Heads = {heads}, ModelWidth = {64 * heads}, MlpWidth = 64, Context = 4, Vocabulary = 5)] public sealed partial class Toy;\n"
        );

    private static string Study(string granularity) =>
        Experiments.Pairs
        + Experiments.Attributes.Replace("Granularity.Edge", "Granularity." + granularity, StringComparison.Ordinal)
        + "public sealed partial class Study1;";

    [Theory]
    [InlineData(
        192,
        96,
        "Edge",
        "the graph of 192 blocks of 96 heads has 514105633 edges between 18625 writers and 55489 readers, too many: at most 268435456 edges are numbered; choose nodes as units (Granularity.Node) or merge query, key and value inputs (SplitQueryKeyValue = false), which leaves 172579105 edges"
    )]
    [InlineData(
        192,
        1024,
        "Node",
        "too many: at most 268435456 edges are numbered; no units make it small enough: check the sizes, or take a smaller model"
    )]
    public async Task CIR040_more_edges_than_are_numbered(int layers, int heads, string granularity, string says)
    {
        var project = Project.Of(Large(layers, heads) + Study(granularity));

        var found = Assert.Single(await project.AnalyzeAsync(), diagnostic => diagnostic.Id == "CIR040");

        Assert.Contains(says, found.GetMessage(), StringComparison.Ordinal);
        // The rule stops no emission: what is emitted compiles, and the runtime would refuse the graph.
        project.Generate().CompilesWithoutErrors(files: 4);
    }

    [Theory]
    [InlineData(192, 96, "Edge, SplitQueryKeyValue = false")]
    [InlineData(192, 96, "Node")]
    [InlineData(100, 96, "Edge")]
    public async Task CIR040_is_not_earned_by_graphs_that_are_numbered(int layers, int heads, string granularity)
    {
        var project = Project.Of(Large(layers, heads) + Study(granularity));

        Assert.DoesNotContain(await project.AnalyzeAsync(), diagnostic => diagnostic.Id == "CIR040");
    }

    [Fact]
    public async Task Sizes_of_which_no_product_is_a_number_are_refused()
    {
        var project = Project.Of(
            "[Transformer(Layers = 2147483647, Heads = 2147483647, ModelWidth = 2147483647, HeadWidth = 1, Context = 1, Vocabulary = 1)] public sealed partial class G;"
        );

        Assert.Equal(
            "The declaration of 'G' cannot be turned into a model: head width: is 1; with 6442450941 heads of queries, keys and values in a block that is above 2147483647 columns, the most that is read",
            Assert.Single(await project.AnalyzeAsync()).GetMessage()
        );
        Assert.Empty(project.Generate().Files);
    }

    [Fact]
    public void Counts_beyond_an_int_are_longs_and_right()
    {
        var generated = Project.Of(Large(192, 1024)).Generate().CompilesWithoutErrors(files: 3);

        var text = generated.Files["Study.Toy.Constants.g.cs"];

        // 3,073 inputs in each of 192 blocks read 1 + 1,025 l writers, the MLP its block's heads too, the logits all 196,801.
        Assert.Contains("public const long EdgeCount = 57756174625;", text, StringComparison.Ordinal);
        var edges = 3073 * (192 + 1025L * 192 * 191 / 2) + 192 * 1024 + 196_801;
        Assert.Contains($"public const long EdgeCount = {edges};", text, StringComparison.Ordinal);
        Assert.Contains("public const int ReaderCount = 590017;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_model_that_is_emitted_is_loaded_on_a_small_stack()
    {
        var hooks = Project
            .Of(Large(192, 8))
            .Generate()
            .CompilesWithoutErrors(files: 3)
            .Load()
            .GetType("Study.Toy+Hooks")!;
        Exception? failure = null;
        object? last = null;
        // As the stack of a program's first thread is on some systems; an overflow would end the process.
        var thread = new Thread(
            () =>
            {
                try
                {
                    last = hooks.GetProperty("Layer0")!.GetValue(null);
                    last = hooks.GetProperty("Layer191")!.GetValue(null);
                }
                catch (Exception e)
                {
                    failure = e;
                }
            },
            maxStackSize: 1536 * 1024
        );
        thread.Start();
        thread.Join();

        Assert.Null(failure);
        Assert.NotNull(last);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(2)]
    public async Task CIR061_a_probe_behind_a_block_that_there_is_not(int block)
    {
        var project = Project.Of(
            Experiments.Toy
                + Features.Shift.Replace(
                    "Block = 1",
                    FormattableString.Invariant($"Block = {block}"),
                    StringComparison.Ordinal
                )
                + "public sealed partial class Study1 { public partial Judgement Judge(FeatureEvidence evidence) => default; }",
            Features.Manifest
        );

        Assert.Equal(
            FormattableString.Invariant(
                $"The probe of 'Study1' is to read the stream behind block {block}; the model has 2 blocks, counted from 0"
            ),
            Assert.Single(await project.AnalyzeAsync()).GetMessage()
        );
        Assert.Equal(3, project.Generate().Files.Count);
    }

    [Fact]
    public async Task CIR006_and_CIR016_tell_a_program_of_one_file_how_it_lists_files()
    {
        var project = Project.Of(
            """[Transformer("gpt2/config.json")] public sealed partial class Model;"""
                + Experiments.Toy
                + Experiments.Pairs
                + Features.Attributes
                + "public sealed partial class Study1;"
        ) with
        {
            Features = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add(
                "FileBasedProgram",
                "true"
            ),
        };

        Assert.Equal(
            [
                "'gpt2/config.json' is not among the AdditionalFiles: the project lists no .json file among its AdditionalFiles; add the line '#:property CircuitryFiles=gpt2/config.json' to the program, several paths with semicolons between them",
                "'toy/dictionaries.json' is not one file among the AdditionalFiles: the project lists no dictionaries.json among its AdditionalFiles; add the line '#:property CircuitryFiles=toy/dictionaries.json' to the program, several paths with semicolons between them",
            ],
            (await project.AnalyzeAsync()).Select(diagnostic => diagnostic.GetMessage())
        );
    }
}
