using System.Reflection;

namespace Circuitry.Weights;

/// <summary>The family that a class declares, read once.</summary>
internal static class FamilyOf<TFamily>
{
    private static readonly Lazy<Family> Read = new(() => DeclaredFamily.Of(typeof(TFamily)));

    /// <summary>The family.</summary>
    /// <exception cref="ArchitectureException">The class declares none, or one that is at fault.</exception>
    public static Family Family => Read.Value;
}

/// <summary>Reads the rows of a family from the attributes of its class.</summary>
internal static class DeclaredFamily
{
    public static Family Of(Type type)
    {
        var name = type.FullName!.Replace('+', '.');
        if (type.GetCustomAttribute<ModelTypeAttribute>() is not { } declared)
        {
            throw new ArchitectureException(name, "declares no family; give it [ModelType(...)]");
        }

        var family = new FamilyDeclaration
        {
            Name = name,
            ModelType = declared.Name,
            Keys =
            [
                .. type.GetCustomAttributes<ConfigKeyAttribute>()
                    .Select(row => new KeyRow(row.Key, row.Switch, Plain(row.Default))),
            ],
            Constants =
            [
                .. type.GetCustomAttributes<SwitchAttribute>()
                    .Select(row => new ConstantRow(row.Name, Plain(row.Value))),
            ],
            HarmlessKeys = type.GetCustomAttribute<HarmlessKeysAttribute>()?.Keys ?? [],
            Tensors =
            [
                .. type.GetCustomAttributes<StoredTensorAttribute>()
                    .Select(row => new TensorRow(row.Name, row.Weight, row.Layout)
                    {
                        Parts = row.Parts,
                        Part = row.Part,
                        Skip = row.Skip,
                        AddsOne = row.AddsOne,
                    }),
            ],
            Buffers = type.GetCustomAttribute<StoredBuffersAttribute>()?.Names ?? [],
        };
        return FamilyRules.ProblemsOf(family).FirstOrDefault() is { } problem
            ? throw new ArchitectureException(name, problem.Problem)
            : family.ToFamily();
    }

    // As the compiler hands attributes' values to the generator.
    private static object? Plain(object? value) => value is Enum member ? member.ToString() : value;
}
