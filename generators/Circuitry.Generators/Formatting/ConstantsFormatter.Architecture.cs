namespace Circuitry.Generators;

internal static partial class ConstantsFormatter
{
    private static void WriteArchitecture(SourceWriter writer, Architecture a, string origin)
    {
        writer.WriteMember($"/// <summary>The architecture as it is {origin}.</summary>");
        writer.Open(
            "public static global::Circuitry.Models.Architecture Declared { get; } = new global::Circuitry.Models.Architecture"
        );
        WriteOrgans(
            writer,
            [
                .. SwitchTable
                    .All.Where(one => !one.IsOmitted(a))
                    .Select(one => (Path: one.Path.Split('.'), Value: one.Read(a)))
                    .Where(one => one.Value is not null),
            ],
            depth: 0
        );
        writer.Close(";");
    }

    // Rows of one organ follow each other.
    private static void WriteOrgans(SourceWriter writer, IReadOnlyList<(string[] Path, object? Value)> rows, int depth)
    {
        foreach (var organ in rows.GroupBy(row => row.Path[depth]))
        {
            if (organ.First().Path.Length == depth + 1)
            {
                writer.WriteLine($"{organ.Key} = {Literal.OfAny(organ.First().Value!)},");
                continue;
            }

            writer.Open($"{organ.Key} = new()");
            WriteOrgans(writer, [.. organ], depth + 1);
            writer.Close(",");
        }
    }
}
