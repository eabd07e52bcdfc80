namespace Circuitry.Hub;

/// <summary>Room on the disk of the cache.</summary>
internal static class DiskSpace
{
    /// <summary>Refuses a download that the disk has no room for.</summary>
    /// <param name="folder">A folder that exists.</param>
    /// <param name="needed">Number of bytes.</param>
    /// <param name="what">What they are of.</param>
    /// <exception cref="DiskFullException">There is less room.</exception>
    public static void Require(string folder, long needed, string what)
    {
        if (Free(folder) is { } free && free < needed)
        {
            throw new DiskFullException(
                FormattableString.Invariant(
                    $"{folder}: {what} needs {needed} bytes more, and the disk has room for {free}. Make room, or set HF_HUB_CACHE to a folder on another disk."
                )
            );
        }
    }

    /// <summary>Whether writing failed for want of room: the disk's or the quota's.</summary>
    public static bool IsFull(IOException e) => (e.HResult & 0xFFFF) is 28 or 122 or 69 or 0x70 or 0x27;

    // A disk that does not say is written until it is full.
    private static long? Free(string folder)
    {
        try
        {
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
