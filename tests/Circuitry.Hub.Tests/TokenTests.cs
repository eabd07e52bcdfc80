namespace Circuitry.Hub.Tests;

/// <summary>The token goes to the hub, and to nobody else.</summary>
public sealed class TokenTests : HubFixture
{
    private const string Token = "hf_secret";

    private readonly TemporaryFolder _home = new();

    public override void Dispose()
    {
        _home.Dispose();
        base.Dispose();
    }

    [Fact]
    public void The_hub_gets_the_token_and_the_storage_does_not()
    {
        Download(Options(token: Token));

        Assert.All(Hub.HubRequests, request => Assert.Equal($"Bearer {Token}", request["Authorization"]));
        Assert.All(Hub.StorageRequests, request => Assert.Null(request["Authorization"]));
        Assert.NotEmpty(Hub.StorageRequests);
    }

    [Fact]
    public void A_list_that_is_redirected_to_another_host_is_asked_for_there_without_the_token()
    {
        Hub.AtHub = (request, usual) =>
            request.Target.StartsWith("/api/", StringComparison.Ordinal)
                ? new Reply(302).With("Location", $"{Hub.StorageAddress}elsewhere")
                : usual;
        Hub.AtStorage = (_, _) => new Reply(404);

        Assert.Throws<ModelNotFoundException>(() => Download(Options(token: Token)));

        Assert.Null(Assert.Single(Hub.StorageRequests)["Authorization"]);
    }

    [Fact]
    public void Without_a_token_none_is_sent()
    {
        Download();

        Assert.All(Hub.HubRequests, request => Assert.Null(request["Authorization"]));
    }

    [Fact]
    public void No_error_holds_the_token_or_the_signature_of_an_address()
    {
        Hub.AtStorage = (_, usual) => usual.Cut(0);

        var error = Assert.Throws<HubUnreachableException>(() => Download(Options(token: Token, attempts: 2)));

        Assert.DoesNotContain(Token, error.ToString());
        Assert.DoesNotContain("=secret", error.ToString());
        Assert.DoesNotContain(Token, Options(token: Token).ToString());
    }

    [Theory]
    [InlineData("https://hub/model", "http://storage/model", false)]
    [InlineData("https://hub/model", "http://hub/model", false)]
    [InlineData("https://hub/model", "ftp://hub/model", false)]
    [InlineData("https://hub/model", "file:///etc/passwd", false)]
    [InlineData("https://hub/model", "https://storage/model", true)]
    [InlineData("http://hub/model", "https://hub/model", true)]
    [InlineData("http://hub/model", "/moved", true)]
    public void A_redirect_never_leads_out_of_encryption(string from, string to, bool isFollowed)
    {
        using var answer = new HttpResponseMessage(System.Net.HttpStatusCode.Found);
        answer.Headers.TryAddWithoutValidation("Location", to);

        if (isFollowed)
        {
            Assert.Equal(new Uri(new Uri(from), to), HubConnection.Redirect(new Uri(from), answer));
        }
        else
        {
            Assert.Throws<HubAnswerException>(() => HubConnection.Redirect(new Uri(from), answer));
        }
    }

    [Theory]
    [InlineData("http://hub/a", "http://hub/b?c", true)]
    [InlineData("http://hub/a", "http://HUB/b", true)]
    [InlineData("http://hub/a", "http://hub:8080/a", false)]
    [InlineData("http://hub/a", "https://hub/a", false)]
    [InlineData("http://hub/a", "http://hub.elsewhere/a", false)]
    public void Another_port_scheme_or_host_is_somebody_else(string one, string other, bool isSame) =>
        Assert.Equal(isSame, HubConnection.IsSameOrigin(new Uri(one), new Uri(other)));

    [Fact]
    public void The_token_is_found_where_Pythons_tools_keep_it()
    {
        File.WriteAllText(_home.File("token"), " from-file\n");
        File.WriteAllText(_home.File("other"), "from-path");
        var variables = new Dictionary<string, string> { ["HF_HOME"] = _home.Path };

        Assert.Equal("from-file", Of(variables));
        variables["HF_TOKEN_PATH"] = _home.File("other");
        Assert.Equal("from-path", Of(variables));
        variables["HUGGING_FACE_HUB_TOKEN"] = "older";
        Assert.Equal("older", Of(variables));
        variables["HF_TOKEN"] = "newer\n";
        Assert.Equal("newer", Of(variables));
        variables["HF_HUB_DISABLE_IMPLICIT_TOKEN"] = "1";
        Assert.Null(Of(variables));
        Assert.Equal("given", HubToken.Of(new HubOptions { Token = "given" }, Home(variables)));
        Assert.Null(HubToken.Of(new HubOptions { Token = "" }, Home(variables)));
    }

    [Fact]
    public void A_token_that_can_be_none_is_refused_without_being_told()
    {
        var error = Assert.Throws<TokenRefusedException>(() => Of(new() { ["HF_TOKEN"] = "hf_one\r\nX: two" }));

        Assert.Contains("HF_TOKEN", error.Message);
        Assert.DoesNotContain("hf_one", error.Message);
    }

    private static string? Of(Dictionary<string, string> variables) => HubToken.Of(new HubOptions(), Home(variables));

    private static HuggingFaceHome Home(Dictionary<string, string> variables) =>
        new(name => variables.GetValueOrDefault(name));
}
