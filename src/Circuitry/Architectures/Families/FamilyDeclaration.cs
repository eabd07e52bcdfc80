namespace Circuitry.Models;

/// <summary>A family as attributes on a class declare it. Value-equal.</summary>
internal sealed record FamilyDeclaration
{
    /// <summary>The name of the class, with its namespace.</summary>
    public required string Name { get; init; }

    /// <summary>The <c>model_type</c> of its configurations.</summary>
    public required string ModelType { get; init; }

    /// <summary>The configuration keys that give switches.</summary>
    public required IReadOnlyList<KeyRow> Keys { get; init; }

    /// <summary>The switches that every model of the family has alike.</summary>
    public required IReadOnlyList<ConstantRow> Constants { get; init; }

    /// <summary>Keys that change nothing.</summary>
    public required IReadOnlyList<string> HarmlessKeys { get; init; }

    /// <summary>The names of stored tensors.</summary>
    public required IReadOnlyList<TensorRow> Tensors { get; init; }

    /// <summary>Stored tensors that say nothing the architecture does not.</summary>
    public required IReadOnlyList<string> Buffers { get; init; }

    /// <summary>The family that follows these rows.</summary>
    public Family ToFamily() =>
        new()
        {
            Name = Name,
            Configurations = [new(null, ModelType, Read)],
            Tensors = Tensors,
            Buffers = Buffers,
        };

    /// <inheritdoc/>
    public bool Equals(FamilyDeclaration? other) => other is not null && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode();

    // Between two lists stands how long they are, so that no row is taken for one of the next list.
    private IEnumerable<object> Parts =>
        [
            Name,
            ModelType,
            Keys.Count,
            .. Keys,
            Constants.Count,
            .. Constants,
            HarmlessKeys.Count,
            .. HarmlessKeys,
            Tensors.Count,
            .. Tensors,
            .. Buffers,
        ];

    private Architecture Read(ConfigFields f)
    {
        HuggingFaceConfig.RefuseUnimplemented(f);
        f.Ignore("architectures", "model_type");
        var architecture = SwitchTable.Build(Name, one => ValueOf(f, one));
        f.RequireAllKnown(Models.HarmlessKeys.And(HarmlessKeys));
        return architecture;
    }

    private object? ValueOf(ConfigFields f, Switch one)
    {
        if (Constants.FirstOrDefault(row => row.Switch == one.Name) is { } constant)
        {
            return SwitchValue.Of(one, constant.Value);
        }

        if (Keys.FirstOrDefault(row => row.Switch == one.Name) is not { } key)
        {
            return null;
        }

        if (f.Value(key.Key) is not { } given)
        {
            return key.Default is { } otherwise ? SwitchValue.Of(one, otherwise)
                : one.Absent is null ? throw f.Refused(key.Key, "is missing")
                : null;
        }

        return SwitchValue.Of(one, given)
            ?? throw f.Refused(
                key.Key,
                $"gives {one.Name}, which must be {SwitchValue.KindOf(one)}, and is {ConfigFields.Shown(given)}"
            );
    }
}

/// <summary>A key of a configuration that gives a switch.</summary>
/// <param name="Key">The key.</param>
/// <param name="Switch">The name of the switch.</param>
/// <param name="Default">What absence of the key means; null for what absence of the switch means.</param>
internal sealed record KeyRow(string Key, string Switch, object? Default);

/// <summary>A switch that is the same in every model.</summary>
/// <param name="Switch">The name of the switch.</param>
/// <param name="Value">Its value.</param>
internal sealed record ConstantRow(string Switch, object? Value);
