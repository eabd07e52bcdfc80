namespace Circuitry.Generators;

/// <summary>An algorithm that has a driver on every experiment that it suits.</summary>
internal sealed record AlgorithmSpec
{
    /// <summary>Its class, as code writes it.</summary>
    public required string FullName { get; init; }

    /// <summary>The name of its driver.</summary>
    public required string Driver { get; init; }

    /// <summary>What it needs of an experiment.</summary>
    public required AlgorithmRules Rules { get; init; }

    /// <summary>What it does, as a sentence without a full stop.</summary>
    public required string Summary { get; init; }

    /// <summary>What its constructor takes after the experiment.</summary>
    public required EquatableArray<AlgorithmParameter> Parameters { get; init; }

    /// <summary>The one member that its options require, and that the driver takes by itself as well; null where there is none.</summary>
    public required AlgorithmNumber? Number { get; init; }

    /// <summary>Whether it works on features of dictionaries, and not on a graph.</summary>
    public required bool OfFeatures { get; init; }

    /// <summary>Whether it is of the project that is compiled, or of one that the runtime does not know.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>Whether everybody who sees a public experiment sees its class too.</summary>
    public required bool IsPublic { get; init; }

    /// <summary>Its use on an experiment refused, and why; null where it suits.</summary>
    public string? Refusal(Granularity granularity, AblationSpec ablation, bool divergence) =>
        Has(granularity) ? Rules.Refusal(granularity, ablation.Name, ablation.EndsInCorruptedRun, divergence)
        : OfFeatures
            ? $"{Rules.Name} works on features of dictionaries; declare [Granularity(Granularity.Feature)] and [Dictionaries]"
        : $"{Rules.Name} works on a graph; declare [Granularity(Granularity.Edge)] or [Granularity(Granularity.Node)]";

    /// <summary>Whether units of a kind are those that it works on.</summary>
    public bool Has(Granularity granularity) => OfFeatures != granularity.IsOfGraph();

    /// <summary>The methods that are emitted for it.</summary>
    public IEnumerable<EmittedMethod> Methods()
    {
        if (Number is { } number)
        {
            yield return new EmittedMethod(Driver, number.PlainType);
        }

        yield return new EmittedMethod(Driver, string.Join(", ", Parameters.Select(parameter => parameter.PlainType)));
    }
}

/// <summary>A parameter of an algorithm's constructor.</summary>
/// <param name="Type">Its type, as code writes it.</param>
/// <param name="PlainType">Its type's name, without namespaces.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsOptional">Whether null is its default.</param>
internal readonly record struct AlgorithmParameter(string Type, string PlainType, string Name, bool IsOptional);

/// <summary>The one required member of an algorithm's options.</summary>
/// <param name="Type">Its type, as code writes it.</param>
/// <param name="PlainType">Its type's name, without namespaces.</param>
/// <param name="Property">Its name.</param>
/// <param name="Meaning">What it is, as a sentence without a full stop.</param>
/// <param name="IsList">Whether several can be given.</param>
internal sealed record AlgorithmNumber(string Type, string PlainType, string Property, string Meaning, bool IsList);
