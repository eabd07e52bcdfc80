using System.Reflection;

namespace Circuitry.Tests;

/// <summary>The one table behind literals, [Transformer], families, differences and exchange files holds every switch there is.</summary>
public sealed class SwitchTableTests
{
    [Fact]
    public void Every_stored_switch_of_every_organ_has_a_row() =>
        Assert.Equal(Stored(typeof(Architecture), "").Order(), SwitchTable.All.Select(one => one.Path).Order());

    [Fact]
    public void A_row_is_read_and_written_where_its_path_says()
    {
        foreach (var one in SwitchTable.All)
        {
            // Rotary positions and ALiBi are never in one model.
            var a = one.Read(Full()) is null ? Full().With("Positions", PositionEmbedding.Alibi) : Full();
            var changed = Other(one.Read(a)!);
            var after = one.Write(a, changed);
            Assert.Equal(changed, one.Read(after));
            Assert.Equal(changed, At(after, one.Path));
            Assert.Equal(a, one.Write(after, one.Read(a)!));
            Assert.Equal(one.Type, changed.GetType());
        }
    }

    [Fact]
    public void Every_property_of_the_attribute_is_a_switch_and_every_switch_but_the_family_a_property()
    {
        var properties = typeof(TransformerAttribute)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property =>
                property.Name is not (nameof(TransformerAttribute.Config) or nameof(TransformerAttribute.Weights))
            )
            .ToDictionary(property => property.Name, property => property.PropertyType);

        Assert.Equal(
            SwitchTable.Given.Select(one => (one.Name, one.Type)).OrderBy(one => one.Name, StringComparer.Ordinal),
            properties.Select(one => (one.Key, one.Value)).OrderBy(one => one.Key, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_property_of_the_attribute_has_the_default_of_its_switch()
    {
        var attribute = new TransformerAttribute();
        var a = Full();
        foreach (var one in SwitchTable.Given.Where(one => one is { Absent: not null, ZeroIsAbsent: false }))
        {
            Assert.Equal(one.Absent!(a), typeof(TransformerAttribute).GetProperty(one.Name)!.GetValue(attribute));
        }
    }

    [Fact]
    public void Names_are_used_once()
    {
        Assert.Equal(SwitchTable.All.Select(one => one.Name).Distinct(), SwitchTable.All.Select(one => one.Name));
        var keys = SwitchTable.All.Select(one => one.Mib).OfType<MibKey>().ToList();
        Assert.Equal(
            ["n_layers", "n_heads", "parallel_attn_mlp", "d_model"],
            keys.OrderBy(key => key.Place).Select(key => key.Name)
        );
    }

    [Fact]
    public void A_switch_of_what_is_not_there_reads_nothing_and_is_refused_where_it_is_set()
    {
        var bare = Full()
            .With("MlpWidth", 0)
            .With("Positions", PositionEmbedding.Learned)
            .With("Normalization", Normalization.None);
        foreach (
            var name in new[]
            {
                "Nonlinearity",
                "GateBias",
                "ParallelBlock",
                "RotaryBase",
                "RotaryPartsFactor",
                "NormEpsilon",
            }
        )
        {
            var one = SwitchTable.Find(name)!;
            Assert.Null(one.Read(bare));
            Assert.Equal(bare, one.Apply(bare, null));
            Assert.Equal(
                name,
                Assert.Throws<ArchitectureException>(() => one.Apply(bare, Other(one.Read(Full())!))).Field
            );
        }
    }

    /// <summary>An architecture that has every organ.</summary>
    internal static Architecture Full() =>
        SmallArchitectures
            .Llama()
            .With("GatedMlp", true)
            .With("MlpBias", true)
            .With("RotaryPartsFactor", 8.0)
            .With("RotaryLowFrequencyFactor", 1.0)
            .With("RotaryHighFrequencyFactor", 4.0)
            .With("RotaryOriginalContext", 16)
            .With("RotaryYarnFactor", 4.0)
            .With("RotaryLongFactors", "2,3")
            .With("AttentionWindow", 3)
            .With("QueryKeyNorm", Normalization.RmsNorm);

    private static object Other(object value) =>
        value switch
        {
            bool flag => !flag,
            int number => number + 1,
            double number => number + 1,
            string text => text + "?",
            Normalization.RmsNorm => Normalization.LayerNorm,
            Nonlinearity.Silu => Nonlinearity.Gelu,
            PositionEmbedding.Rotary => PositionEmbedding.Rotary,
            PositionEmbedding.Alibi => PositionEmbedding.Alibi,
            NormPlace.Before => NormPlace.After,
            _ => throw new ArgumentException($"no other value than {value}"),
        };

    private static object At(object organ, string path) =>
        path.Split('.').Aggregate(organ, (at, name) => at.GetType().GetProperty(name)!.GetValue(at)!);

    private static IEnumerable<string> Stored(Type organ, string path) =>
        organ
            .GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .SelectMany(property =>
                property.PropertyType.Assembly == organ.Assembly && property.PropertyType.IsClass
                    ? Stored(property.PropertyType, $"{path}{property.Name}.")
                    : [path + property.Name]
            );
}
