using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Circuitry.Generators.Tests;

/// <summary>What the rules of a class's own members say is emitted is what is emitted, for every kind of declaration.</summary>
public sealed class EmittedMembersTests
{
    /// <summary>Members that attention without MLPs, or a model without norms, does not have; names are taken all the same.</summary>
    private static readonly string[] NotOfAll = ["Neurons", "Norm2"];

    public static TheoryData<string> Models =>
        [
            "MlpWidth = 16",
            "MlpWidth = 16, GatedMlp = true, ParallelBlock = true",
            "MlpWidth = 16, Normalization = Normalization.None",
            "Positions = PositionEmbedding.Rotary, KeyValueHeads = 1, Normalization = Normalization.RmsNorm",
        ];

    [Theory]
    [MemberData(nameof(Models))]
    public void Of_a_model(string switches)
    {
        var generated = Project
            .Of(
                $"[Transformer(Layers = 2, Heads = 2, ModelWidth = 8, Context = 4, Vocabulary = 5, {switches})] public sealed partial class Toy;"
            )
            .Generate();

        Check(generated, "Study.Toy", _ => EmittedModel.Class, NotOfAll);
    }

    public static TheoryData<string, string, string> Experiments
    {
        get
        {
            var all = new TheoryData<string, string, string>();
            foreach (var granularity in new[] { "Edge", "Edge, SplitQueryKeyValue = false", "Node" })
            {
                foreach (var ablation in Enum.GetNames<ShippedAblation>())
                {
                    all.Add(granularity, ablation, "KlDivergence");
                    all.Add(granularity, ablation, "LogitDifference");
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Experiments))]
    public void Of_an_experiment(string granularity, string ablation, string metric)
    {
        var generated = Project
            .Of(
                Tests
                    .Experiments.Complete.Replace(
                        "Granularity.Edge",
                        "Granularity." + granularity,
                        StringComparison.Ordinal
                    )
                    .Replace("Ablation.Mean", "Ablation." + ablation, StringComparison.Ordinal)
                    .Replace("KlDivergence", metric, StringComparison.Ordinal)
            )
            .Generate();

        Check(generated, "Study.Study1", EmittedExperiment.Of);
    }

    [Theory]
    [InlineData("KlDivergence")]
    [InlineData("LogitDifference")]
    public void Of_an_experiment_on_features(string metric)
    {
        var source =
            Tests.Experiments.Toy
            + Tests.Experiments.Pairs
            + Features.Attributes.Replace("LogitDifference", metric, StringComparison.Ordinal)
            + "public sealed partial class Study1;";

        Check(Project.Of(source, Features.Manifest).Generate(), "Study.Study1", EmittedExperiment.Of);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[Judge<Yes>] ")]
    public void Of_a_shift(string judge)
    {
        var source =
            Tests.Experiments.Toy
            + Features.Shift
            + judge
            + """
                public sealed partial class Study1 { public partial Judgement Judge(FeatureEvidence evidence) => Judgement.Relevant; }
                public sealed class Yes : IFeatureJudge
                {
                    public string Name => "yes";
                    public Judgement Judge(FeatureEvidence evidence) => Judgement.Relevant;
                }
                """;

        // The researcher's own method is no name that is taken.
        Check(Project.Of(source, Features.Manifest).Generate(), "Study.Study1", EmittedShift.Of, "Judge");
    }

    private static void Check(
        Generated generated,
        string name,
        Func<INamedTypeSymbol, EmittedClass> describe,
        params string[] mayDiffer
    )
    {
        var type = generated.Compilation.GetTypeByMetadataName(name)!;
        var described = describe(type);
        var emitted = type.GetMembers().Where(member => !member.IsImplicitlyDeclared && IsEmitted(member)).ToList();
        Assert.NotEmpty(emitted);

        Assert.Equal(described.Parent, type.BaseType!.MetadataName);
        Assert.Equal(
            new[] { described.Constructor, described.CopyConstructor }.OfType<string>().Order(),
            emitted
                .OfType<IMethodSymbol>()
                .Where(method => method.MethodKind == MethodKind.Constructor)
                .Select(constructor => Signature.Of(constructor)!)
                .Order()
        );

        var ordinary = emitted
            .Where(member => member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary })
            .ToList();
        var open = described.Methods.Select(method => method.Name).ToHashSet();
        Assert.Equal(
            described.Methods.OrderBy(Text).Select(Text),
            ordinary
                .OfType<IMethodSymbol>()
                .Where(method => open.Contains(method.Name))
                .Select(method => Text(new EmittedMethod(method.Name, Signature.Of(method)!)))
                .Order()
        );
        Assert.Equal(
            described.Members.Except(mayDiffer).Order(),
            ordinary
                .Select(member => member.Name)
                .Where(member => !open.Contains(member))
                .Distinct()
                .Except(mayDiffer)
                .Order()
        );
        Assert.Subset(
            described.Members.Concat(described.Inherited).Concat(open).Concat(["Judge"]).ToHashSet(),
            UsedByName(generated, type).ToHashSet()
        );
        Assert.Subset(
            EmittedModel.Class.Members.Concat(EmittedModel.Class.Inherited).Concat(["Load"]).ToHashSet(),
            UsedOfModel(generated, type).ToHashSet()
        );
    }

    private static string Text(EmittedMethod method) => $"{method.Name}({method.Parameters})";

    private static bool IsEmitted(ISymbol member) => member.Locations.Any(OwnMembers.IsEmitted);

    /// <summary>What emitted code takes from the class or its bases by a name alone, which a member of the class would hide.</summary>
    private static IEnumerable<string> UsedByName(Generated generated, INamedTypeSymbol type) =>
        from tree in generated.Compilation.SyntaxTrees
        where tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)
        let semantics = generated.Compilation.GetSemanticModel(tree)
        from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        where
            name.Parent is not (MemberAccessExpressionSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax)
            || IsLeft(name)
        let symbol = semantics.GetSymbolInfo(name).Symbol
        where
            symbol is IMethodSymbol or IPropertySymbol or IFieldSymbol
            && Bases(type).Contains(symbol.ContainingType?.OriginalDefinition, SymbolEqualityComparer.Default)
        select symbol.Name;

    /// <summary>What the emitted code of an experiment takes from its model.</summary>
    private static IEnumerable<string> UsedOfModel(Generated generated, INamedTypeSymbol type) =>
        from tree in generated.Compilation.SyntaxTrees
        where tree.FilePath.Contains(type.Name + ".", StringComparison.Ordinal)
        let semantics = generated.Compilation.GetSemanticModel(tree)
        from access in tree.GetRoot().DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        where
            semantics.GetTypeInfo(access.Expression).Type?.Name == "Toy"
            || semantics.GetSymbolInfo(access.Expression).Symbol is INamedTypeSymbol { Name: "Toy" }
        select access.Name.Identifier.ValueText;

    private static bool IsLeft(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Expression == name;

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var parent = type; parent is not null; parent = parent.BaseType)
        {
            yield return parent.OriginalDefinition;
        }
    }
}
