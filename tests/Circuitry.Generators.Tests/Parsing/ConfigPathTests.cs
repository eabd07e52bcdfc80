namespace Circuitry.Generators.Tests;

public sealed class ConfigPathTests
{
    [Theory]
    [InlineData("models/gpt2/config.json", "gpt2/config.json", true)]
    [InlineData("models/gpt2/config.json", "config.json", true)]
    [InlineData("models/gpt2/config.json", "models/gpt2/config.json", true)]
    [InlineData("models/my-gpt2/config.json", "gpt2/config.json", false)]
    [InlineData("models/gpt2/config.json", "Gpt2/config.json", false)]
    [InlineData("models/gpt2/config.json", "/config.json", true)]
    [InlineData("models/gpt2/config.json", "", false)]
    public void A_file_is_found_by_the_end_of_its_path_at_a_folders_boundary(string path, string named, bool found) =>
        Assert.Equal(found, ConfigPath.EndsWith(path, named));

    [Theory]
    [InlineData("models\\gpt2\\config.json", "models/gpt2/config.json")]
    [InlineData("././gpt2/config.json", "gpt2/config.json")]
    public void Paths_are_compared_with_forward_slashes(string path, string normal) =>
        Assert.Equal(normal, ConfigPath.Normalise(path));

    [Fact]
    public void The_nearest_names_come_first_and_show_no_more_folders_than_were_named() =>
        Assert.Equal(
            ["gpt2/config.json", "pythia/config.json"],
            ConfigPath.Nearest(["/home/a/pythia/config.json", "/home/a/gpt2/config.json"], "gpt-2/config.json")
        );
}
