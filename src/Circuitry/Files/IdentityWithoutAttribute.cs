namespace Circuitry.Files;

/// <summary>Names properties that are no part of a value's identity: where and how often checkpoints are saved, for instance.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
internal sealed class IdentityWithoutAttribute(params string[] members) : Attribute
{
    public IReadOnlyList<string> Members { get; } = members;
}
