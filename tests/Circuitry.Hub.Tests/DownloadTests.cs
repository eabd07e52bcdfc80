using System.Text;

namespace Circuitry.Hub.Tests;

public sealed class DownloadTests : HubFixture
{
    [Fact]
    public void A_model_comes_into_the_cache_in_the_layout_of_Pythons_tools()
    {
        var folder = Download();

        Assert.Equal(Snapshot, folder.Path);
        Assert.Equal($"someone/small@{FakeHub.Commit}", folder.Revision);
        CheckFiles("config.json", "model.safetensors", "tokenizer.json");
        CheckWeights();
        Assert.Equal(FakeHub.Commit, File.ReadAllText(Path.Combine(Model, "refs", "main")));
        Assert.Equal(
            $"../../blobs/{WeightsDigest}",
            new FileInfo(Path.Combine(Snapshot, "model.safetensors")).LinkTarget
        );
        Assert.True(File.Exists(Path.Combine(Cache, ".locks", "models--someone--small", WeightsDigest + ".lock")));
        Assert.Equal(folder.Path, HuggingFaceCache.Find(FakeHub.Name, root: Cache));
        Assert.Equal(folder.Revision, ModelFolder.Find(FakeHub.Name, Cache).Revision);
    }

    [Fact]
    public void Only_what_is_read_is_downloaded()
    {
        foreach (
            var other in new[]
            {
                "pytorch_model.bin",
                "model.gguf",
                "onnx/model.onnx",
                "README.md",
                "vocab.json",
                "merges.txt",
                "model.safetensors.index.json",
                "model-00001-of-00002.safetensors",
            }
        )
        {
            Hub.Files[other] = Encoding.UTF8.GetBytes("not needed");
        }

        Hub.Files["generation_config.json"] = Encoding.UTF8.GetBytes("{}");
        Hub.Files["special_tokens_map.json"] = [];

        Download();

        Assert.Equal(
            ["config.json", "generation_config.json", "model.safetensors", "special_tokens_map.json", "tokenizer.json"],
            Directory.GetFiles(Snapshot).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            0,
            new FileInfo(Path.Combine(Snapshot, "special_tokens_map.json")).ResolveLinkTarget(true) is FileInfo empty
                ? empty.Length
                : -1
        );
    }

