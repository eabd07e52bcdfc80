namespace Circuitry.Hub;

/// <summary>Finds the token where Hugging Face's own tools keep it. It appears in no message.</summary>
internal static class HubToken
{
    private const long Longest = 4096;

    /// <summary>The token of the options, a variable or a file; null for none.</summary>
    /// <exception cref="TokenRefusedException">It holds what no token can.</exception>
    /// <exception cref="HubCacheException">Its file cannot be read.</exception>
    public static string? Of(HubOptions options, HuggingFaceHome home)
    {
        if (options.Token is { } given)
        {
            return Checked(given, "the options");
        }

        if (HubSettings.IsOn(home, "HF_HUB_DISABLE_IMPLICIT_TOKEN"))
        {
            return null;
        }

        foreach (var name in new[] { "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN" })
        {
            if (home.Variable(name) is { } value)
            {
                return Checked(value, name);
            }
        }

        var file = home.Folder("HF_TOKEN_PATH") ?? Path.Combine(home.Home, "token");
        return new FileInfo(file) is { Exists: true, Length: > 0 }
            ? Checked(InputFile.Text(file, Longest, fault => new HubCacheException(fault.Message, fault.Cause)), file)
            : null;
    }

    private static string? Checked(string text, string origin)
    {
        var token = text.Trim();
        return token.Length == 0 ? null
            : token.All(character => character is > ' ' and <= '~') ? token
            : throw new TokenRefusedException(
                $"the token of {origin} has characters that no token has. Set it to the token alone, on one line."
            );
    }
}
