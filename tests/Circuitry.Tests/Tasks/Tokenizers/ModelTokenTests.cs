using System.Text.Json;

namespace Circuitry.Tests;

/// <summary>A tokenizer next to a model that it is not of is refused before anything is done with it.</summary>
public sealed class ModelTokenTests
{
    private const int End = 256; // <|end|> of the tiny tokenizer, behind the 256 bytes

    [Theory]
    [InlineData("""{"vocab_size": 256}""")]
    [InlineData("""{"vocab_size": 50257, "bos_token_id": 256, "eos_token_id": 256}""")]
    [InlineData("""{"bos_token_id": null, "eos_token_id": [7, 256]}""")]
    [InlineData("""{"text_config": {"vocab_size": 256, "eos_token_id": 256}, "vocab_size": 3}""")]
    [InlineData("""{"text_config": {"vocab_size": 256}, "eos_token_id": 256}""")]
    [InlineData("""{"d_vocab": 4}""")]
    public void A_tokenizer_of_the_model_is_read(string config) =>
        Assert.Equal(End, Load(config).SingleToken("<|end|>"));

    [Theory]
    [InlineData("""{"bos_token_id": 0, "eos_token_id": 256}""", "bos_token_id")]
    [InlineData("""{"eos_token_id": 2}""", "eos_token_id")]
    [InlineData("""{"eos_token_id": [2, 3]}""", "eos_token_id")]
    [InlineData("""{"text_config": {"eos_token_id": 2}}""", "text_config.eos_token_id")]
    [InlineData("""{"eos_token_id": "256"}""", "eos_token_id")]
    public void Special_tokens_that_the_model_does_not_have_are_refused_with_both_files(string config, string member)
    {
        var refusal = Assert.Throws<TokenizerException>(() => Load(config));

        Assert.Equal(member, refusal.Member);
        Assert.EndsWith("config.json", refusal.File, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"vocab_size": 255}""")]
    [InlineData("""{"text_config": {"vocab_size": 255}, "vocab_size": 50257}""")]
    public void A_vocabulary_larger_than_the_model_s_is_refused_with_both_sizes(string config)
    {
        var refusal = Assert.Throws<TokenizerException>(() => Load(config));

        Assert.EndsWith("tokenizer.json", refusal.File, StringComparison.Ordinal);
        Assert.Contains("at most 255 tokens", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ids up to 255", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("of another model", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_set_gets_no_tokenizer_of_another_model()
    {
        var request = Requests.Of(1, 0);
        Assert.Same(request.Tokenizer, request.RequireTokenizer());

        Assert.Throws<TokenizerException>(() =>
            (request with { Architecture = request.Architecture.With("Vocabulary", 60) }).RequireTokenizer()
        );
    }

    [Fact]
    public void A_tokenizer_that_is_given_is_held_to_the_model_s_folder()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("config.json"), """{"eos_token_id": 2}""");
        var request = Requests.Of(1, 0) with { Tokenizer = Load("{}"), ModelPath = folder.Path };

        Assert.Equal("eos_token_id", Assert.Throws<TokenizerException>(request.RequireTokenizer).Member);
    }

    [Fact]
    public void Evidence_has_no_texts_of_another_model_s_tokenizer()
    {
        using var model = SmallFeatures.Model("serial");
        using var dictionaries = SmallFeatures.Dictionaries(model);

        Assert.Throws<TokenizerException>(() => new FeatureEvidenceCollector(model, dictionaries, TinyTokenizer.Of()));
    }

    private static TextTokenizer Load(string config)
    {
        using var folder = new TemporaryFolder();
        TinyTokenizer.Write(folder, []);
        File.WriteAllText(folder.File("config.json"), config);
        File.WriteAllText(
            folder.File("tokenizer_config.json"),
            JsonSerializer.Serialize(new { bos_token = "<|end|>", eos_token = "<|end|>" })
        );
        return TextTokenizer.Load(folder.Path);
    }
}
