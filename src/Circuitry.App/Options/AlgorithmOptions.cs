using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Circuitry.App;

/// <summary>Options that choose an algorithm and how much it keeps.</summary>
internal static class AlgorithmOptions
{
    public static Option<string?> Algorithm(ProgramContext program)
    {
        var option = new Option<string?>("--algorithm")
        {
            Description =
                "Another algorithm than ACDC, by the name that 'compare' lists, such as EdgeAttributionPatching: one that scores all units "
                + "keeps the strongest (--keep or --faithfulness), one that searches takes a value of its parameter (--threshold).",
            HelpName = "algorithm",
        };
        option.Validators.Add(result => Known(program, result));
        option.CompletionSources.Add(_ =>
            program.Experiments.Algorithms.Select(known => new System.CommandLine.Completions.CompletionItem(known.Id))
        );
        return option;
    }

    /// <summary>Adds an error for every name that no algorithm has.</summary>
    public static void Known(ProgramContext program, OptionResult result)
    {
        var all = program.Experiments.Algorithms;
        foreach (var token in result.Tokens.Where(token => !all.Any(known => known.Answers(token.Value))))
        {
            result.AddError($"there is no algorithm '{token.Value}'; there are: {string.Join(", ", all)}");
        }
    }

    /// <summary>Whether an algorithm has a name, by its driver or in tables.</summary>
    public static bool Answers(this Algorithm algorithm, string name) =>
        algorithm.Id.Equals(name, StringComparison.OrdinalIgnoreCase)
        || algorithm.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    public static Option<double?> Threshold() =>
        Number(
            "--threshold",
            "A connection goes when removing it makes the metric worse by less than this; smaller keeps more. Each "
                + "experiment has its own threshold, which 'list' shows."
        );

    public static Option<double?> Faithfulness() =>
        Number(
            "--faithfulness",
            "The faithfulness that the strongest units of an algorithm that scores must reach together; without it, 0.9."
        );

    public static Option<int?> Keep()
    {
        var keep = new Option<int?>("--keep")
        {
            Description =
                "How many of the strongest units of an algorithm that scores are kept, instead of as many as --faithfulness takes.",
            HelpName = "number",
        };
        keep.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.Tokens is [var token] && result.GetValueOrDefault<int?>() < 1)
            {
                result.AddError($"--keep must be a whole number of 1 or more, and is '{token.Value}'");
            }
        });
        return keep;
    }

    public static Option<double?> Number(string name, string description)
    {
        var number = new Option<double?>(name) { Description = description, HelpName = "number" };
        number.Validators.Add(result =>
        {
            if (
                !result.Errors.Any()
                && result.Tokens is [var token]
                && (
                    !double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    || !double.IsFinite(value)
                )
            )
            {
                result.AddError($"{name} must be a finite number such as 0.05, and is '{token.Value}'");
            }
        });
        return number;
    }
}
