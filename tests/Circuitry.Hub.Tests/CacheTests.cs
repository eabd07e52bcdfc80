using System.Diagnostics;

namespace Circuitry.Hub.Tests;

public sealed class CacheTests : HubFixture
{
    [Fact]
    public void A_cache_that_Pythons_tools_have_written_is_used_as_it_is()
    {
        foreach (var (path, content) in Hub.Files)
        {
            var digest = FakeHub.Digest(path, content);
            Leave(Path.Combine(Model, "blobs", digest), content);
            Directory.CreateDirectory(Snapshot);
            File.CreateSymbolicLink(Path.Combine(Snapshot, path), $"../../blobs/{digest}");
        }

        Leave(Path.Combine(Model, "refs", "main"), System.Text.Encoding.ASCII.GetBytes(FakeHub.Commit));

        Assert.Equal(Snapshot, Download().Path);
        Assert.Single(Hub.HubRequests);
        Assert.Equal($"someone/small@{FakeHub.Commit}", ModelFolder.Find("someone/small", Cache).Revision);
    }

    [Fact]
    public void Unfinished_files_of_others_are_left_alone()
    {
        var (older, newer) = (WeightsDigest + ".incomplete", WeightsDigest + ".0123abcd.incomplete");
        Leave(Path.Combine(Model, "blobs", older), [1, 2, 3]);
        Leave(Path.Combine(Model, "blobs", newer), [4, 5]);

        Download();

        CheckFiles("model.safetensors");
        Assert.Equal([1, 2, 3], File.ReadAllBytes(Path.Combine(Model, "blobs", older)));
        Assert.Equal([4, 5], File.ReadAllBytes(Path.Combine(Model, "blobs", newer)));
    }

