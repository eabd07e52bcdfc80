namespace Circuitry.Generators;

/// <summary>Prints the entry point of a project whose program has the commands.</summary>
internal static class CircuitAppFormatter
{
    public static string Format(ProgramEntries program)
    {
        string[] registries =
        [
            .. RegistryFormatter.Lists(program)
                ? new[] { $"global::{RegistryFormatter.Namespace}.{RegistryFormatter.ClassOf(program)}" }
                : [],
            .. program.Program.Registries,
        ];
        var writer = new SourceWriter();
        SourceFile.Begin(
            writer,
            "The program of this project: every command, for its experiments and those of its references."
        );
        writer.WriteLine("namespace Circuitry;");
        writer.WriteLine();
        writer.WriteLine(
            "/// <summary>The program of this project: every command, for its experiments and those of its references.</summary>"
        );
        writer.Open("internal static class CircuitApp");
        writer.WriteLine(
            $$"""
            /// <summary>The experiments that the program runs by name.</summary>
            public static global::Circuitry.App.ProgramExperiments Experiments { get; } =
                new(
                    [{{string.Join(", ", registries.Select(registry => $".. {registry}.Experiments"))}}],
                    [{{string.Join(", ", registries.Select(registry => $".. {registry}.Trainings"))}}]
                );

            /// <summary>Runs the program and gives its exit code.</summary>
            /// <param name="arguments">The arguments of the command line.</param>
            /// <param name="configure">Adds commands of your own; null for none.</param>
            public static global::System.Threading.Tasks.Task<int> RunAsync(
                string[] arguments,
                global::System.Action<global::Circuitry.App.CommandProgram>? configure = null
            ) => global::Circuitry.App.CommandProgram.RunAsync(Experiments, arguments, configure);
            """
        );
        writer.Close();
        return writer.ToString();
    }
}
