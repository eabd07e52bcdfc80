using System.Collections;
using System.Reflection;
using static TorchSharp.torch;

namespace Circuitry.Tests;

/// <summary>Values as canonical text: the same text exactly for the same value.</summary>
public sealed class IdentityTests
{
    /// <summary>Where and how often checkpoints are saved, which decides nothing.</summary>
    private static readonly string[] WithoutIdentity = ["Checkpoint", "CheckpointInterval", "Jobs"];

    public static TheoryData<string> Options =>
        [
            .. typeof(Identity)
                .Assembly.GetExportedTypes()
                .Where(type => type.GetMethod("<Clone>$") is not null && !type.IsAbstract)
                .Where(type =>
                    type.Name.EndsWith("Options", StringComparison.Ordinal)
                    || typeof(IntegrationRule).IsAssignableFrom(type)
                    || typeof(Selection).IsAssignableFrom(type)
                    || type == typeof(Bootstrap)
                    || type == typeof(ExperimentDeclaration)
                )
                .Select(type => type.FullName!),
        ];

    [Fact]
    public void There_are_options_of_every_method() => Assert.True(Options.Count >= 25);

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_setting_but_those_of_checkpoints_changes_the_identity(string name)
    {
        var type = typeof(Identity).Assembly.GetType(name)!;
        var value = Samples.Of(type, 0);
        Assert.Equal(Identity.Of(value), Identity.Of(Samples.Of(type, 0)));
        var settings = type.GetProperties().Where(property => property.CanWrite).ToList();
        foreach (var setting in settings)
        {
            var changed = Samples.Of(type, 0);
            setting.SetValue(changed, Samples.Of(setting.PropertyType, 1));
            var differs = Identity.Of(value) != Identity.Of(changed);
            Assert.True(differs != WithoutIdentity.Contains(setting.Name), $"{type.Name}.{setting.Name}");
        }
    }

    [Fact]
    public void Words_are_invariant_and_round_trip()
    {
        Assert.Equal("null", Identity.Of(null));
        Assert.Equal("0.1", Identity.Of(0.1));
        Assert.Equal("0.30000000000000004", Identity.Of(0.1 + 0.2));
        Assert.Equal("NaN", Identity.Of(double.NaN));
        Assert.Equal("true", Identity.Of(true));
        Assert.Equal("Circuitry.ShippedAblation.Zero", Identity.Of(Ablation.Zero));
        Assert.Equal("Circuitry.LogitDifference", Identity.Of(typeof(LogitDifference)));
        Assert.Equal("00:00:30", Identity.Of(TimeSpan.FromSeconds(30)));
        Assert.Equal("\"a\\\"b\\\\c\\u000a\\u00e9\"", Identity.Of("a\"b\\c\né"));
        // Half of a surrogate pair is no other half, though UTF-8 writes both alike.
        Assert.NotEqual(Identity.Of("\ud800"), Identity.Of("\ud801"));
        Assert.NotEqual(Identity.HashOf("\ud800"), Identity.HashOf("\ud801"));
        Assert.NotEqual(Identity.Of("1"), Identity.Of(1));
        Assert.NotEqual(Identity.HashOf("a", "b"), Identity.HashOf("a, b"));
        Assert.NotEqual(Identity.HashOf("a", null), Identity.HashOf("a"));
    }

    [Fact]
    public void Sequences_stand_in_order_and_sets_and_dictionaries_sorted_whatever_holds_them()
    {
        Assert.Equal("[3, 1, 2]", Identity.Of(new[] { 3, 1, 2 }));
        Assert.Equal(Identity.Of(new[] { 3, 1 }), Identity.Of(new List<int> { 3, 1 }));
        IReadOnlyList<int> literal = [3, 1];
        IReadOnlyList<int> single = [3];
        Assert.Equal("[3, 1]", Identity.Of(literal));
        Assert.Equal("[3]", Identity.Of(single));
        Assert.Equal("[3, 1]", Identity.Of(literal.Select(number => number)));
        Assert.Equal("[0, 1]", Identity.Of(Counted()));
        Assert.Equal("{1, 2, 3}", Identity.Of(new HashSet<int> { 3, 1, 2 }));
        var dictionary = new Dictionary<string, int> { ["b"] = 1, ["a"] = 2 };
        var sorted = new SortedDictionary<string, int>(dictionary);
        Assert.Equal(Identity.Of(dictionary), Identity.Of(sorted));
        Assert.Equal(Identity.Of(dictionary), Identity.Of(new Dictionary<string, int> { ["a"] = 2, ["b"] = 1 }));
        Assert.NotEqual(Identity.Of(dictionary), Identity.Of(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }));
        Assert.NotEqual(
            Identity.Of(
                new[,]
                {
                    { 1, 2, 3, 4 },
                }
            ),
            Identity.Of(
                new[,]
                {
                    { 1, 2 },
                    { 3, 4 },
                }
            )
        );

