using System.IO.Compression;
using System.Text;

namespace Circuitry.Hub.Tests;

/// <summary>Whatever happens to a transfer on its way, it ends in the right bytes or in an error that says what was wrong.</summary>
public sealed class ResumeTests : HubFixture
{
    private int _answers;

    [Fact]
    public void A_transfer_that_breaks_off_goes_on_where_it_was()
    {
        Storage(usual => usual.Cut(30_000), usual => usual.Cut(50_000));

        Download();

        CheckWeights();
        Assert.Equal([null, 30_000, 80_000], Hub.StorageRequests.Select(request => request.From));
        Assert.Equal("\"storage\"", Hub.StorageRequests[1]["If-Range"]);
    }

    [Fact]
    public void A_transfer_that_breaks_off_more_often_than_is_tried_goes_on_while_bytes_come()
    {
        Storage([.. Enumerable.Repeat<Func<Reply, Reply>>(usual => usual.Cut(9_000), 10)]);

        Download(Options(attempts: 2));

        CheckWeights();
    }

    [Fact]
    public void A_transfer_that_comes_no_further_ends_and_keeps_what_has_arrived()
    {
        Hub.AtStorage = (request, usual) => usual.Cut(request.From is null ? 30_000 : 0);

        var error = Assert.Throws<HubUnreachableException>(() => Download());

        Assert.Contains($"127.0.0.1:{Hub.StorageAddress.Port}", error.Message);
        Assert.Contains("model.safetensors", error.Message);
        Assert.Equal(30_000, new FileInfo(Part).Length);
    }

    [Fact]
    public void A_server_that_gives_the_whole_in_place_of_a_part_does_not_double_it()
    {
        Storage(usual => usual.Cut(30_000), _ => new Reply(200, Weights));

        Download();

        CheckWeights();
    }

    [Fact]
    public void A_server_that_starts_anew_each_time_and_breaks_off_is_given_up()
    {
        Hub.AtStorage = (_, _) => new Reply(200, Weights).Cut(30_000);

        Assert.Throws<HubUnreachableException>(() => Download());

        Assert.Equal(4, Hub.StorageRequests.Count);
    }

    [Theory]
    [InlineData("bytes 0-99999/100000")]
    [InlineData("bytes 30001-99999/100000")]
    [InlineData("bytes 30000-99999/200000")]
    public void A_part_that_is_not_the_one_that_is_missing_is_not_added(string range)
    {
        Storage(usual => usual.Cut(30_000), usual => usual.With("Content-Range", range), usual => usual);

        Download();

        CheckWeights();
        Assert.Null(Hub.StorageRequests[2].From);
    }

    [Fact]
    public void A_range_that_is_refused_starts_the_file_anew()
    {
        Storage(usual => usual.Cut(30_000), _ => new Reply(416));

        Download();

        CheckWeights();
        Assert.Equal([null, 30_000, null], Hub.StorageRequests.Select(request => request.From));
    }

    [Fact]
    public void A_transfer_that_stalls_goes_on()
    {
        Storage(usual => usual.Stall(30_000));

        Download(Options(patience: 0.4));

        CheckWeights();
        Assert.Equal(30_000, Hub.StorageRequests[1].From);
    }

