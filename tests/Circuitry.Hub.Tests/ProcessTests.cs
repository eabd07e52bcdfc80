namespace Circuitry.Hub.Tests;

/// <summary>Downloads in processes of their own: killed, side by side, and behind a proxy.</summary>
public sealed class ProcessTests : HubFixture
{
    private const int Kills = 50;

    [Fact]
    public void A_download_that_is_killed_at_any_byte_is_completed_by_the_next_one()
    {
        var random = new Random(1);
        for (var kill = 0; kill < Kills; kill++)
        {
            if (Directory.Exists(Cache))
            {
                Directory.Delete(Cache, recursive: true);
            }

            var (at, before) = (random.Next(Weights.Length), Hub.StorageRequests.Count);
            using var arrived = new ManualResetEventSlim();
            var killed = new TaskCompletionSource();
            Hub.AtStorage = (_, usual) =>
                usual.Cut(at) with
                {
                    Then = () =>
                    {
                        arrived.Set();
                        return killed.Task;
                    },
                };
            using (var child = Child())
            {
                Assert.True(arrived.Wait(TimeSpan.FromSeconds(30)), "the download did not come so far");
                // Some of the bytes are with the process, some in the system, and some on the way.
                Thread.Sleep(random.Next(20));
                child.Kill();
                Assert.NotEqual(0, child.End().ExitCode);
            }

            killed.SetResult();
            Hub.AtStorage = null;
            var had = File.Exists(Part) ? new FileInfo(Part).Length : 0;
            Assert.InRange(had, 0, at);

            Download();

            CheckWeights();
            Assert.Equal(
                had == Weights.Length ? [] : [had == 0 ? null : (int?)had],
                Hub.StorageRequests.Skip(before + 1).Select(request => request.From)
            );
        }
    }

    [Fact]
    public void Two_processes_at_once_fetch_the_content_once()
    {
        using (var one = Child())
        using (var other = Child())
        {
            Assert.Equal((0, Snapshot, ""), one.End());
            Assert.Equal((0, Snapshot, ""), other.End());
        }

        CheckWeights();
        Assert.Single(Hub.StorageRequests);
    }

    [Fact]
    public void A_proxy_of_the_environment_is_used()
    {
        Hub.Files.Remove("model.safetensors");
        using var child = new ChildDownload(
            FakeHub.Name,
            ("HF_ENDPOINT", "http://hub.invalid"),
            ("HF_HUB_CACHE", Cache),
            ("HTTP_PROXY", Hub.Address.OriginalString),
            ("http_proxy", Hub.Address.OriginalString)
        );

        var (exitCode, _, error) = child.End();

        Assert.Equal(1, exitCode);
        Assert.StartsWith("NoSafetensorsException", error);
        Assert.Equal("hub.invalid", Assert.Single(Hub.HubRequests)["Host"]);
    }

    [Fact]
    public void Offline_is_read_from_the_environment_of_a_process()
    {
        using var child = new ChildDownload(
            FakeHub.Name,
            ("HF_ENDPOINT", Hub.Address.OriginalString),
            ("HF_HUB_CACHE", Cache),
            ("HF_HUB_OFFLINE", "1")
        );

        Assert.StartsWith("HubOfflineException", child.End().Error);
        Assert.Empty(Hub.HubRequests);
    }

    private ChildDownload Child() =>
        new(
            FakeHub.Name,
            ("HF_ENDPOINT", Hub.Address.OriginalString),
            ("HF_HUB_CACHE", Cache),
            ("HF_HUB_OFFLINE", "0")
        );
}
