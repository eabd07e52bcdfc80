extern alias generators;

namespace Circuitry.Generators.Tests;

public sealed class LiteralTests
{
    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(-1e-300, "-1E-300")]
    [InlineData(3.0, "3")]
    [InlineData(double.PositiveInfinity, "double.PositiveInfinity")]
    [InlineData(double.NegativeInfinity, "double.NegativeInfinity")]
    [InlineData(double.NaN, "double.NaN")]
    public void A_number_is_spelt_as_C_sharp_does(double value, string text) =>
        Assert.Equal(text, generators::Circuitry.Generators.Literal.Of(value));

    [Fact]
    public void A_scaling_beyond_every_number_compiles()
    {
        var file = ConfigFileParser.Parse(Configs.Llama.Path, Configs.Llama.Text).Architecture!;
        var architecture = file with
        {
            Positions = file.Positions with
            {
                Rotary = file.Positions.Rotary! with { LinearFactor = double.NegativeInfinity },
            },
        };
        var spec = new TransformerSpec
        {
            Source = "declaration",
            Architecture = architecture with { Norm = architecture.Norm with { Epsilon = double.PositiveInfinity } },
            Type = new TypeHierarchy
            {
                Namespace = "",
                Containers = EquatableArray<string>.Empty,
                Name = "Model",
                PlainName = "Model",
                Accessibility = "public",
                FullName = "global::Model",
                HintName = "Model",
            },
        };
        var project = new Project
        {
            Sources =
            [
                "public partial class Model;",
                ConstantsFormatter.Format(spec),
                HooksFormatter.Format(spec),
                PartFormatter.Program(spec),
            ],
        };

        Assert.Empty(project.Generate().Errors);
    }
}
