using Microsoft.CodeAnalysis;

namespace Circuitry.Generators;

/// <summary>Refuses members of a declared class that its emitted part has as well, or that would hide what emitted code uses.</summary>
internal static class OwnMembers
{
    private static readonly string[] Accessors = ["get_", "set_"];

    public static void Check(INamedTypeSymbol type, EmittedClass emitted, Findings findings)
    {
        foreach (var member in type.GetMembers().Where(IsOwn))
        {
            if (Problem(member, emitted) is { } problem)
            {
                findings.Add(
                    Descriptors.OwnMember,
                    member.Locations.FirstOrDefault(location => !IsEmitted(location)),
                    type.Name,
                    member.Name,
                    problem
                );
            }
        }
    }

    /// <summary>Whether a place is in a source that is emitted: an analyzer sees it beside the others, the generator does not.</summary>
    public static bool IsEmitted(Location? location) => IsEmitted(location?.SourceTree);

    /// <summary>Whether a source is emitted.</summary>
    public static bool IsEmitted(SyntaxTree? source) =>
        source?.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase) == true;

    private static bool IsOwn(ISymbol member) =>
        !member.IsImplicitlyDeclared
        && member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary }
        && member.Locations.Any(location => location.IsInSource && !IsEmitted(location));

    private static string? Problem(ISymbol member, EmittedClass emitted) =>
        emitted.Members.Contains(member.Name) || IsAccessor(member, emitted) || IsTaken(member, emitted)
            ? "which is emitted into it as well"
        : emitted.Inherited.Contains(member.Name)
            ? $"which would hide that of {emitted.Parent.Split('`')[0]}, and emitted code uses it"
        : null;

    private static bool IsTaken(ISymbol member, EmittedClass emitted) =>
        emitted.Methods.Any(method =>
            method.Name == member.Name && (member is not IMethodSymbol own || Signature.Of(own) == method.Parameters)
        );

    // What the compiler calls the accessors of properties.
    private static bool IsAccessor(ISymbol member, EmittedClass emitted) =>
        Accessors.Any(prefix =>
            member.Name.StartsWith(prefix, StringComparison.Ordinal)
            && emitted.Members.Contains(member.Name.Substring(prefix.Length))
        );
}
