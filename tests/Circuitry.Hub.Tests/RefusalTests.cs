using System.Diagnostics;
using System.Globalization;

namespace Circuitry.Hub.Tests;

/// <summary>Each way in which a hub says no has its own exception, which names the model and the remedy.</summary>
public sealed class RefusalTests : HubFixture
{
    [Theory]
    [InlineData(401, "RepoNotFound", false, typeof(ModelNotFoundException), "no public model", "HF_TOKEN")]
    [InlineData(404, "RepoNotFound", true, typeof(ModelNotFoundException), "that the token may see", "account")]
    [InlineData(404, null, false, typeof(ModelNotFoundException), "no public model", "spelling")]
    [InlineData(401, null, false, typeof(TokenMissingException), "asks for a token", "HF_TOKEN")]
    [InlineData(401, null, true, typeof(TokenRefusedException), "refuses the token", "expired")]
    [InlineData(403, null, true, typeof(TokenRefusedException), "does not let the token", "right to read")]
    [InlineData(401, "GatedRepo", false, typeof(GatedModelException), "terms", "HF_TOKEN")]
    [InlineData(403, "GatedRepo", true, typeof(GatedModelException), "terms", "owner of the token")]
    [InlineData(
        404,
        "RevisionNotFound",
        false,
        typeof(RevisionNotFoundException),
        "no branch, tag or commit 'v9'",
        "main"
    )]
    [InlineData(418, null, false, typeof(HubAnswerException), "418", "HF_ENDPOINT")]
    public void A_refusal_has_its_own_exception(
        int status,
        string? code,
        bool hasToken,
        Type expected,
        string says,
        string remedy
    )
    {
        Hub.AtHub = (_, _) => code is null ? new Reply(status) : new Reply(status).With("X-Error-Code", code);

        var error = Assert.Throws(
            expected,
            () => Download(Options(token: hasToken ? "hf_secret" : ""), $"{FakeHub.Name}@v9")
        );

        Assert.IsAssignableFrom<CircuitryException>(error);
        Assert.Contains(says, error.Message);
        Assert.Contains(remedy, error.Message);
        Assert.DoesNotContain("hf_secret", error.ToString());
        Assert.Single(Hub.HubRequests);
    }

