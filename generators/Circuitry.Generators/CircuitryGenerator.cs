using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Circuitry.Generators;

/// <summary>
/// Turns declarations into code: parse (symbols to value-equal declarations), resolve (look up the named config.json), format.
/// </summary>
/// <remarks>Reports nothing: <see cref="CircuitryAnalyzer"/> reads the same parser and reports what is wrong.</remarks>
[Generator(LanguageNames.CSharp)]
public sealed class CircuitryGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var configs = context
            .AdditionalTextsProvider.Where(static file => ConfigFileParser.IsCandidate(file.Path))
            .Select(static (file, cancellation) => ConfigFileParser.Parse(file, cancellation))
            .WithTrackingName(TrackingNames.ConfigFile)
            .Collect()
            .Select(static (files, _) => new EquatableArray<ConfigFile>(files))
            .WithTrackingName(TrackingNames.ConfigFiles);

        // By their looks alone, which costs next to nothing: reading what attributes mean costs more than all that follows.
        var candidates = context
            .SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => DeclarationsParser.IsCandidate(node),
                static (candidate, _) => DeclarationsParser.NameOf((TypeDeclarationSyntax)candidate.Node)
            )
            .Collect();

        // Read again only when something that is declared has changed, and not for a keystroke in a method.
        var declarations = context
            .CompilationProvider.WithComparer(new TopLevelComparer())
            .Combine(candidates)
            .Select(static (pair, cancellation) => DeclarationsParser.Parse(pair.Left, pair.Right, cancellation))
            .WithTrackingName(TrackingNames.Declarations);

        var models = declarations
            .SelectMany(static (all, _) => all.Transformers)
            .WithTrackingName(TrackingNames.TransformerDeclaration)
            .Combine(configs)
            .Select(static (pair, _) => ConfigResolver.Resolve(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Transformer);

        // The model class's own attribute is read with the experiment, because generators do not see each other's output.
        var declared = declarations
            .SelectMany(static (all, _) => all.Experiments)
            .WithTrackingName(TrackingNames.ExperimentDeclaration);

        var experiments = declared
            .Where(static declaration => declaration.Dictionaries is null)
            .Combine(configs)
            .Select(static (pair, _) => ConfigResolver.Resolve(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Experiment);

        var dictionaries = context
            .AdditionalTextsProvider.Where(static file => DictionaryFileParser.IsCandidate(file.Path))
            .Select(static (file, cancellation) => DictionaryFileParser.Parse(file, cancellation))
            .WithTrackingName(TrackingNames.DictionaryFile)
            .Collect()
            .Select(static (files, _) => new EquatableArray<DictionaryFile>(files))
            .WithTrackingName(TrackingNames.DictionaryFiles);

        var featureExperiments = declared
            .Where(static declaration => declaration.Dictionaries is not null)
            .Combine(configs)
            .Combine(dictionaries)
            .Select(static (pair, _) => DictionaryResolver.Resolve(pair.Left.Left, pair.Left.Right, pair.Right))
            .WithTrackingName(TrackingNames.FeatureExperiment);

        var shifts = declarations
            .SelectMany(static (all, _) => all.Shifts)
            .WithTrackingName(TrackingNames.ShiftDeclaration)
            .Combine(configs)
            .Combine(dictionaries)
            .Select(static (pair, _) => DictionaryResolver.Resolve(pair.Left.Left, pair.Left.Right, pair.Right))
            .WithTrackingName(TrackingNames.Shift);

        var program = declarations
            .Select(static (all, _) => all.Program)
            .Combine(experiments.Select(static (spec, _) => EntrySpec.Of(spec)).Collect())
            .Combine(featureExperiments.Select(static (spec, _) => EntrySpec.Of(spec)).Collect())
            .Combine(shifts.Select(static (spec, _) => EntrySpec.Of(spec)).Collect())
            .Select(
                static (all, _) =>
                    new ProgramEntries(
                        all.Left.Left.Left,
                        new([.. all.Left.Left.Right.Concat(all.Left.Right).Concat(all.Right).OfType<EntrySpec>()])
                    )
            )
            .WithTrackingName(TrackingNames.Program);

        context.RegisterSourceOutput(models, Emit);
        context.RegisterSourceOutput(experiments, Emit);
        context.RegisterSourceOutput(featureExperiments, Emit);
        context.RegisterSourceOutput(shifts, Emit);
        context.RegisterSourceOutput(program, Emit);
    }

    private static void Emit(SourceProductionContext context, ProgramEntries program)
    {
        if (RegistryFormatter.Format(program) is { } registry)
        {
            context.AddSource("Circuitry.Registry.g.cs", SourceText.From(registry, Encoding.UTF8));
        }

        if (program.Program.HasCommands)
        {
            context.AddSource(
                "Circuitry.CircuitApp.g.cs",
                SourceText.From(CircuitAppFormatter.Format(program), Encoding.UTF8)
            );
        }
    }

    private static void Emit(SourceProductionContext context, TransformerSpec? spec)
    {
        if (spec is null)
        {
            return;
        }

        Add(context, spec.Type, "Constants", ConstantsFormatter.Format(spec));
        Add(context, spec.Type, "Hooks", HooksFormatter.Format(spec));
        Add(context, spec.Type, "Program", PartFormatter.Program(spec));
    }

    private static void Emit(SourceProductionContext context, ExperimentSpec? spec)
    {
        if (spec is not null)
        {
            Add(context, spec.Type, "Experiment", PartFormatter.Experiment(spec));
        }
    }

    private static void Emit(SourceProductionContext context, FeatureExperimentSpec? spec)
    {
        if (spec is not null)
        {
            Add(context, spec.Experiment.Type, "Experiment", PartFormatter.FeatureExperiment(spec));
        }
    }

    private static void Emit(SourceProductionContext context, ShiftSpec? spec)
    {
        if (spec is not null)
        {
            Add(context, spec.Declared.Type, "Shift", PartFormatter.Shift(spec));
        }
    }

    private static void Add(SourceProductionContext context, TypeHierarchy type, string part, string source) =>
        context.AddSource($"{type.HintName}.{part}.g.cs", SourceText.From(source, Encoding.UTF8));
}
