using System.Text.Json;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Circuitry.Experiments.Tests;

public sealed class PrimerDictionariesTests(ITestOutputHelper output) : IDisposable
{
    private readonly Primer _model = Primer.Load(PrimerWeights.Folder);
    private readonly FeatureDictionaries _dictionaries = FeatureDictionaries.Load(PrimerDictionaries.Folder);

    public void Dispose()
    {
        _dictionaries.Dispose();
        _model.Dispose();
    }

    [Fact]
    public void Every_standard_site_has_a_dictionary_that_fits_and_all_take_less_than_10_megabytes()
    {
        _dictionaries.CheckFit(Primer.Declared);

        Assert.Equal(FeatureSite.All(Primer.Declared), _dictionaries.Sites);
        Assert.InRange(
            new DirectoryInfo(PrimerDictionaries.Folder)
                .EnumerateFiles("*", SearchOption.AllDirectories)
                .Sum(file => file.Length),
            1_000_000,
            10_000_000
        );
    }

    [Fact]
    public void They_explain_the_variance_and_recover_the_loss_with_a_dozen_features()
    {
        var texts = PrimerTexts.Batches(PrimerLanguage.Tokenizer, seed: 2, texts: 40, batches: 6);

        var qualities = new DictionaryEvaluation(_model, _dictionaries) { LossBatches = 2 }.Measure(texts);

        Assert.All(
            qualities,
            quality =>
            {
                Assert.InRange(quality.L0, 11, 13);
                Assert.InRange(quality.ExplainedVariance, 0.955, 1);
                Assert.InRange(quality.LossRecovered, 0.97, 1.01);
            }
        );
    }

    [Fact]
    public void One_feature_tells_gender_one_each_profession_and_one_the_number_of_the_subject()
    {
        var biographies = Biographies().ToList();
        // Up to where the profession is named.
        var texts = biographies.Select(one => one.Text[..one.Text.LastIndexOf(' ')]).ToList();
        var told = new List<(string What, double Accuracy)>
        {
            (
                "gender",
                Best(
                    [.. biographies.Select((one, i) => Tag(one.Gender, i))],
                    biographies.Select(one => one.Gender == Gender.Female)
                )
            ),
        };
        told.AddRange(
            Profession.All.Select(profession =>
                (profession.Name, Best(texts, biographies.Select(one => one.Profession == profession)))
            )
        );
        var sentences = Enumerable.Range(0, 120).Select(i => (Plural: i % 2 == 0, Text: Sentence(i))).ToList();
        told.Add(("number", Best([.. sentences.Select(one => one.Text)], sentences.Select(one => one.Plural))));

        foreach (var (what, accuracy) in told)
        {
            output.WriteLine(FormattableString.Invariant($"{what}: {accuracy:P1}"));
        }

        Assert.All(told, one => Assert.InRange(one.Accuracy, 0.9, 1));
    }

    [Fact]
    public void The_command_prints_a_row_for_every_site_and_writes_every_figure()
    {
        using var program = new ProgramUnderTest();

        var outcome = program.Run("dictionaries", "--texts", "40");

        Assert.Equal(ExitCode.Done, outcome.ExitCode);
        using var figures = JsonDocument.Parse(
            File.ReadAllText(program.PathOf("results", "primer-agreement-features-dictionaries", "quality.json"))
        );
        var rows = figures.RootElement.GetProperty("dictionaries").EnumerateArray().ToList();
        Assert.Equal(
            FeatureSite.All(Primer.Declared).Select(site => site.Name),
            rows.Select(row => row.GetProperty("hook").GetString())
        );
        Assert.All(
            rows,
            row => Assert.Contains(row.GetProperty("hook").GetString()!, outcome.Output, StringComparison.Ordinal)
        );
        Assert.All(rows, row => Assert.InRange(row.GetProperty("explained_variance").GetDouble(), 0.9, 1));
    }

    [Fact]
    public void A_folder_without_dictionaries_is_an_error_with_a_remedy()
    {
        using var program = new ProgramUnderTest();

        var outcome = program.Run("dictionaries", "--dictionaries", "nowhere");

        Assert.Equal(ExitCode.Failed, outcome.ExitCode);
        Assert.Contains("Check the path", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_are_a_function_of_the_seed_and_the_step()
    {
        var (first, again) = (Stream(0), Stream(0));

        Assert.Equal(Tokens(first.At(3)), Tokens(again.At(3)));
        Assert.NotEqual(Tokens(first.At(3)), Tokens(first.At(4)));
        Assert.NotEqual(Tokens(first.At(3)), Tokens(Stream(1).At(3)));
        Assert.NotEqual(first.Identity, Stream(1).Identity);
    }

    private static TextStream Stream(int seed) => PrimerTexts.Stream(PrimerLanguage.Tokenizer, seed, 5);

    private static IEnumerable<int> Tokens(Prompts prompts) =>
        Enumerable.Range(0, prompts.Count).SelectMany(row => prompts[row]);

    private static IEnumerable<Biography> Biographies()
    {
        for (var i = 0; i < 160; i++)
        {
            yield return Biography.Draw(
                50_000 + i,
                Gender.All[i % 2],
                Profession.All[i / 2 % Profession.All.Count],
                named: true
            );
        }
    }

    private static string Tag(Gender gender, int i) =>
        $"So {gender.Names[i / 2 % gender.Names.Count]} was a very good singer, wasn't";

    private static string Sentence(int i)
    {
        var person = Lexicon.People[i / 2 % Lexicon.People.Count][i % 2 == 0 ? 1 : 0];
        var thing = Lexicon.Landmarks[i / 4 % Lexicon.Landmarks.Count][i / 2 % 2];
        return $"The {person} near the {thing}";
    }

    /// <summary>
    /// The balanced accuracy of the feature whose being active at the end of the text, or not, tells a label best, of all
    /// residual streams.
    /// </summary>
    private double Best(IReadOnlyList<string> texts, IEnumerable<bool> labels)
    {
        using var scope = NewDisposeScope();
        var label = tensor(labels.Select(yes => yes ? 1.0 : 0.0).ToArray(), float64).unsqueeze(1);
        using var run = _model.Run(new Prompts(texts.Select(text => PrimerLanguage.Tokenizer.Encode(text))));
        return new[]
        {
            run[Primer.Hooks.Layer0.ResidualPost],
            run[Primer.Hooks.Layer1.ResidualPost],
            run[Primer.Hooks.Layer2.ResidualPost],
            run[Primer.Hooks.Layer3.ResidualPost],
        }
            .Select((stream, layer) => Best(_dictionaries[FeatureSite.Residual(layer)].Encode(stream.Value), label))
            .Max();
    }

    private static double Best(Tensor features, Tensor label)
    {
        var active = features.select(1, features.size(1) - 1).gt(Scalars.Zero).to(float64);
        var positives = label.sum();
        var negatives = label.mul(Scalars.MinusOne).add(Scalars.One, Scalars.One).sum();
        var hits = Ops.Sum(active.mul(label), 0).div(positives);
        var misses = Ops.Sum(active.sub(active.mul(label)), 0).div(negatives);
        return 0.5 + (hits.sub(misses).abs().max().item<double>() / 2);
    }
}
