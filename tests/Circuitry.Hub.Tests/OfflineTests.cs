namespace Circuitry.Hub.Tests;

public sealed class OfflineTests : HubFixture
{
    [Fact]
    public void Offline_the_hub_sees_no_request_and_the_cache_is_enough()
    {
        Download();
        var before = Hub.HubRequests.Count;

        var folder = Download(Options(offline: true));

        Assert.Equal((Snapshot, $"someone/small@{FakeHub.Commit}"), (folder.Path, folder.Revision));
        Assert.Equal(
            Path.Combine(Snapshot, "config.json"),
            ModelHub.DownloadConfiguration(FakeHub.Name, Options(offline: true)).Path
        );
        Assert.Equal(before, Hub.HubRequests.Count);
    }

    [Fact]
    public void Offline_a_model_that_is_not_there_is_an_error_that_names_the_switch()
    {
        var error = Assert.Throws<HubOfflineException>(() => Download(Options(offline: true)));

        Assert.Contains("HF_HUB_OFFLINE", error.Message);
        Assert.Empty(Hub.HubRequests);
        Assert.False(Directory.Exists(Cache));
    }

    [Fact]
    public void Offline_a_model_that_is_not_complete_is_an_error()
    {
        Download();
        File.Delete(Path.Combine(Model, "blobs", WeightsDigest));

        Assert.Throws<HubOfflineException>(() => Download(Options(offline: true)));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(0)]
    public void A_hub_that_cannot_be_asked_does_not_take_away_what_is_there(int status)
    {
        Download();
        Hub.AtHub = (_, _) => new Reply(status);
        if (status == 0)
        {
            Hub.Dispose();
        }

        Assert.Equal(Snapshot, Download().Path);
    }

    [Fact]
    public void A_hub_that_no_longer_has_the_model_is_believed()
    {
        Download();
        Hub.AtHub = (_, _) => new Reply(404).With("X-Error-Code", "RevisionNotFound");

        Assert.Throws<RevisionNotFoundException>(() => Download());
    }

    [Theory]
    [InlineData("HF_HUB_OFFLINE", "1", true)]
    [InlineData("HF_HUB_OFFLINE", "yes", true)]
    [InlineData("TRANSFORMERS_OFFLINE", "TRUE", true)]
    [InlineData("HF_HUB_OFFLINE", "0", false)]
    [InlineData("HF_HUB_OFFLINE", "", false)]
    public void The_switch_is_read_from_the_environment(string name, string value, bool isOffline) =>
        Assert.Equal(isOffline, Settings((name, value)).Offline);

    [Fact]
    public void The_rest_of_the_environment_is_read_as_Pythons_tools_read_it()
    {
        Assert.Equal("https://huggingface.co/a", Settings().At("a").AbsoluteUri);
        Assert.Equal("https://mirror/hub/a/b", Settings(("HF_ENDPOINT", "https://mirror/hub/")).At("a/b").AbsoluteUri);
        Assert.Equal(TimeSpan.FromSeconds(10), Settings().Patience);
        Assert.Equal(TimeSpan.FromSeconds(2.5), Settings(("HF_HUB_DOWNLOAD_TIMEOUT", "2.5")).Patience);
        Assert.Equal("/models", Settings(("HF_HUB_CACHE", "/models")).Cache);
        Assert.True(Settings().Links);
        Assert.False(Settings(("HF_HUB_DISABLE_SYMLINKS", "1")).Links);
    }

    private static HubSettings Settings(params (string Name, string Value)[] variables) =>
        HubSettings.Of(
            new HubOptions(),
            new HuggingFaceHome(name => variables.FirstOrDefault(variable => variable.Name == name).Value)
        );
}
