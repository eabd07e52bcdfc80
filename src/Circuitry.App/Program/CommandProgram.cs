using System.CommandLine;
using Microsoft.Extensions.Logging;

namespace Circuitry.App;

/// <summary>The program of a project: every command, for the project's own experiments. <c>CircuitApp.RunAsync(args)</c>, which is emitted, runs it.</summary>
public sealed class CommandProgram
{
    private readonly RootCommand _root;
    private readonly ProgramContext _context;

    internal CommandProgram(ProgramExperiments experiments, Interrupt interrupt)
    {
        Experiments = experiments;
        _context = new ProgramContext(experiments, interrupt);
        _root = RootOf(_context);
    }

    /// <summary>The experiments that the program runs by name.</summary>
    public ProgramExperiments Experiments { get; }

    /// <summary>
    /// Takes headings, notes, results and warnings, line by line, and the progress of long work, in addition to the screen; null for
    /// nothing.
    /// </summary>
    public ILogger? Logger
    {
        get => _context.Logger;
        set => _context.Logger = value;
    }

    /// <summary>Adds a command of your own.</summary>
    /// <param name="command">The command; its action gives the exit code.</param>
    public void Add(Command command) => _root.Add(command);

    /// <summary>Runs the program on its arguments.</summary>
    /// <param name="experiments">The experiments. Emitted code lists them.</param>
    /// <param name="arguments">The arguments of the command line.</param>
    /// <param name="configure">Adds commands of your own; null for none.</param>
    /// <returns>
    /// The exit code: 0 done, 1 failed, 2 wrong usage, 3 done with warnings that were to count as errors, 129, 130 and 143 stopped by a
    /// signal.
    /// </returns>
    public static async Task<int> RunAsync(
        ProgramExperiments experiments,
        string[] arguments,
        Action<CommandProgram>? configure = null
    )
    {
        using var interrupt = new Interrupt();
        var program = new CommandProgram(experiments, interrupt);
        configure?.Invoke(program);
        var parsed = program.Parse(arguments);
        var json = parsed.GetValue<bool>(CommonOptions.JsonName);
        if (parsed.Errors.Count == 0)
        {
            Failures.AsJson = json;
            // Signals are this program's own matter: a command that is stopped saves what it has done, however long that takes.
            var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
            return code == ExitCode.Cancelled ? interrupt.ExitCode : code;
        }

        Failures.AsJson = json;
        foreach (var error in parsed.Errors)
        {
            Failures.Report("usage", error.Message);
        }

        Console.Error.WriteLine("Try the same with --help, or 'list' for the experiments there are.");
        return ExitCode.WrongUsage;
    }

    /// <summary>Parses arguments and finds their errors.</summary>
    internal ParseResult Parse(string[] arguments) => _root.Parse(arguments);

    private static RootCommand RootOf(ProgramContext context)
    {
        var device = CommonOptions.Device();
        var output = CommonOptions.Out();
        var resume = CommonOptions.Resume();
        var root = new RootCommand(
            "Finds circuits in transformers: the few connections between attention heads and MLPs that are enough for a "
                + "behaviour. Without a command it runs every experiment on the smallest models; 'list' shows them and the others.\n\n"
                + "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 warnings under --strict, 130 stopped by Ctrl-C and 143 by a "
                + "termination, after a checkpoint was saved."
        )
        {
            device,
            output,
            resume,
            CommonOptions.Json(),
            CommonOptions.Quiet(),
            ListCommand.Make(context),
            PromptsCommand.Make(context),
            CheckCommand.Make(context),
            RunCommand.Make(context),
            SweepCommand.Make(context),
            CompareCommand.Make(context),
            ShowCommand.Make(context),
            ExportCommand.Make(context),
            DiffCommand.Make(context),
            FeaturesCommand.Make(context),
            DictionariesCommand.Make(context),
            PipelineCommand.Make(context),
            ShiftCommand.Make(context),
            TrainCommand.Make(context),
            ConfigCommand.Make(context),
            DoctorCommand.Make(context),
            CompletionCommand.Make(),
        };
        root.SetAction(parsed =>
            Failures.Guard(() =>
                RunCommand.RunAll(
                    context,
                    parsed,
                    parsed.GetRequiredValue(device),
                    parsed.GetRequiredValue(output),
                    parsed.GetValue(resume)
                )
            )
        );
        return root;
    }
}
