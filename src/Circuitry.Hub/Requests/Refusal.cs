namespace Circuitry.Hub;

/// <summary>Says what a hub's refusal means and what to do about it.</summary>
internal static class Refusal
{
    /// <summary>The error of an answer that is no success.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="address">Who gave it.</param>
    /// <param name="name">The model that was asked for.</param>
    /// <param name="file">The file that was asked for; null where none was.</param>
    /// <param name="hasToken">Whether a token was sent.</param>
    public static Exception Of(HttpResponseMessage answer, Uri address, ModelName name, string? file, bool hasToken)
    {
        var (status, code, host) = (
            (int)answer.StatusCode,
            Header(answer, "X-Error-Code"),
            HubConnection.HostOf(address)
        );
        var said = Header(answer, "X-Error-Message") is { } message
            ? $"; it says: {VisibleText.Short(message).TrimEnd('.')}"
            : "";
        return (status, code) switch
        {
            (408 or 429 or 500 or 502 or 503 or 504, _) => new TransientException(
                new HubBusyException(
                    $"{host}: it answers {status}{Reason(status)}{said}. Try again later; what has arrived is kept."
                ),
                RequestedWait.Of(answer)
            ),
            (401 or 403, "GatedRepo") => new GatedModelException(
                hasToken
                    ? $"{name}: its terms have not been accepted by the owner of the token. Accept them on the model's page at {host}, signed in as the token's owner, and use a token that may read gated models."
                    : $"{name}: its terms have to be accepted first. Accept them on the model's page at {host}, and set HF_TOKEN to a token of the account that did."
            ),
            (401 or 403, "RepoNotFound") or (404, "RepoNotFound") => NotFound(name, host, hasToken),
            (404, "RevisionNotFound") => new RevisionNotFoundException(
                $"{name}: {name.Repository} has no branch, tag or commit '{name.RevisionOrDefault}' at {host}. Check it on the model's page; without one, '{ModelName.DefaultBranch}' is taken."
            ),
            (404, "EntryNotFound") => Lacking(name, file ?? "the file"),
            (401, _) when !hasToken => new TokenMissingException(
                $"{name}: {host} asks for a token. Check the spelling, since it asks for one where there is no such model too; if the model is private, set HF_TOKEN."
            ),
            (401, _) => new TokenRefusedException(
                $"{name}: {host} refuses the token{said}. It is wrong or has expired: set HF_TOKEN to a valid one, or unset it and remove the stored one where the model is public."
            ),
            (403, _) => new TokenRefusedException(
                hasToken
                    ? $"{name}: {host} does not let the token read it{said}. Use a token with the right to read this model."
                    : $"{name}: {host} does not let it be read without a token{said}. Set HF_TOKEN."
            ),
            (404, _) => NotFound(name, host, hasToken),
            _ => new HubAnswerException(
                $"{host}: it answers {status} to a request for {file ?? name.ToString()}{said}. Check HF_ENDPOINT and the proxy."
            ),
        };
    }

    /// <summary>The error of a file that a model lacks.</summary>
    public static HubFileNotFoundException Lacking(ModelName name, string file) =>
        new($"{name}: it has no {file} at this revision. Name a revision that has it, or another model.");

    /// <summary>A header's value; null where there is none.</summary>
    public static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static ModelNotFoundException NotFound(ModelName name, string host, bool hasToken) =>
        new(
            hasToken
                ? $"{name}: {host} has no model of this name that the token may see. Check the spelling; if it is private, use a token of an account that may read it."
                : $"{name}: {host} has no public model of this name. Check the spelling; if it is private, set HF_TOKEN."
        );

    private static string Reason(int status) =>
        status switch
        {
            429 => ", too many requests",
            408 or 504 => ", too slow",
            _ => ", out of order",
        };
}
