using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Circuitry.Files;

/// <summary>Inspects a type's fields for an <see cref="Identity"/>.</summary>
internal static class IdentityFields
{
    private static readonly Type[] WithoutValue =
    [
        typeof(Delegate),
        typeof(MemberInfo),
        typeof(Tensor),
        typeof(TorchSharp.Scalar),
        typeof(Generator),
        typeof(nn.Module),
        typeof(Stream),
        typeof(nint),
        typeof(nuint),
        typeof(System.Runtime.InteropServices.SafeHandle),
    ];

    /// <summary>Whether values of a type stand for something that is not in their fields: methods, native memory, the system's.</summary>
    public static bool IsWithoutValue(Type type) =>
        type.IsPointer
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Lazy<>))
        || Array.Exists(WithoutValue, kind => kind.IsAssignableFrom(type))
        || type.Namespace?.Split('.') is ["System", "Threading" or "Reflection" or "Net", ..];

    /// <summary>Whether a value is the sequence of its elements and nothing else: a collection of the platform or the compiler.</summary>
    public static bool IsSequence(Type type) =>
        typeof(IEnumerable).IsAssignableFrom(type)
        && (
            type.IsArray
            || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true
            || type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
            || type.Name.StartsWith('<')
        );

    /// <summary>Whether the order of a sequence's elements is none: sets and dictionaries.</summary>
    public static bool IsUnordered(Type type) =>
        type.GetInterfaces()
            .Any(implemented =>
                implemented == typeof(IDictionary)
                || (
                    implemented.IsGenericType
                    && implemented.GetGenericTypeDefinition() is var generic
                    && (
                        generic == typeof(ISet<>)
                        || generic == typeof(IReadOnlySet<>)
                        || generic == typeof(IDictionary<,>)
                        || generic == typeof(IReadOnlyDictionary<,>)
                    )
                )
            );

    /// <summary>All instance fields, those of the type itself last, each level's sorted by name; fields of base classes are named with their class.</summary>
    public static IEnumerable<(string Name, FieldInfo Field)> Of(Type type)
    {
        var levels = new Stack<Type>();
        for (var level = type; level is not null; level = level.BaseType)
        {
            levels.Push(level);
        }

        return levels.SelectMany(level =>
        {
            var without = level.GetCustomAttribute<IdentityWithoutAttribute>(inherit: false)?.Members ?? [];
            return level
                .GetFields(
                    BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                )
                .Select(field => (Name: NameOf(field), field))
                .Where(pair => !without.Contains(pair.Name))
                .OrderBy(pair => pair.Name, StringComparer.Ordinal)
                .Select(pair => (level == type ? pair.Name : $"{level.Name}.{pair.Name}", pair.field));
        });
    }

    /// <summary>The name in the source: of the property or the parameter that the compiler has made a field of.</summary>
    private static string NameOf(FieldInfo field) =>
        field.Name.StartsWith('<') && field.Name.IndexOf('>') is > 1 and var end ? field.Name[1..end] : field.Name;
}
