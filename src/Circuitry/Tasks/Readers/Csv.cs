namespace Circuitry.Datasets;

/// <summary>Comma-separated values with a header.</summary>
internal static class Csv
{
    /// <summary>The needed values of the rows behind the header, by the header's names.</summary>
    /// <exception cref="PromptException">
    /// A column that is needed is missing or comes twice, or a row has more or fewer values than the header.
    /// </exception>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Rows(
        string path,
        string text,
        params IReadOnlyList<string> needed
    )
    {
        IReadOnlyList<string>? header = null;
        (string Name, int Column)[] columns = [];
        var number = 0;
        foreach (var record in CsvRecords.Of(path, text))
        {
            if (header is null)
            {
                header = record;
                columns = [.. needed.Select(name => (name, Column(path, header, name)))];
                continue;
            }

            if (record.Count != header.Count)
            {
                throw new PromptException(
                    FormattableString.Invariant(
                        $"{path}, row {number}: it has {Counted.Of(record.Count, "value")} for {Counted.Of(header.Count, "column")}"
                    )
                );
            }

            yield return columns.ToDictionary(column => column.Name, column => record[column.Column]);
            number++;
        }
    }

    /// <summary>The names of the columns; empty where there are no rows.</summary>
    public static IReadOnlyList<string> Header(string path, string text) =>
        CsvRecords.Of(path, text).FirstOrDefault() ?? [];

    // Columns that are not asked for may have any name, or none, as a table's index has.
    private static int Column(string path, IReadOnlyList<string> header, string name)
    {
        int[] found = [.. Enumerable.Range(0, header.Count).Where(column => header[column] == name)];
        return found switch
        {
            [var column] => column,
            [] => throw new PromptException(
                $"{path}: there is no column '{name}' among '{string.Join("', '", header)}'"
            ),
            _ => throw new PromptException(
                FormattableString.Invariant(
                    $"{path}: there are {Counted.Of(found.Length, "column")} '{name}'; leave one, or give the others another name"
                )
            ),
        };
    }
}
