namespace Circuitry.Datasets;

/// <summary>Finds the reader of a component of <c>tokenizer.json</c> by its <c>type</c>.</summary>
internal static class ComponentKinds
{
    /// <summary>The reader of a component's kind.</summary>
    /// <param name="kinds">Readers by the name of their kind.</param>
    /// <param name="component">The component.</param>
    /// <param name="remedy">What to do where there is no such reader, as a sentence.</param>
    /// <exception cref="TokenizerException">No kind of that name is read.</exception>
    public static T Find<T>(IReadOnlyDictionary<string, T> kinds, TokenizerMember component, string remedy) =>
        component.Type is { } type && kinds.TryGetValue(type, out var read)
            ? read
            : throw component["type"]
                .Refusal($"one of {string.Join(", ", kinds.Keys.Order(StringComparer.Ordinal))}", remedy);

    /// <summary>A component's steps in their order, those of sequences in sequences included; none where there is no component.</summary>
    /// <param name="component">The component.</param>
    /// <param name="list">The member of a <c>Sequence</c> that has its steps.</param>
    public static IEnumerable<TokenizerMember> Steps(TokenizerMember component, string list)
    {
        if (!component.IsThere)
        {
            return [];
        }

        if (component.Type != "Sequence")
        {
            return [component];
        }

        component.Allow("type", list);
        return component[list]
            .RequiredItems()
            .SelectMany(step => step.IsThere ? Steps(step, list) : throw step.Damage("a component"));
    }
}
