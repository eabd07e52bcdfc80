namespace Circuitry.Tests;

public sealed class HuggingFaceCacheTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("circuitry-cache-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("model.safetensors.index.json")]
    public void A_model_is_found_at_the_commit_its_branch_points_to(string file)
    {
        Put("refs/main", "0123abcd\n");
        Put($"snapshots/0123abcd/{file}", "weights");
        Put($"snapshots/ffff/{file}", "older weights");

        Assert.Equal(Model("snapshots/0123abcd"), HuggingFaceCache.Find("someone/small", root: _root));
        Assert.Equal(Model("snapshots/ffff"), HuggingFaceCache.Find("someone/small", "ffff", _root));
    }

    [Fact]
    public void Links_into_the_blobs_are_followed_and_dangling_ones_are_no_weights()
    {
        Put("refs/main", "0123abcd");
        Put("blobs/1", "weights");
        Directory.CreateDirectory(Model("snapshots/0123abcd"));
        File.CreateSymbolicLink(Model("snapshots/0123abcd/model.safetensors"), Path.Combine("..", "..", "blobs", "1"));

        Assert.Equal(Model("snapshots/0123abcd"), HuggingFaceCache.Find("someone/small", root: _root));
        File.Delete(Model("blobs/1"));
        Assert.Null(HuggingFaceCache.Find("someone/small", root: _root));
    }

    [Fact]
    public void A_branch_whose_commit_cannot_be_read_is_named()
    {
        Put("refs/main", new string('0', 100_000));

        var error = Assert.Throws<WeightsException>(() => HuggingFaceCache.Find("someone/small", root: _root));

        Assert.Equal(Model("refs/main"), error.File);
    }

    [Fact]
    public void What_is_not_there_or_has_no_safetensors_is_not_found()
    {
        Assert.Null(HuggingFaceCache.Find("someone/small", root: _root));
        Put("refs/main", "0123abcd");
        Put("snapshots/0123abcd/pytorch_model.bin", "pickle");

        Assert.Null(HuggingFaceCache.Find("someone/small", root: _root));
    }

    private string Model(string path) => Path.GetFullPath(Path.Combine(_root, "models--someone--small", path));

    private void Put(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Model(path))!);
        File.WriteAllText(Model(path), content);
    }
}
