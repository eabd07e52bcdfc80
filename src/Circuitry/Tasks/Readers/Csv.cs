using System.Text;

namespace Circuitry;

/// <summary>Comma-separated values with a header, quoted as in RFC 4180.</summary>
internal static class Csv
{
    /// <summary>The rows behind the header, by the header's names.</summary>
    /// <exception cref="PromptException">A column that is needed is missing, or a row has more or fewer values than the header.</exception>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Rows(string path, params string[] needed)
    {
        var rows = Records(PromptFile.Text(path)).ToList();
        var header = rows.Count > 0 ? rows[0] : [];
        foreach (var column in needed.Except(header))
        {
            throw new PromptException($"{path}: there is no column '{column}' among '{string.Join("', '", header)}'");
        }

        return rows.Skip(1)
            .Select(
                (row, i) =>
                    row.Count == header.Count
                        ? header.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal)
                        : throw new PromptException(
                            FormattableString.Invariant(
                                $"{path}, row {i}: there are {row.Count} values for {header.Count} columns"
                            )
                        )
            );
    }

    private static IEnumerable<List<string>> Records(string text)
    {
        var record = new List<string>();
        var value = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (quoted)
            {
                var doubled = character == '"' && i + 1 < text.Length && text[i + 1] == '"';
                quoted = character != '"' || doubled;
                if (quoted)
                {
                    value.Append(character);
                }

                i += doubled ? 1 : 0;
            }
            else if (character == '"')
            {
                quoted = true;
            }
            else if (character is ',' or '\n')
            {
                record.Add(value.ToString());
                value.Clear();
                if (character == '\n')
                {
                    yield return record;
                    record = [];
                }
            }
            else if (character != '\r')
            {
                value.Append(character);
            }
        }

        if (value.Length > 0 || record.Count > 0)
        {
            record.Add(value.ToString());
            yield return record;
        }
    }
}