    [Fact]
    public void Every_exception_is_one_of_the_hubs() =>
        Assert.All(
            typeof(ModelHub).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(Exception))),
            type => Assert.True(type.IsAssignableTo(typeof(HubException)), type.Name)
        );

    [Fact]
    public void A_gated_model_says_so_where_its_files_are_asked_for()
    {
        Hub.AtHub = (request, usual) =>
            request.Method == "HEAD" ? new Reply(401).With("X-Error-Code", "GatedRepo") : usual;

        var error = Assert.Throws<GatedModelException>(() => Download());

        Assert.Contains(FakeHub.Name, error.Message);
    }

    [Fact]
    public void What_the_hub_says_is_passed_on_without_its_control_characters()
    {
        Hub.AtHub = (_, _) => new Reply(401).With("X-Error-Message", "Invalid\tcredentials");

        var error = Assert.Throws<TokenRefusedException>(() => Download(Options(token: "hf_secret")));

        Assert.Contains("Invalid␉credentials", error.Message);
    }

    [Fact]
    public void A_model_without_a_configuration_is_named()
    {
        Hub.Files.Remove("config.json");

        Assert.Contains("config.json", Assert.Throws<HubFileNotFoundException>(() => Download()).Message);
    }

    [Fact]
    public void A_model_without_safetensors_names_what_it_has_and_where_they_often_are()
    {
        Hub.Files.Remove("model.safetensors");
        Hub.Files["pytorch_model.bin"] = [1];

        var error = Assert.Throws<NoSafetensorsException>(() => Download());

        Assert.Contains("pytorch_model.bin", error.Message);
        Assert.Contains("refs/pr/1", error.Message);
        Assert.Single(Hub.HubRequests);
    }

    [Theory]
    [InlineData("Retry-After", "1")]
    [InlineData("ratelimit", "\"api\";r=0;t=1")]
    public void A_server_that_asks_to_wait_is_left_alone_for_so_long(string header, string value)
    {
        var first = true;
        Hub.AtHub = (_, usual) =>
        {
            (var asked, first) = (first, false);
            return asked ? new Reply(429).With(header, value) : usual;
        };
        var watch = Stopwatch.StartNew();

        Download();

        Assert.InRange(watch.Elapsed.TotalSeconds, 0.95, 10);
        CheckWeights();
    }

    [Fact]
    public void A_wait_until_a_date_is_understood()
    {
        using var answer = new HttpResponseMessage();
        answer.Headers.Add(
            "Retry-After",
            DateTimeOffset.UtcNow.AddSeconds(60).ToString("R", CultureInfo.InvariantCulture)
        );

        Assert.InRange(RequestedWait.Of(answer)!.Value.TotalSeconds, 50, 61);
    }

    [Fact]
    public void A_wait_that_is_too_long_is_told_at_once()
    {
        Hub.AtHub = (_, _) => new Reply(429).With("Retry-After", "3600");

        var error = Assert.Throws<HubBusyException>(() => Download(Options(longestWait: 60)));

        Assert.Contains("3600 seconds", error.Message);
        Assert.Contains("60", error.Message);
        Assert.Single(Hub.HubRequests);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public void A_server_that_is_out_of_order_is_asked_again_and_given_up_in_the_end(int status)
    {
        Hub.AtHub = (_, _) => new Reply(status);

        var error = Assert.Throws<HubBusyException>(() => Download(Options(attempts: 3)));

        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), error.Message);
        Assert.Equal(3, Hub.HubRequests.Count);
    }

    [Fact]
    public void A_storage_that_is_out_of_order_for_a_moment_is_asked_again()
    {
        var left = 2;
        Hub.AtStorage = (_, usual) => left-- > 0 ? new Reply(503) : usual;

        Download();

        CheckWeights();
    }

    [Theory]
    [InlineData("<html>Sign in to this network</html>")]
    [InlineData("[]")]
    [InlineData("{\"sha\": \"main\", \"siblings\": []}")]
    [InlineData("{\"sha\": \"0123456789abcdef0123456789abcdef01234567\"}")]
    public void A_page_in_the_place_of_the_hub_is_no_model(string body)
    {
        Hub.AtHub = (_, _) => new Reply(200, body).With("Content-Type", "text/html");

        var error = Assert.Throws<HubAnswerException>(() => Download());

        Assert.Contains("sign-in", error.Message);
        Assert.False(Directory.Exists(Model));
    }

    [Fact]
    public void A_page_in_the_place_of_a_file_is_none()
    {
        Hub.AtHub = (request, usual) =>
            request.Target.StartsWith("/api/", StringComparison.Ordinal) ? usual : new Reply(200, "<html>");

        Assert.Contains("names no commit", Assert.Throws<HubAnswerException>(() => Download()).Message);
    }

    [Fact]
    public void A_hub_that_contradicts_itself_is_not_believed()
    {
        Hub.AtHub = (request, usual) =>
            request.Method == "HEAD" && request.Target.EndsWith(".safetensors", StringComparison.Ordinal)
                ? usual.With("X-Linked-Etag", $"\"{new string('b', 64)}\"")
                : usual;

        var error = Assert.Throws<HubAnswerException>(() => Download());

        Assert.Contains(WeightsDigest, error.Message);
        Assert.Contains(new string('b', 64), error.Message);
    }

    [Fact]
    public void A_file_of_another_commit_is_not_taken()
    {
        Hub.AtHub = (request, usual) =>
            request.Method == "HEAD" && request.Target.EndsWith(".safetensors", StringComparison.Ordinal)
                ? usual.With("X-Repo-Commit", new string('c', 40))
                : usual;

        var error = Assert.Throws<HubAnswerException>(() => Download());

        Assert.Contains(FakeHub.Commit, error.Message);
        Assert.Contains(new string('c', 40), error.Message);
        Assert.Empty(Hub.StorageRequests);
    }

    [Fact]
    public void Redirects_without_end_are_left()
    {
        Hub.AtHub = (request, _) => new Reply(307).With("Location", request.Target);

        Assert.Contains("redirects more than", Assert.Throws<HubAnswerException>(() => Download()).Message);
    }

    [Fact]
    public void A_hub_that_nobody_runs_cannot_be_reached()
    {
        var address = Hub.Address;
        Hub.Dispose();

        var error = Assert.Throws<HubUnreachableException>(() => Download());

        Assert.Contains($"127.0.0.1:{address.Port}", error.Message);
        Assert.Contains("HF_ENDPOINT", error.Message);
    }

    [Theory]
    [InlineData("ftp://hub")]
    [InlineData("hub")]
    public void An_endpoint_that_is_no_address_is_refused(string endpoint) =>
        Assert.Contains(
            endpoint,
            Assert
                .Throws<HubAnswerException>(() =>
                    Download(Options(endpoint: new Uri(endpoint, UriKind.RelativeOrAbsolute)))
                )
                .Message
        );
}
