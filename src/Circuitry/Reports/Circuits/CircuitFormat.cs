using System.Reflection;

namespace Circuitry.Reports;

/// <summary>
/// A format that circuits are written in, shipped or your own: a class with a parameterless constructor. Commands list and write every
/// format of their own project as they do those that come with Circuitry.
/// </summary>
public abstract class CircuitFormat
{
    private static readonly Lazy<IReadOnlyList<CircuitFormat>> AllShipped = new(() =>
        In(typeof(CircuitFormat).Assembly)
    );

    /// <summary>The name on the command line and in messages, such as dot.</summary>
    public abstract string Name { get; }

    /// <summary>The ending of names of its files, with the dot, such as <c>.dot</c>.</summary>
    public abstract string Extension { get; }

    /// <summary>The contents or the purpose of its files, without a full stop.</summary>
    public abstract string Contents { get; }

    /// <summary>The name of a circuit's file in a folder of results.</summary>
    public string FileName => "circuit" + Extension;

    /// <summary>Why it cannot hold circuits of some units, as the end of a sentence; null where it can.</summary>
    public virtual string? Refusal(Units units) => null;

    /// <summary>Writes a circuit. The same circuit has to give the same text; numbers do not follow the culture, and lines end in a line feed.</summary>
    /// <param name="view">The circuit as reports see it; its units are some that <see cref="Refusal"/> does not refuse.</param>
    /// <param name="output">Takes the text.</param>
    public abstract void Write(CircuitView view, TextWriter output);

    /// <summary>The text of a circuit's file.</summary>
    /// <exception cref="CircuitFormatException">The format cannot hold circuits of its units.</exception>
    public string ToText(CircuitView view)
    {
        if (Refusal(view.Circuit.Units) is { } reason)
        {
            throw new CircuitFormatException(
                $"the circuit cannot be written as {Name}: {reason}; choose another format"
            );
        }

        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture) { NewLine = "\n" };
        Write(view, text);
        return text.ToString();
    }

    /// <summary>Writes a circuit to a file atomically (temporary file, then rename); creates the folder.</summary>
    /// <exception cref="CircuitFormatException">The format cannot hold circuits of its units.</exception>
    /// <exception cref="CircuitFileException">The file cannot be written; an older one is untouched.</exception>
    public void WriteFile(CircuitView view, string path) => CircuitFile.Write(path, ToText(view));

    /// <summary>The <see cref="Name"/>.</summary>
    public override string ToString() => Name;

    /// <summary>The formats that come with Circuitry, by name.</summary>
    public static IReadOnlyList<CircuitFormat> Shipped => AllShipped.Value;

    /// <summary>The formats that come with Circuitry and those of the project that declares an experiment, by name.</summary>
    /// <exception cref="CircuitFormatException">One has no parameterless constructor, or two have one name or one extension.</exception>
    public static IReadOnlyList<CircuitFormat> Of(Experiment experiment) => Of(experiment.DeclaredBy.Assembly);

    /// <summary>The formats that come with Circuitry and those of a project, by name.</summary>
    /// <param name="project">The project's assembly; its formats are the classes in it that are not nested in others.</param>
    /// <exception cref="CircuitFormatException">One has no parameterless constructor, or two have one name or one extension.</exception>
    public static IReadOnlyList<CircuitFormat> Of(Assembly project) =>
        Of(project == typeof(CircuitFormat).Assembly ? [] : In(project));

    /// <summary>The formats that come with Circuitry and others, by name.</summary>
    /// <exception cref="CircuitFormatException">Two have one name or one extension.</exception>
    internal static IReadOnlyList<CircuitFormat> Of(IEnumerable<CircuitFormat> others)
    {
        CircuitFormat[] all = [.. Shipped.Concat(others).OrderBy(format => format.Name, StringComparer.Ordinal)];
        foreach (
            Func<CircuitFormat, string> part in new Func<CircuitFormat, string>[] { f => f.Name, f => f.Extension }
        )
        {
            if (
                all.GroupBy(part, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is
                { } clash
            )
            {
                throw new CircuitFormatException(
                    $"{string.Join(" and ", clash.Select(format => format.GetType().FullName))} are both formats of '{clash.Key}'; give one of them another name and extension"
                );
            }
        }

        return all;
    }

    /// <summary>Makes a format.</summary>
    /// <exception cref="CircuitFormatException">It has no parameterless constructor.</exception>
    internal static CircuitFormat Make(Type type) =>
        type.GetConstructor(Type.EmptyTypes) is { } constructor
            ? (CircuitFormat)constructor.Invoke(null)
            : throw new CircuitFormatException(
                $"{type.FullName} is a format without a public constructor that takes nothing; add one, so that commands can list it"
            );

    private static CircuitFormat[] In(Assembly assembly) =>
        [
            .. assembly
                .GetTypes()
                .Where(type =>
                    type is { IsAbstract: false, IsNested: false } && type.IsAssignableTo(typeof(CircuitFormat))
                )
                .Select(Make)
                .OrderBy(format => format.Name, StringComparer.Ordinal),
        ];
}