    [Fact]
    public void A_server_that_never_answers_is_named_with_the_time()
    {
        Hub.AtHub = (_, usual) => usual with { Body = [], Length = 100, SendOnly = 0, Then = () => Task.Delay(5000) };

        var error = Assert.Throws<HubUnreachableException>(() => Download(Options(patience: 0.2, attempts: 2)));

        Assert.Contains($"127.0.0.1:{Hub.Address.Port}", error.Message);
        Assert.Contains("HTTPS_PROXY", error.Message);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    public void An_address_that_has_expired_is_asked_for_again(int status)
    {
        Storage(usual => usual.Cut(30_000), _ => new Reply(status, "<Error>expired</Error>"));

        Download();

        CheckWeights();
        Assert.Equal(
            2,
            Hub.HubRequests.Count(request => request.Target.EndsWith("model.safetensors", StringComparison.Ordinal))
        );
        Assert.Equal(30_000, Hub.StorageRequests[2].From);
    }

    [Fact]
    public void A_file_that_changes_between_two_ranges_and_says_so_is_fetched_anew()
    {
        var old = FakeHub.Bytes(100_000, seed: 2);
        Storage(
            _ => new Reply(200, old).With("ETag", "\"old\"").Cut(30_000),
            _ => new Reply(200, Weights).With("ETag", "\"new\"")
        );

        Download();

        CheckWeights();
        Assert.Equal("\"old\"", Hub.StorageRequests[1]["If-Range"]);
    }

    [Fact]
    public void A_file_that_changes_between_two_ranges_in_silence_is_fetched_anew()
    {
        Storage(_ => new Reply(200, FakeHub.Bytes(100_000, seed: 2)).Cut(30_000));

        Download();

        CheckWeights();
        Assert.Equal([null, 30_000, null], Hub.StorageRequests.Select(request => request.From));
    }

    [Fact]
    public void Right_size_and_wrong_bytes_are_deleted_and_both_digests_told()
    {
        var other = FakeHub.Bytes(100_000, seed: 2);
        Hub.AtStorage = (_, _) => new Reply(200, other);

        var error = Assert.Throws<ChecksumException>(() => Download());

        Assert.Contains(WeightsDigest, error.Message);
        Assert.Contains(FakeHub.Digest("model.safetensors", other), error.Message);
        Assert.False(File.Exists(Part));
        Assert.False(Path.Exists(Path.Combine(Snapshot, "model.safetensors")));
        Assert.False(Path.Exists(Path.Combine(Model, "refs", "main")));
        Assert.Single(Hub.StorageRequests);
    }

    [Fact]
    public void Small_files_are_checked_as_well()
    {
        var wrong = Encoding.UTF8.GetBytes("{\"model_type\":\"gpt3\"}");
        Hub.AtHub = (request, usual) =>
            request.Method == "GET" && request.Target.EndsWith("config.json", StringComparison.Ordinal)
                ? usual with
                {
                    Body = wrong,
                }
                : usual;

        var error = Assert.Throws<ChecksumException>(() => Download());

        Assert.Contains("config.json", error.Message);
        Assert.Contains(FakeHub.Digest("config.json", wrong), error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99_999)]
    [InlineData(100_000)]
    public void A_part_of_an_earlier_process_is_continued(int bytes)
    {
        Leave(Part, Weights[..bytes]);

        Download();

        CheckWeights();
        Assert.Equal(
            bytes == 100_000 ? [] : new int?[] { bytes == 0 ? null : bytes },
            Hub.StorageRequests.Select(request => request.From)
        );
    }

    [Theory]
    [InlineData(40_000)]
    [InlineData(100_000)]
    [InlineData(100_001)]
    public void A_part_of_other_bytes_is_fetched_anew(int bytes)
    {
        Leave(Part, FakeHub.Bytes(bytes, seed: 3));

        Download();

        CheckWeights();
        // One that is whole or longer can only be wrong, and nothing is asked for behind it.
        Assert.Equal(
            bytes < 100_000 ? [bytes, null] : new int?[] { null },
            Hub.StorageRequests.Select(request => request.From)
        );
    }

    [Fact]
    public void A_body_that_is_shorter_than_it_was_said_to_be_is_continued()
    {
        Storage(usual => usual with { Body = usual.Body[..40_000], Length = 100_000 });

        Download();

        CheckWeights();
        Assert.Equal(40_000, Hub.StorageRequests[1].From);
    }

    [Theory]
    [InlineData(40_000)]
    [InlineData(100_500)]
    public void A_body_without_a_length_that_ends_elsewhere_than_the_file_does_is_no_file(int bytes)
    {
        Storage(_ =>
            new Reply(200, [.. Weights, .. new byte[500]]) { WithoutLength = true, SendOnly = null } with
            {
                Body = [.. Weights.Concat(new byte[500]).Take(bytes)],
            }
        );

        Download();

        CheckWeights();
    }

    [Fact]
    public void A_server_that_never_stops_giving_bytes_fills_no_disk()
    {
        Hub.AtStorage = (_, _) =>
        {
            Assert.True(
                !File.Exists(Part) || new FileInfo(Part).Length <= Weights.Length,
                "more is kept than there is"
            );
            return new Reply(200, FakeHub.Bytes(300_000, seed: 3)) { WithoutLength = true };
        };

        var error = Assert.Throws<HubAnswerException>(() => Download());

        Assert.Contains("more bytes of model.safetensors than there are", error.Message);
        Assert.InRange(new FileInfo(Part).Length, 0, Weights.Length);
    }

    [Theory]
    [InlineData(635)]
    [InlineData(200_000)]
    public void A_page_of_a_proxy_is_not_saved_as_the_file(int bytes)
    {
        Hub.AtStorage = (_, _) =>
            new Reply(200, new string('<', bytes)).With("Content-Type", "text/html; charset=utf-8");

        var error = Assert.Throws<HubAnswerException>(() => Download());

        Assert.Contains($"{bytes} bytes of text/html", error.Message);
        Assert.Contains("100000 are missing", error.Message);
        Assert.Contains("sign-in", error.Message);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public void A_small_file_that_is_compressed_unasked_is_read(string encoding)
    {
        Hub.AtHub = (request, usual) =>
            request.Method == "GET" && request.Target.EndsWith("tokenizer.json", StringComparison.Ordinal)
                ? (usual with { Body = Compressed(usual.Body, encoding), WithoutLength = true }).With(
                    "Content-Encoding",
                    encoding
                )
                : usual;

        Download();

        CheckFiles("tokenizer.json");
        Assert.Equal("identity", Hub.HubRequests[0]["Accept-Encoding"]);
    }

    private static byte[] Compressed(byte[] content, string encoding)
    {
        using var to = new MemoryStream();
        using (
            Stream through = encoding switch
            {
                "gzip" => new GZipStream(to, CompressionMode.Compress),
                "br" => new BrotliStream(to, CompressionMode.Compress),
                _ => new ZLibStream(to, CompressionMode.Compress),
            }
        )
        {
            through.Write(content);
        }

        return to.ToArray();
    }

    /// <summary>Changes the first answers of the storage, one after the other.</summary>
    private void Storage(params Func<Reply, Reply>[] changes) =>
        Hub.AtStorage = (_, usual) => _answers < changes.Length ? changes[_answers++](usual) : usual;
}