        static IEnumerable<int> Counted()
        {
            yield return 0;
            yield return 1;
        }
    }

    [Fact]
    public void Objects_are_all_their_fields_private_ones_and_those_of_base_classes_too()
    {
        Assert.NotEqual(Identity.Of(new Weighted(1, "a")), Identity.Of(new Weighted(2, "a")));
        Assert.NotEqual(Identity.Of(new Weighted(1, "a")), Identity.Of(new Weighted(1, "b")));
        Assert.Equal(Identity.Of(new Weighted(1, "a")), Identity.Of(new Weighted(1, "a")));
        Assert.Equal(
            "Circuitry.Tests.IdentityTests+Weighted(Named.Name: \"a\", weight: 1)",
            Identity.Of(new Weighted(1, "a"))
        );
        Assert.NotEqual(Identity.Of(new KeywordJudge(["nurse"], 0.5)), Identity.Of(new KeywordJudge(["doctor"], 0.5)));
        Assert.NotEqual(Identity.Of(new KeywordJudge(["nurse"], 0.5)), Identity.Of(new KeywordJudge(["nurse"], 0.6)));
        Assert.NotEqual(Identity.Of(new LeftRule(5)), Identity.Of(new RightRule(5)));
        // Equal values within each other are no circle.
        Assert.Contains("Nested", Identity.Of(new Nested(new Nested(null))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_value_is_refused_by_the_field_that_holds_it()
    {
        using var tensor = ones(1);
        foreach (
            var (held, kind) in new (object, string)[]
            {
                (() => 1, "Func"),
                (tensor, "Tensor"),
                (Stream.Null, "Stream"),
                (new Lazy<int>(1), "Lazy"),
                ((nint)1, "IntPtr"),
                (CancellationToken.None, "CancellationToken"),
            }
        )
        {
            var error = Assert.Throws<CheckpointException>(() => Identity.Of(new Holder([1, held])));
            Assert.Contains("Holder.Held[1] is a ", error.Message, StringComparison.Ordinal);
            Assert.Contains(kind, error.Message, StringComparison.Ordinal);
            Assert.Contains(nameof(IIdentified), error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_holds_itself_is_refused()
    {
        var list = new List<object>();
        var holder = new Holder(list);
        list.Add(holder);
        var error = Assert.Throws<CheckpointException>(() => Identity.Of(holder));
        Assert.Contains("Holder.Held[0]", error.Message, StringComparison.Ordinal);
        var chain = new Nested(null);
        for (var i = 0; i < 1000; i++)
        {
            chain = new Nested(chain);
        }

        Assert.Throws<CheckpointException>(() => Identity.Of(chain));
    }

    [Fact]
    public void What_identifies_itself_is_asked()
    {
        Assert.Equal("Circuitry.Tests.IdentityTests+Own\"7\"", Identity.Of(new Own(7, () => 1)));
        Assert.NotEqual(Identity.Of(new Own(7, () => 1)), Identity.Of(new Own(8, () => 1)));
        using var experiment = SmallExperiments.Load("serial edges");
        using var other = SmallExperiments.Load("serial edges", seed: 2);
        Assert.Contains(experiment.Prompts.Hash, Identity.Of(experiment.Prompts), StringComparison.Ordinal);
        Assert.NotEqual(Identity.Of(experiment.Transformer.Weights), Identity.Of(other.Transformer.Weights));
        Assert.NotEqual(Identity.Of(SerialEdges.AllUnits), Identity.Of(SerialNodes.AllUnits));
        Assert.Equal(Identity.Of(SerialEdges.AllUnits), Identity.Of(new EdgeUnits(new Graph(Serial.Declared))));
    }

    private abstract class Named(string name)
    {
        public string Name { get; } = name;
    }

    private sealed class Weighted(double weight, string name) : Named(name)
    {
        public double Twice => 2 * weight;
    }

    private sealed record Nested(object? Inner);

    private sealed record Holder(IReadOnlyList<object> Held);

    private sealed class Own(int number, Func<int> method) : IIdentified
    {
        public int Called => method();

        string IIdentified.Identity => FormattableString.Invariant($"{number}");
    }

    /// <summary>Two values of any type of setting.</summary>
    private static class Samples
    {
        public static object? Of(Type type, int variant)
        {
            if (Nullable.GetUnderlyingType(type) is { } inner)
            {
                return variant == 0 ? null : Of(inner, 1);
            }

            return type switch
            {
                _ when type == typeof(bool) => variant == 1,
                _ when type == typeof(string) => variant == 0 ? "a" : "b",
                _ when type == typeof(TimeSpan) => TimeSpan.FromSeconds(variant + 1),
                _ when type.IsEnum => Enum.GetValues(type).GetValue(variant),
                _ when type.IsPrimitive => Convert.ChangeType(variant + 1, type, null),
                _ when type == typeof(AcdcOrder) => AcdcOrder.Shuffled(variant),
                _ when type == typeof(MaskSchedule) => new MaskSchedule(variant, 1, 0, 1),
                _ when type == typeof(FeatureSite) => FeatureSite.Mlp(variant),
                _ when type == typeof(IntegrationRule) => new MidpointRule(variant + 1),
                _ when type == typeof(IntegrationPath) => variant == 0 ? new MaskPath() : new ActivationPath(),
                _ when type == typeof(SizedSelection) => new TopUnits(variant),
                _ when type == typeof(Ablation) => variant == 0 ? new ZeroAblation() : new MeanAblation(),
                _ when type == typeof(UnitSet) => UnitSet.Of(Gate.SmallUnits, [variant]),
                _ when type == typeof(UnitScores) => Gate.Scores(("m0->logits", variant)),
                _ when type == typeof(JobStore) => new JobMemory(),
                _ when type == typeof(Contender) => AcdcSearch.Contender(variant + 1),
                _ when type.IsGenericType => ListOf(type.GetGenericArguments()[0], variant),
                _ => Made(type, variant),
            };
        }

        private static IList ListOf(Type element, int variant)
        {
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
            list.Add(Of(element, variant));
            return list;
        }

        private static object Made(Type type, int variant)
        {
            var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
            var made = constructor.Invoke([
                .. constructor.GetParameters().Select(parameter => Of(parameter.ParameterType, variant)),
            ]);
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                if (property.CanWrite)
                {
                    property.SetValue(made, Of(property.PropertyType, variant));
                }
            }

            return made;
        }
    }
}
