namespace Circuitry.Experiments.Tests;

public sealed class ResultFolderTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("circuitry-results-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_graph_that_the_exchange_format_holds_is_written_in_it()
    {
        var circuit = SampleCircuits.OfSize(3);
        using var folder = ResultFolder.Open(_path, "sample");

        var written = folder.Write(circuit, CircuitFormat.Shipped);

        Assert.Equal(["circuit.dot", "circuit.html", "circuit.json", "circuit.mib.json", "circuit.txt"], Files(folder));
        Assert.Equal(Files(folder), written.Select(file => Path.GetFileName(file.File)).Order());
        var exchanged = MibCircuit.Read(Path.Combine(folder.Path, "circuit.mib.json"), ReverseModel.Declared);
        Assert.Equal(circuit.ToUnitSet().Indices, exchanged.Edges.Indices);
        Assert.Equal(
            CircuitText.Summary(circuit) + "\n" + CircuitText.Table(circuit) + "\n" + CircuitText.Tree(circuit),
            File.ReadAllText(Path.Combine(folder.Path, "circuit.txt"))
        );
    }

    [Fact]
    public void A_set_takes_the_place_of_an_older_one_whole()
    {
        using var folder = ResultFolder.Open(_path, "sample");
        folder.Replace(["main", "second", "third"], pathOf => Write(pathOf, "main", "second", "third"));
        File.WriteAllText(folder.PathOf("somebody's"), "");

        folder.Replace(["main", "second", "third"], pathOf => Write(pathOf, "main", "third"));

        Assert.Equal(["main", "somebody's", "third"], Files(folder));
    }

    [Fact]
    public void A_set_that_cannot_be_written_leaves_the_older_one_whole()
    {
        using var folder = ResultFolder.Open(_path, "sample");
        folder.Replace(["main", "second"], pathOf => Write(pathOf, "main", "second"));
        var before = File.ReadAllText(folder.PathOf("main"));

        var refusal = Assert.Throws<CommandException>(() =>
            folder.Replace(
                ["main", "second"],
                pathOf =>
                {
                    Write(pathOf, "main");
                    throw new IOException("no space left");
                }
            )
        );

        Assert.Contains("no space left", refusal.Message);
        Assert.Equal(["main", "second"], Files(folder));
        Assert.Equal(before, File.ReadAllText(folder.PathOf("main")));
    }

    [Fact]
    public void A_set_of_which_a_file_cannot_be_replaced_is_left_without_its_main_file()
    {
        using var folder = ResultFolder.Open(_path, "sample");
        folder.Replace(["main", "second"], pathOf => Write(pathOf, "main", "second"));
        File.Delete(folder.PathOf("second"));
        Directory.CreateDirectory(folder.PathOf("second"));

        Assert.Throws<CommandException>(() =>
            folder.Replace(["main", "second"], pathOf => Write(pathOf, "main", "second"))
        );

        Assert.Empty(Files(folder));
    }

    [Fact]
    public void What_a_killed_process_has_left_half_written_is_gone_when_the_folder_is_opened_again()
    {
        Directory.CreateDirectory(Path.Combine(_path, "sample", "new.partial"));
        File.WriteAllText(Path.Combine(_path, "sample", "new.partial", "circuit.json"), "half");
        File.WriteAllText(Path.Combine(_path, "sample", "checkpoint.safetensors.partial"), "half");
        File.WriteAllText(Path.Combine(_path, "sample", "in-use.lock"), "");
        File.WriteAllText(Path.Combine(_path, "sample", "in-use.txt"), "process 1");

        using (var folder = ResultFolder.Open(_path, "sample"))
        {
            Assert.Empty(Files(folder));
        }

        Assert.False(Directory.Exists(Path.Combine(_path, "sample")));
        Assert.True(Directory.Exists(_path));
    }

    [Fact]
    public void Two_runs_do_not_use_one_folder_and_the_second_is_told_by_whom()
    {
        using (ResultFolder.Open(_path, "sample"))
        {
            var refusal = Assert.Throws<CommandException>(() => ResultFolder.Open(_path, "sample"));
            Assert.Contains($"in use by process {Environment.ProcessId} on ", refusal.Message);
            Assert.Contains("--out", refusal.Message);
            using var other = ResultFolder.Open(_path, "other");
        }

        using var again = ResultFolder.Open(_path, "sample");
    }

    [Fact]
    public void A_place_that_is_no_folder_is_named_with_what_is_in_the_way()
    {
        var file = Path.Combine(_path, "file");
        File.WriteAllText(file, "");

        var refusal = Assert.Throws<CommandException>(() => ResultFolder.Open(Path.Combine(file, "deeper"), "sample"));

        Assert.StartsWith($"{file} is a file and not a folder; choose another folder with --out", refusal.Message);
        refusal = Assert.Throws<CommandException>(() => ResultFolder.Open(_path, "file"));
        Assert.StartsWith($"{file} is a file and not a folder", refusal.Message);
    }

    private static void Write(Func<string, string> pathOf, params string[] names)
    {
        foreach (var name in names)
        {
            File.WriteAllText(pathOf(name), name);
        }
    }

    // Without the lock and its owner.
    private static IEnumerable<string?> Files(ResultFolder folder) =>
        Directory.GetFiles(folder.Path).Select(Path.GetFileName).Where(name => !name!.StartsWith("in-use.")).Order();
}
