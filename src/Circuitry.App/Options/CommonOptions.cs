using System.CommandLine;
using System.Globalization;

namespace Circuitry.App;

/// <summary>Options and arguments that several commands have, so that each is spelt and explained once.</summary>
internal static class CommonOptions
{
    public const string JsonName = "--json";
    public const string QuietName = "--quiet";

    public static Option<bool> Json() =>
        new(JsonName)
        {
            Description = "Print one JSON document on standard output, and everything else on standard error.",
            Recursive = true,
        };

    public static Option<bool> Quiet() =>
        new(QuietName)
        {
            Description = "Print results and files only: no progress, no headings, no notes.",
            Recursive = true,
        };

    public static Option<string> Device() =>
        new("--device")
        {
            Description = "Where to compute: cpu, cuda (the first GPU) or cuda:1 and so on.",
            HelpName = "device",
            DefaultValueFactory = _ => "cpu",
        };

    public static Option<string> Out() =>
        new("--out")
        {
            Description = "The folder for results; each experiment gets its own folder in it.",
            HelpName = "folder",
            DefaultValueFactory = _ => "results",
        };

    public static Option<string?> Weights() =>
        new("--weights")
        {
            Description =
                "A published model: its folder, with model.safetensors or its shards and the tokenizer, or its name in the Hugging Face "
                + "cache, such as openai-community/gpt2 or openai-community/gpt2@main. Without it, the experiment's own model is searched in "
                + "the cache. Nothing is downloaded unless --download is given.",
            HelpName = "folder or name",
        };

    public static Option<bool> Download() =>
        new("--download")
        {
            Description =
                "Download what is missing of the model into the Hugging Face cache first; one that was stopped goes on where it was. "
                + "A token is read from HF_TOKEN.",
        };

    public static Option<bool> Strict() =>
        new("--strict")
        {
            Description =
                "Warnings count as errors: nothing is searched where the prompts look wrong, and the exit code is 3.",
        };

    public static Option<bool> Resume() =>
        new("--resume") { Description = "Resume from the checkpoint that an interrupted run has left in its folder." };

    /// <summary>A whole number that is no less than a least one.</summary>
    public static Option<int> Number(string name, string description, int value, int least = 1)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            HelpName = "number",
            DefaultValueFactory = _ => value,
        };
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && (
                    !int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var given)
                    || given < least
                )
            )
            {
                result.AddError(
                    FormattableString.Invariant(
                        $"{name} must be a whole number of {least} or more, and is '{token.Value}'"
                    )
                );
            }
        });
        return option;
    }

    /// <summary>The name of an experiment of a kind; where there is exactly one of that kind it need not be given.</summary>
    public static Argument<string> Name<T>(ProgramContext program, string description)
        where T : ExperimentEntry
    {
        var known = program.Experiments.All.OfType<T>().ToList();
        var name = new Argument<string>("name") { Description = description, HelpName = "name" };
        if (known.Count == 1)
        {
            name.DefaultValueFactory = _ => known[0].Name;
        }

        name.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && program.Experiments.Find<T>(token.Value) is null)
            {
                result.AddError(program.Experiments.Unknown<T>(token.Value));
            }
        });
        name.CompletionSources.Add(_ =>
            known.Select(entry => new System.CommandLine.Completions.CompletionItem(entry.Name))
        );
        return name;
    }
}