    [Fact]
    public void A_content_of_a_wrong_size_is_replaced()
    {
        Leave(Path.Combine(Model, "blobs", WeightsDigest), [1, 2, 3]);

        Download();

        CheckWeights();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../elsewhere")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffff")]
    public void A_reference_that_is_damaged_or_old_is_written_anew(string text)
    {
        Leave(Path.Combine(Model, "refs", "main"), System.Text.Encoding.ASCII.GetBytes(text));

        Assert.Throws<HubOfflineException>(() => Download(Options(offline: true)));
        Assert.Equal(Snapshot, Download().Path);
        Assert.Equal(FakeHub.Commit, File.ReadAllText(Path.Combine(Model, "refs", "main")));
    }

    [Fact]
    public void A_link_to_nothing_is_replaced()
    {
        Directory.CreateDirectory(Snapshot);
        File.CreateSymbolicLink(Path.Combine(Snapshot, "model.safetensors"), $"../../blobs/{WeightsDigest}");

        Download();

        CheckWeights();
    }

    [Fact]
    public void Where_there_are_no_links_a_snapshot_holds_the_files_themselves()
    {
        Hub.Files["added_tokens.json"] = Hub.Files["tokenizer.json"];
        var settings = HubSettings.Of(
            Options(),
            new HuggingFaceHome(name => name == "HF_HUB_DISABLE_SYMLINKS" ? "1" : null)
        );
        var cache = new HubCache(settings, ModelName.TryParse(FakeHub.Name)!);
        var (file, twin) = (
            new HubFile("model.safetensors", 3, new string('a', 64)),
            new HubFile("other.safetensors", 3, new string('a', 64))
        );
        Leave(cache.Blob(file.Digest), [1, 2, 3]);

        cache.Show(FakeHub.Commit, file, isNew: false);
        cache.Show(FakeHub.Commit, twin, isNew: true);

        Assert.All(
            [file, twin],
            one =>
            {
                var path = Path.Combine(Snapshot, one.Path);
                Assert.Null(new FileInfo(path).LinkTarget);
                Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
                Assert.True(cache.Holds(FakeHub.Commit, one));
            }
        );
        Assert.False(cache.HoldsBlob(file));
    }

    [Fact]
    public void A_lock_that_is_held_is_waited_for_and_named()
    {
        var path = Path.Combine(Cache, ".locks", "models--someone--small", WeightsDigest + ".lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using (new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            var error = Assert.Throws<HubLockException>(() => Download(Options(longestLock: 0.2)));
            Assert.Contains(path, error.Message);
        }

        Download();
        CheckWeights();
    }

    [Fact]
    public async Task A_lock_is_held_by_one_at_a_time()
    {
        var path = Path.Combine(Cache, ".locks", "one.lock");
        using (await FileLock.Take(path, null, _ => { }, CancellationToken.None))
        {
            await Assert.ThrowsAsync<HubLockException>(() =>
                FileLock.Take(path, TimeSpan.Zero, _ => { }, CancellationToken.None)
            );
        }

        (await FileLock.Take(path, TimeSpan.Zero, _ => { }, CancellationToken.None)).Dispose();
    }

    [SkippableFact]
    public void The_lock_is_the_one_that_Pythons_tools_take()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Python's tools take this lock by flock on Unix only");
        var path = Path.Combine(Cache, ".locks", "models--someone--small", WeightsDigest + ".lock");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Process holder;
        try
        {
            holder = Process.Start(
                new ProcessStartInfo("flock", [path, "sh", "-c", "echo held; read line"])
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                }
            )!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            Skip.If(true, $"there is no program that takes such a lock: {e.Message}");
            throw;
        }

        using (holder)
        {
            Assert.Equal("held", holder.StandardOutput.ReadLine());
            Assert.Throws<HubLockException>(() => Download(Options(longestLock: 0.2)));
            holder.StandardInput.WriteLine();
            holder.WaitForExit();
        }

        Download();
        CheckWeights();
    }

    [SkippableFact]
    public void A_disk_without_room_is_refused_with_both_numbers_before_anything_is_fetched()
    {
        using var disk = SmallDisk.Mount(kilobytes: 64);

        var error = Assert.Throws<DiskFullException>(() => DownloadTo(disk.Path));

        Assert.Matches("needs 100[0-9]{3} bytes more, and the disk has room for [0-9]{4,5}[.]", error.Message);
        Assert.Contains("HF_HUB_CACHE", error.Message);
        Assert.Single(Hub.HubRequests);
    }

    [SkippableFact]
    public void A_disk_that_runs_full_midway_keeps_what_has_arrived_and_goes_on_when_there_is_room()
    {
        using var disk = SmallDisk.Mount(kilobytes: 256);
        var filled = false;
        Hub.AtStorage = (_, usual) =>
        {
            if (!filled)
            {
                disk.Fill("filler");
                filled = true;
            }

            return usual;
        };

        var error = Assert.Throws<DiskFullException>(() => DownloadTo(disk.Path));

        Assert.Contains("of 100000 bytes of model.safetensors", error.Message);
        Assert.Contains(".circuitry.incomplete", error.Message);
        disk.Grow(512);
        var folder = DownloadTo(disk.Path);
        Assert.Equal(Weights, File.ReadAllBytes(Path.Combine(folder.Path, "model.safetensors")));
    }

    [SkippableFact]
    public void A_cache_that_cannot_be_written_is_named()
    {
        using var disk = SmallDisk.Mount(kilobytes: 512);
        disk.Protect();

        var error = Assert.Throws<HubCacheException>(() => DownloadTo(disk.Path));

        Assert.Contains(disk.Path, error.Message);
        Assert.Contains("HF_HUB_CACHE", error.Message);
        disk.Unprotect();
        DownloadTo(disk.Path);
        disk.Protect();
        // What is complete needs no writing.
        DownloadTo(disk.Path);
    }

    private ModelFolder DownloadTo(string cache) =>
        ModelHub.Download(
            FakeHub.Name,
            new HubOptions
            {
                Endpoint = Hub.Address,
                Cache = cache,
                Token = "",
                Offline = false,
                FirstWait = TimeSpan.FromMilliseconds(1),
                Parallel = 1,
            }
        );
}