    [Fact]
    public void What_a_model_lacks_is_noted_as_Pythons_tools_note_it()
    {
        Hub.Files["added_tokens.json"] = Encoding.UTF8.GetBytes("{}");

        Download();

        var marks = Path.Combine(Model, ".no_exist", FakeHub.Commit);
        Assert.Equal(
            [
                "generation_config.json",
                "merges.txt",
                "model.safetensors.index.json",
                "special_tokens_map.json",
                "tokenizer.model",
                "tokenizer_config.json",
                "vocab.json",
            ],
            Directory.GetFiles(marks).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.All(Directory.GetFiles(marks), mark => Assert.Equal(0, new FileInfo(mark).Length));
    }

    [Fact]
    public void What_a_model_has_and_cannot_be_checked_is_not_noted_as_lacking()
    {
        Hub.AtHub = (request, usual) =>
            request.Target.StartsWith("/api/", StringComparison.Ordinal)
                ? usual with
                {
                    Body = Encoding.UTF8.GetBytes(
                        Encoding
                            .UTF8.GetString(usual.Body)
                            .Replace(
                                "\"siblings\":[",
                                "\"siblings\":[{\"rfilename\":\"vocab.json\"},",
                                StringComparison.Ordinal
                            )
                    ),
                }
                : usual;

        Download();

        var marks = Path.Combine(Model, ".no_exist", FakeHub.Commit);
        Assert.False(File.Exists(Path.Combine(marks, "vocab.json")));
        Assert.True(File.Exists(Path.Combine(marks, "merges.txt")));
    }

    [Fact]
    public void Shards_are_those_that_the_index_names()
    {
        Shard("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors");
        Hub.Files["model-00003-of-00003.safetensors"] = [1];

        Download();

        CheckFiles("model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors");
        Assert.False(Path.Exists(Path.Combine(Snapshot, "model-00003-of-00003.safetensors")));
    }

    [Theory]
    [InlineData("../../../escaped.safetensors")]
    [InlineData("/tmp/escaped.safetensors")]
    [InlineData("C:\\escaped.safetensors")]
    [InlineData("absent.safetensors")]
    public void Shards_that_an_index_puts_elsewhere_are_refused(string shard)
    {
        Shard(shard);
        Hub.Files[shard] = [1, 2, 3];
        if (shard.StartsWith("absent", StringComparison.Ordinal))
        {
            Hub.Files.Remove(shard);
        }

        var error = Assert.Throws<HubAnswerException>(() => Download());

        Assert.Contains(shard, error.Message);
        Assert.Empty(Hub.StorageRequests);
    }

    [Fact]
    public void A_second_download_asks_for_no_content()
    {
        Download();
        var before = Hub.HubRequests.Count;

        Assert.Equal(Snapshot, Download().Path);

        Assert.Single(Hub.HubRequests.Skip(before));
        Assert.Single(Hub.StorageRequests);
    }

    [Fact]
    public void A_file_that_is_missing_from_a_snapshot_comes_back_from_its_content()
    {
        Download();
        File.Delete(Path.Combine(Snapshot, "model.safetensors"));

        Download();

        CheckWeights();
        Assert.Single(Hub.StorageRequests);
    }

    [Fact]
    public void Content_that_another_commit_has_too_is_not_fetched_again()
    {
        Download();
        Hub.Head = new string('f', 40);
        Hub.Files["config.json"] = Encoding.UTF8.GetBytes("{\"model_type\":\"gpt2\", \"n_layer\":1}");

        var folder = Download();

        Assert.EndsWith(Hub.Head, folder.Revision);
        Assert.Single(Hub.StorageRequests);
        Assert.Equal(Hub.Head, File.ReadAllText(Path.Combine(Model, "refs", "main")));
        Assert.Equal(Weights, File.ReadAllBytes(Path.Combine(folder.Path, "model.safetensors")));
    }

    [Theory]
    [InlineData("refs/pr/1", "refs%2Fpr%2F1")]
    [InlineData("v1.0", "v1.0")]
    public void A_revision_is_asked_for_as_one_word_and_noted_with_its_commit(string revision, string asked)
    {
        var folder = Download(name: $"{FakeHub.Name}@{revision}");

        Assert.Contains($"/revision/{asked}?", Hub.HubRequests[0].Target);
        Assert.Equal(FakeHub.Commit, File.ReadAllText(Path.Combine([Model, "refs", .. revision.Split('/')])));
        Assert.Equal(folder.Path, ModelFolder.Find($"{FakeHub.Name}@{revision}", Cache).Path);
        Assert.False(Path.Exists(Path.Combine(Model, "refs", "main")));
    }

    [Fact]
    public void A_commit_has_no_reference()
    {
        Download(name: $"{FakeHub.Name}@{FakeHub.Commit}");

        CheckWeights();
        Assert.False(Path.Exists(Path.Combine(Model, "refs")));
    }

    [Fact]
    public void Every_file_is_asked_for_at_the_commit_that_the_branch_was_at()
    {
        Download();

        Assert.All(
            Hub.HubRequests.Skip(1),
            request => Assert.StartsWith($"/{FakeHub.Name}/resolve/{FakeHub.Commit}/", request.Target)
        );
    }

    [Fact]
    public void A_model_that_was_renamed_is_followed_with_the_token()
    {
        Hub.AtHub = (request, usual) =>
            request.Target.StartsWith("/api/", StringComparison.Ordinal) ? usual
            : request.Target.StartsWith("/moved", StringComparison.Ordinal)
                ? usual with
                {
                    Status = 200,
                    Body = Hub.Files[request.Target.Split('/')[^1]],
                    Headers = new Dictionary<string, string>
                    {
                        ["ETag"] = $"\"{FakeHub.Digest(request.Target, Hub.Files[request.Target.Split('/')[^1]])}\"",
                        ["X-Repo-Commit"] = FakeHub.Commit,
                    },
                }
            : new Reply(307).With("Location", "/moved" + request.Target);

        Download(Options(token: "hf_secret"));

        CheckWeights();
        Assert.All(Hub.HubRequests, request => Assert.Equal("Bearer hf_secret", request["Authorization"]));
    }

    [Fact]
    public void A_configuration_comes_alone_and_does_not_move_a_branch_that_has_weights()
    {
        var file = ModelHub.DownloadConfiguration(FakeHub.Name, Options());

        Assert.Equal(Path.Combine(Snapshot, "config.json"), file.Path);
        Assert.Equal($"someone/small@{FakeHub.Commit}", file.Revision);
        Assert.Equal(["config.json"], Directory.GetFiles(Snapshot).Select(Path.GetFileName));
        Download();
        Hub.Head = new string('f', 40);

        ModelHub.DownloadConfiguration(FakeHub.Name, Options());

        Assert.Equal(Snapshot, ModelFolder.Find(FakeHub.Name, Cache).Path);
    }

    [Fact]
    public void Progress_counts_bytes_up_to_all_of_them()
    {
        var seen = new List<Progress>();

        ModelHub.Download(FakeHub.Name, Options(), new Relay(seen.Add));

        var total = Hub.Files.Values.Sum(content => (long)content.Length);
        Assert.All(
            seen,
            progress =>
                Assert.Equal(
                    ("download someone/small", total, "bytes"),
                    (progress.Stage, progress.Total, progress.Unit)
                )
        );
        Assert.Equal(0, seen[0].Done);
        Assert.Equal(total, seen[^1].Done);
        Assert.NotNull(seen[^1].Elapsed);
    }

    [Fact]
    public void A_download_that_is_cancelled_stops_and_keeps_what_has_arrived()
    {
        using var cancel = new CancellationTokenSource();
        Hub.AtStorage = (_, usual) =>
            usual.Cut(30_000) with
            {
                Then = async () =>
                {
                    while (!File.Exists(Part) || new FileInfo(Part).Length < 30_000)
                    {
                        await Task.Delay(5);
                    }

                    await cancel.CancelAsync();
                    await Task.Delay(TimeSpan.FromSeconds(30));
                },
            };

        Assert.ThrowsAny<OperationCanceledException>(() =>
            ModelHub.Download(FakeHub.Name, Options(), cancellation: cancel.Token)
        );

        Assert.Equal(30_000, new FileInfo(Part).Length);
        Hub.AtStorage = null;
        Download();
        CheckWeights();
        Assert.Equal(30_000, Hub.StorageRequests[^1].From);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b/c")]
    [InlineData("../up")]
    [InlineData("a--b/c")]
    [InlineData("a/b@")]
    [InlineData("a/b@../main")]
    [InlineData("a\\b")]
    public void What_is_no_name_is_refused_before_any_request(string name)
    {
        Assert.Throws<ModelNameException>(() => Download(name: name));
        Assert.Empty(Hub.HubRequests);
    }

    private void Shard(params string[] shards)
    {
        Hub.Files.Remove("model.safetensors");
        foreach (var (shard, number) in shards.Select((shard, number) => (shard, number)))
        {
            Hub.Files[shard] = FakeHub.Bytes(20_000, seed: number);
        }

        var map = string.Join(
            ", ",
            shards.Select((shard, number) => $"\"t{number}\": {System.Text.Json.JsonSerializer.Serialize(shard)}")
        );
        Hub.Files["model.safetensors.index.json"] = Encoding.UTF8.GetBytes($"{{\"weight_map\": {{{map}}}}}");
    }
}
