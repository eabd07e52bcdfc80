using System.CommandLine;

namespace Circuitry.App;

/// <summary>
/// The options by which a command loads an experiment: model, dictionaries and device, and what it takes instead of what is declared.
/// </summary>
internal sealed class ExperimentOptions
{
    private readonly ProgramExperiments _program;
    private readonly Option<string> _device = CommonOptions.Device();
    private readonly Option<string?> _weights = CommonOptions.Weights();
    private readonly Option<bool> _download = CommonOptions.Download();

    private readonly Option<string?> _dictionaries = new("--dictionaries")
    {
        Description =
            "The folder of a dictionaries.json, or that file, of an experiment on features; without it, the one next to the program.",
        HelpName = "folder",
    };

    private readonly Option<string?> _prompts = new("--prompts")
    {
        Description =
            "Your own pairs of prompts instead of the declared data set: JSON or JSON lines, a table of comma-separated values, or a file "
            + "of MIB, auto-circuit, EAP-IG or Sparse Feature Circuits. The page prompts.md says the layouts.",
        HelpName = "file",
    };

    private readonly Option<string?> _counterfactual = new("--counterfactual")
    {
        Description = "In a file of MIB the member with the corrupted prompt, where a row has several.",
        HelpName = "member",
    };

    private readonly Option<string?> _metric = new("--metric")
    {
        Description = "Another metric than the declared one, by the name of its class, such as KlDivergence.",
        HelpName = "class",
    };

    private readonly Option<string?> _ablation = new("--ablation")
    {
        Description = "Another ablation than the declared one: Interchange, Zero, Mean or one of the project.",
        HelpName = "name",
    };

    private readonly Option<int?> _size = new("--size")
    {
        Description = "Another number of pairs than the declared one; 0 for all.",
        HelpName = "number",
    };

    private readonly Option<int?> _seed = new("--seed")
    {
        Description = "Another seed of the data set than the declared one.",
        HelpName = "number",
    };

    private ExperimentOptions(ProgramExperiments program) => _program = program;

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="program">The experiments of the program, with its metrics and ablations.</param>
    /// <param name="chooses">Whether the command takes something else than what is declared.</param>
    /// <param name="features">Whether its experiments have dictionaries.</param>
    public static ExperimentOptions AddTo(
        Command command,
        ProgramExperiments program,
        bool chooses = true,
        bool features = false
    )
    {
        var options = new ExperimentOptions(program);
        Option[] all =
        [
            options._device,
            options._weights,
            options._download,
            .. features ? new Option[] { options._dictionaries } : [],
            .. chooses
                ? new Option[]
                {
                    options._prompts,
                    options._counterfactual,
                    options._metric,
                    options._ablation,
                    options._size,
                    options._seed,
                }
                : [],
        ];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }

        Known(options._metric, "metric", () => ProgramParts.Metrics(program).Keys);
        Known(options._ablation, "ablation", () => ProgramParts.Ablations(program).Keys);
        NotNegative(options._size);
        return options;
    }

    /// <summary>The request that the options make; downloads the model where that is asked for.</summary>
    /// <exception cref="CommandException">Something was asked for that does not go together.</exception>
    /// <exception cref="CircuitryException">The device is not there, or the model cannot be downloaded.</exception>
    public LoadRequest Request(
        ExperimentEntry entry,
        ParseResult parsed,
        IScreen screen,
        CancellationToken cancellation
    )
    {
        cancellation.ThrowIfCancellationRequested();
        var device = TorchRuntime.ParseDevice(parsed.GetRequiredValue(_device));
        var weights = parsed.GetValue(_weights);
        if (weights is not null && entry.MakesWeights)
        {
            throw new CommandException($"{entry.Name} makes its weights; leave out --weights");
        }

        return new LoadRequest
        {
            Device = device,
            Weights = PublishedWeights.Find(
                entry,
                parsed.GetValue(_download) ? WeightsDownload.Run(entry, weights, screen, cancellation) : weights
            ),
            Dictionaries = parsed.GetValue(_dictionaries),
            Choices = Choices(parsed),
        };
    }

    /// <summary>What to take instead of what is declared; null for nothing.</summary>
    /// <exception cref="CommandException">Something was asked for that does not go together.</exception>
    public ExperimentChoices? Choices(ParseResult parsed)
    {
        var (prompts, counterfactual) = (parsed.GetValue(_prompts), parsed.GetValue(_counterfactual));
        var (metric, ablation) = (parsed.GetValue(_metric), parsed.GetValue(_ablation));
        var (size, seed) = (parsed.GetValue(_size), parsed.GetValue(_seed));
        if (counterfactual is not null && prompts is null)
        {
            throw new CommandException("--counterfactual names a member of the file of --prompts; give both");
        }

        if (seed is not null && prompts is not null)
        {
            throw new CommandException("the pairs of a file are not drawn; leave out --seed, or --prompts");
        }

        return prompts is null && metric is null && ablation is null && size is null && seed is null
            ? null
            : new ExperimentChoices
            {
                Dataset = prompts is null ? null : new FilePrompts(prompts, counterfactual),
                Metric = metric is null ? null : ProgramParts.Metrics(_program)[metric](),
                Ablation = ablation is null ? null : ProgramParts.Ablations(_program)[ablation](),
                Size = size,
                Seed = seed,
            };
    }

    private static void Known(Option<string?> option, string what, Func<IEnumerable<string>> names)
    {
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && names().ToList() is var known
                && !known.Contains(token.Value, StringComparer.OrdinalIgnoreCase)
            )
            {
                result.AddError(
                    $"there is no {what} '{token.Value}'; did you mean '{known.MinBy(name => EditDistance.Between(token.Value, name))}'? There are: {string.Join(", ", known)}"
                );
            }
        });
        option.CompletionSources.Add(_ =>
            names().Select(name => new System.CommandLine.Completions.CompletionItem(name))
        );
    }

    private static void NotNegative(Option<int?> option) =>
        option.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.Tokens is [var token] && result.GetValueOrDefault<int?>() < 0)
            {
                result.AddError($"{option.Name} must be a whole number of 0 or more, and is '{token.Value}'");
            }
        });
}
