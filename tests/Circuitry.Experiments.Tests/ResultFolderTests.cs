namespace Circuitry.Experiments.Tests;

public sealed class ResultFolderTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("circuitry-results-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public void A_graph_that_the_exchange_format_holds_is_written_in_it()
    {
        var circuit = SampleCircuits.OfSize(3);
        var folder = new ResultFolder(_path, "sample");

        var written = folder.Write(circuit);

        Assert.Equal(
            ["circuit.dot", "circuit.json", "circuit.mib.json", "circuit.txt"],
            Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order()
        );
        Assert.Equal(Directory.GetFiles(folder.Path).Order(), written.Select(file => file.File).Order());
        var exchanged = MibCircuit.Read(Path.Combine(folder.Path, "circuit.mib.json"), ReverseModel.Declared);
        Assert.Equal(circuit.Edges.Indices, exchanged.Edges.Indices);
        Assert.Equal(
            CircuitText.Summary(circuit) + "\n" + CircuitText.Table(circuit) + "\n" + CircuitText.Tree(circuit),
            File.ReadAllText(Path.Combine(folder.Path, "circuit.txt"))
        );
    }
}
