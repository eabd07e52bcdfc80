namespace Circuitry.Experiments.Tests;

public sealed class BiographyTests
{
    public static TheoryData<string, bool> People()
    {
        var people = new TheoryData<string, bool>();
        foreach (var profession in Profession.All)
        {
            people.Add(profession.Name, true);
            people.Add(profession.Name, false);
        }

        return people;
    }

    private static IEnumerable<Biography> Draw(string profession, bool woman, bool named) =>
        Enumerable
            .Range(0, 200)
            .Select(seed =>
                Biography.Draw(
                    seed,
                    woman ? Gender.Female : Gender.Male,
                    Profession.All.First(known => known.Name == profession),
                    named
                )
            );

    private static string[] Words(string text) => text.Split([' ', '.']);

    [Theory]
    [MemberData(nameof(People))]
    public void Pronouns_and_nouns_tell_the_gender_and_a_name_of_the_other_gender_is_a_parent_s(
        string profession,
        bool woman
    )
    {
        var (own, other) = woman
            ? ((string[])["she", "She"], (string[])["he", "He", "his", "His", "him", "man"])
            : (["he", "He"], ["she", "She", "her", "Her", "woman"]);
        foreach (var biography in Draw(profession, woman, named: true))
        {
            var words = Words(biography.Text);

            Assert.True(
                biography.Text.Contains($"{biography.Gender.Child} of", StringComparison.Ordinal)
                    || biography.Gender.Names.Any(words.Contains),
                biography.Text
            );
            Assert.Contains(words, own.Contains);
            Assert.DoesNotContain(words, other.Contains);
        }
    }

    [Theory]
    [MemberData(nameof(People))]
    public void Two_deeds_tell_the_profession_and_only_a_last_sentence_names_it(string profession, bool woman)
    {
        var deeds = Profession.All.First(known => known.Name == profession).Deeds;
        foreach (
            var (silent, telling) in Draw(profession, woman, named: false).Zip(Draw(profession, woman, named: true))
        )
        {
            Assert.Equal(2, deeds.Count(deed => silent.Text.Contains($" {deed}", StringComparison.Ordinal)));
            Assert.DoesNotContain(profession, silent.Text, StringComparison.Ordinal);
            Assert.StartsWith(silent.Text, telling.Text, StringComparison.Ordinal);
            Assert.EndsWith($" {profession}.", telling.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_same_seed_draws_the_same_biography_and_another_seed_mostly_another()
    {
        var texts = Draw("nurse", woman: true, named: false).Select(biography => biography.Text).ToArray();

        Assert.Equal(texts, Draw("nurse", woman: true, named: false).Select(biography => biography.Text));
        Assert.InRange(texts.Distinct().Count(), 180, 200);
    }
}
