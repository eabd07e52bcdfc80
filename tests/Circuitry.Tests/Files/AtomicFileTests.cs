namespace Circuitry.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder.File("result.txt");

    [Fact]
    public void Nothing_but_the_file_is_left()
    {
        AtomicFile.WriteAllText(Path, "first");
        AtomicFile.WriteAllText(Path, "second");

        Assert.Equal("second", File.ReadAllText(Path));
        Assert.Equal([Path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void What_a_killed_process_has_left_is_replaced()
    {
        File.WriteAllText(Path + AtomicFile.Partial, "half of a much longer te");

        AtomicFile.WriteAllText(Path, "whole");

        Assert.Equal("whole", File.ReadAllText(Path));
        Assert.Equal([Path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_older_file_and_nothing_else()
    {
        AtomicFile.WriteAllText(Path, "older");

        Assert.Throws<IOException>(() =>
            AtomicFile.Write(
                Path,
                stream =>
                {
                    stream.Write("new"u8);
                    throw new IOException("no space");
                }
            )
        );

        Assert.Equal("older", File.ReadAllText(Path));
        Assert.Equal([Path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Two_do_not_write_one_path_at_once()
    {
        AtomicFile.Write(
            Path,
            stream =>
            {
                stream.Write("mine"u8);
                Assert.Throws<IOException>(() => AtomicFile.WriteAllText(Path, "theirs"));
            }
        );

        Assert.Equal("mine", File.ReadAllText(Path));
    }
}
