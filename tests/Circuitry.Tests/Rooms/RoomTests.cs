namespace Circuitry.Tests;

/// <summary>Where public types live, and what their exceptions derive from.</summary>
public sealed class RoomTests
{
    private const int MostInTheRoot = 101;

    private static readonly string[] Rooms =
    [
        "Circuitry",
        "Circuitry.Activations",
        "Circuitry.Datasets",
        "Circuitry.Discovery",
        "Circuitry.Discovery.Attribution",
        "Circuitry.Discovery.Masks",
        "Circuitry.Emitted",
        "Circuitry.Evaluation",
        "Circuitry.Features",
        "Circuitry.Features.Shift",
        "Circuitry.Features.Training",
        "Circuitry.Lens",
        "Circuitry.Models",
        "Circuitry.Pipelines",
        "Circuitry.Rasp",
        "Circuitry.Registry",
        "Circuitry.Reports",
        "Circuitry.Tensors",
        "Circuitry.Weights",
        "Circuitry.Work",
    ];

    private static readonly Type[] Public = typeof(GraphExperiment).Assembly.GetExportedTypes();

    [Fact]
    public void Every_public_type_lives_in_a_room_and_every_room_holds_some() =>
        Assert.Equal(Rooms, Public.Select(type => type.Namespace!).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void What_declarations_name_is_all_that_the_root_holds() =>
        Assert.InRange(Public.Count(type => type.Namespace == "Circuitry"), 1, MostInTheRoot);

    [Fact]
    public void Attributes_live_in_the_root_but_for_one_that_only_emitted_code_carries() =>
        Assert.All(
            Public.Where(type => type.IsSubclassOf(typeof(Attribute)) && type != typeof(ExperimentRegistryAttribute)),
            type => Assert.Equal("Circuitry", type.Namespace)
        );

    [Fact]
    public void Every_exception_is_one_of_Circuitry() =>
        Assert.All(
            Public.Where(type => type.IsSubclassOf(typeof(Exception))),
            type => Assert.True(type.IsAssignableTo(typeof(CircuitryException)), type.Name)
        );
}
