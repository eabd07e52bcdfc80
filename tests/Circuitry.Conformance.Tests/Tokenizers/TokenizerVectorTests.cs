using System.Text.Json;

namespace Circuitry.Conformance.Tokenizers;

/// <summary>Token ids, token strings and decoded text as Hugging Face's tokenizers give them.</summary>
public sealed class TokenizerVectorTests
{
    [SkippableTheory]
    [InlineData("gpt2")]
    [InlineData("gpt-neox")]
    public void Texts_have_the_published_tokens(string name)
    {
        var tokenizer = RealTokenizers.Of(name);
        var vectors = Vectors(name);

        Assert.Equal(20, vectors.Length);
        Assert.All(
            vectors,
            vector =>
            {
                var ids = tokenizer.Encode(vector.Text);
                Assert.Equal(vector.Ids, ids);
                Assert.Equal(vector.Tokens, ids.Select(tokenizer.StoredToken));
                Assert.Equal(vector.Decoded, tokenizer.Decode(ids));
            }
        );
    }

    [SkippableTheory]
    [InlineData("gpt2")]
    [InlineData("gpt-neox")]
    public void A_single_token_is_the_token_of_its_text(string name)
    {
        var tokenizer = RealTokenizers.Of(name);

        string[] words = [" store", " Mary", "32", " 17", "'t", "\n\n", "<|endoftext|>", " internationally"];
        Assert.All(words, word => Assert.Equal(word, tokenizer.TokenText(tokenizer.SingleToken(word))));
    }

    [SkippableFact]
    public void A_word_of_several_tokens_is_refused_by_name()
    {
        var tokenizer = RealTokenizers.Of("gpt2");

        var refusal = Assert.Throws<PromptException>(() => tokenizer.SingleToken(" Bartholomew"));

        var pieces = tokenizer.Encode(" Bartholomew").Select(token => $"\"{tokenizer.TokenText(token)}\"");
        Assert.StartsWith("\" Bartholomew\" is 3 tokens", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(string.Join(", ", pieces), refusal.Message, StringComparison.Ordinal);
    }

    private static Vector[] Vectors(string name) =>
        JsonSerializer.Deserialize<Vector[]>(
            File.ReadAllBytes(SharedFolder.PathOf("tokenizers", name, "vectors.json")),
            JsonSerializerOptions.Web
        )!;

    private sealed record Vector(string Text, int[] Ids, string[] Tokens, string Decoded);
}
