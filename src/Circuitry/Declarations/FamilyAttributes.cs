namespace Circuitry;

/// <summary>Names the family of a model, whose configuration and weights it reads: <c>[Transformer("tiny/config.json"), Family&lt;Tiny&gt;]</c>.</summary>
/// <typeparam name="TFamily">The class with <see cref="ModelTypeAttribute"/>.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FamilyAttribute<TFamily> : Attribute
    where TFamily : class;

/// <summary>
/// Declares a family of models: rows beside it say which keys of a <c>config.json</c> give which switches, and under which names
/// weights are stored.
/// </summary>
/// <param name="name">What <c>model_type</c> calls the family.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ModelTypeAttribute(string name) : Attribute
{
    /// <summary>The family's name in <c>model_type</c>.</summary>
    public string Name { get; } = name;
}

/// <summary>A key of a <c>config.json</c> that gives a switch.</summary>
/// <param name="key">The key.</param>
/// <param name="name">The switch, as a property of <see cref="TransformerAttribute"/> is named.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ConfigKeyAttribute(string key, string name) : Attribute
{
    /// <summary>The key.</summary>
    public string Key { get; } = key;

    /// <summary>The switch.</summary>
    public string Switch { get; } = name;

    /// <summary>The value of an absent key; null for the switch's own default.</summary>
    public object? Default { get; set; }
}

/// <summary>A switch that every model of a family has alike.</summary>
/// <param name="name">The switch, as a property of <see cref="TransformerAttribute"/> is named.</param>
/// <param name="value">Its value.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class SwitchAttribute(string name, object value) : Attribute
{
    /// <summary>The switch.</summary>
    public string Name { get; } = name;

    /// <summary>Its value.</summary>
    public object Value { get; } = value;
}

/// <summary>Keys of a <c>config.json</c> that change nothing about what a model of the family computes.</summary>
/// <param name="keys">The keys.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HarmlessKeysAttribute(params string[] keys) : Attribute
{
    /// <summary>The keys.</summary>
    public IReadOnlyList<string> Keys { get; } = keys;
}

/// <summary>A tensor in the files of a family.</summary>
/// <param name="name">
/// Its name, with <c>{layer}</c> where the number of the block stands, and <c>{head}</c> where that of the head does if each head's norm
/// of queries or keys is stored for itself.
/// </param>
/// <param name="weight">The weight that it is.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class StoredTensorAttribute(string name, Weight weight) : Attribute
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>The weight that it is.</summary>
    public Weight Weight { get; } = weight;

    /// <summary>The layout in which it is stored.</summary>
    public StoredLayout Layout { get; set; }

    /// <summary>The number of equal parts, one below the other along the first axis, that the stored tensor has; 1 unless it holds several weights.</summary>
    public int Parts { get; set; } = 1;

    /// <summary>The part that the weight is, from 0.</summary>
    public int Part { get; set; }

    /// <summary>The number of rows at the front of the stored tensor that are left out.</summary>
    public int Skip { get; set; }

    /// <summary>Whether one is stored less than the weight is, as the scales of some norms are.</summary>
    public bool AddsOne { get; set; }
}

/// <summary>Tensors in the files of a family that say nothing the architecture does not, such as masks.</summary>
/// <param name="names">Their names, with <c>{layer}</c> where the number of the block stands.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StoredBuffersAttribute(params string[] names) : Attribute
{
    /// <summary>Their names.</summary>
    public IReadOnlyList<string> Names { get; } = names;
}
