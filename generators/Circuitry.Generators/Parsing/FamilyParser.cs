using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>A family that a model names.</summary>
/// <param name="Declaration">Its rows.</param>
/// <param name="Class">Its class, with <c>global::</c>.</param>
internal sealed record NamedFamily(FamilyDeclaration Declaration, string Class);

/// <summary>Reads the rows of a family from the attributes of its class, and finds the family that a model names.</summary>
internal static class FamilyParser
{
    public const string NamingMetadataName = "FamilyAttribute`1";
    public const string MetadataName = "ModelTypeAttribute";

    private const string KeyMetadataName = "ConfigKeyAttribute";
    private const string SwitchMetadataName = "SwitchAttribute";
    private const string HarmlessMetadataName = "HarmlessKeysAttribute";
    private const string TensorMetadataName = "StoredTensorAttribute";
    private const string BuffersMetadataName = "StoredBuffersAttribute";

    /// <summary>The attributes that stand beside [ModelType] only, as one writes them.</summary>
    public static readonly (string MetadataName, string Shown)[] Rows =
    [
        (KeyMetadataName, "[ConfigKey]"),
        (SwitchMetadataName, "[Switch]"),
        (HarmlessMetadataName, "[HarmlessKeys]"),
        (TensorMetadataName, "[StoredTensor]"),
        (BuffersMetadataName, "[StoredBuffers]"),
    ];

    /// <summary>Finds the family that a model names, if it names one.</summary>
    /// <returns>False if it names one that cannot be used, which is reported here or at the class of the family.</returns>
    public static bool TryFind(
        INamedTypeSymbol model,
        AttributeData transformer,
        Findings findings,
        CancellationToken cancellation,
        out NamedFamily? family
    )
    {
        family = null;
        if (Attributes.Find(model, NamingMetadataName) is not { } naming)
        {
            return true;
        }

        if (Attributes.IsBroken(naming))
        {
            return false;
        }

        var location = Attributes.LocationOf(naming, cancellation);
        var named = naming.AttributeClass!.TypeArguments[0] as INamedTypeSymbol;
        if (Unfit(model, named, transformer) is { } reason)
        {
            findings.Add(Descriptors.NotAFamily, location, model.Name, reason);
            return false;
        }

        var faults = Parse(named!, cancellation, out var declaration);
        if (faults.Count > 0)
        {
            // What is wrong with a class of this project is reported there.
            if (named!.DeclaringSyntaxReferences.IsEmpty)
            {
                findings.Add(DescriptorOf(faults[0].Problem), location, named.Name, faults[0].Problem.Problem);
            }

            return false;
        }

        family = declaration is null
            ? null
            : new(declaration, named!.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
        return declaration is not null;
    }

    /// <summary>Reads the rows of a class with [ModelType].</summary>
    /// <returns>What is wrong with them, and where.</returns>
    public static IReadOnlyList<(FamilyProblem Problem, Location? Location)> Parse(
        INamedTypeSymbol type,
        CancellationToken cancellation,
        out FamilyDeclaration? declaration
    )
    {
        declaration = null;
        var head = Attributes.Find(type, MetadataName)!;
        var all = Rows.SelectMany(row => Attributes.FindAll(type, row.MetadataName)).Append(head).ToList();
        if (all.Any(Attributes.IsBroken))
        {
            return [];
        }

        var places = new Dictionary<object, AttributeData>(ByReference.Comparer);
        declaration = new FamilyDeclaration
        {
            Name = type.ToDisplayString(
                SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(
                    SymbolDisplayGlobalNamespaceStyle.Omitted
                )
            ),
            ModelType = Text(head, 0),
            Keys = Read(KeyMetadataName, one => new KeyRow(Text(one, 0), Text(one, 1), Default(one))),
            Constants = Read(
                SwitchMetadataName,
                one => new ConstantRow(Text(one, 0), Plain(one.ConstructorArguments[1]))
            ),
            HarmlessKeys = Texts(type, HarmlessMetadataName),
            Tensors = Read(
                TensorMetadataName,
                one => new TensorRow(
                    Text(one, 0),
                    (Weight)(int)one.ConstructorArguments[1].Value!,
                    (StoredLayout)one.Get("Layout", 0)
                )
                {
                    Parts = one.Get(nameof(TensorRow.Parts), 1),
                    Part = one.Get(nameof(TensorRow.Part), 0),
                    Skip = one.Get(nameof(TensorRow.Skip), 0),
                    AddsOne = one.Get(nameof(TensorRow.AddsOne), false),
                }
            ),
            Buffers = Texts(type, BuffersMetadataName),
        };
        places[declaration] = head;
        return
        [
            .. FamilyRules
                .ProblemsOf(declaration)
                .Select(problem => (problem, Attributes.LocationOf(places[problem.Row], cancellation))),
        ];

        List<T> Read<T>(string metadataName, Func<AttributeData, T> row)
            where T : class
        {
            var rows = new List<T>();
            foreach (var attribute in Attributes.FindAll(type, metadataName))
            {
                rows.Add(row(attribute));
                places[rows[rows.Count - 1]] = attribute;
            }

            return rows;
        }
    }

    /// <summary>The diagnostic of a problem.</summary>
    public static DiagnosticDescriptor DescriptorOf(FamilyProblem problem) =>
        problem.Fault switch
        {
            FamilyFault.UnknownSwitch => Descriptors.UnknownSwitch,
            FamilyFault.UnfitRow => Descriptors.UnfitFamilyRow,
            FamilyFault.Twice => Descriptors.FamilyTwice,
            _ => Descriptors.MissingSwitch,
        };

    private static string? Unfit(INamedTypeSymbol model, INamedTypeSymbol? family, AttributeData transformer) =>
        transformer.ConstructorArguments.Length == 0
            ? "names a family, which reads a config.json, but spells its architecture out; name the config.json in [Transformer]"
        : family is null || Attributes.Find(family, MetadataName) is null
            ? $"names the family '{family?.Name}', which declares none; give that class [ModelType(...)]"
        : Reach.Problem(family, model) is { } problem ? $"names the family '{family.Name}', which {problem}"
        : null;

    private static string Text(AttributeData attribute, int index) =>
        attribute.ConstructorArguments[index].Value as string ?? "";

    private static List<string> Texts(INamedTypeSymbol type, string metadataName) =>
        Attributes.Find(type, metadataName) is { ConstructorArguments: [{ IsNull: false } names] }
            ? [.. names.Values.Select(name => name.Value as string ?? "")]
            : [];

    private static object? Default(AttributeData attribute) =>
        attribute
            .NamedArguments.Where(argument => argument.Key == "Default")
            .Select(argument => Plain(argument.Value))
            .FirstOrDefault();

    // A member of an enumeration is its name; what is no value of a switch is left to the rules.
    private static object? Plain(TypedConstant constant) =>
        constant.Kind switch
        {
            TypedConstantKind.Primitive => constant.Value,
            TypedConstantKind.Enum => constant
                .Type!.GetMembers()
                .OfType<IFieldSymbol>()
                .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, constant.Value))
                ?.Name
                ?? "",
            TypedConstantKind.Type => constant.Value?.ToString(),
            _ => "",
        };
}
