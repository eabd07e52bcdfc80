using System.Globalization;
using static TorchSharp.torch;

namespace Circuitry.Rasp;

/// <summary>Compiles a RASP program into a transformer, after Lindner et al. 2023 (tracr).</summary>
/// <remarks>
/// 1. Find the values of every expression and give each a residual direction.
/// 2. Give every expression a block, after its inputs.
/// 3. Wire one head per aggregate or selector width, and ReLU neurons per map.
/// 4. Write the wiring into weight matrices.
/// Every expression is 0 at BOS, so that BOS can stand for "nothing selected".
/// </remarks>
internal static class RaspCompiler
{
    public static CompiledRasp Compile(RaspProgram program)
    {
        if (program.MaximumLength < 1)
        {
            throw new RaspException(
                program.Name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"MaximumLength is {program.MaximumLength}; at least 1 is needed"
                )
            );
        }

        var vocabulary = new RaspVocabulary(program.Vocabulary);
        var nodes = program.Output.Node.InOrder();
        var domains = new ValueDomains(program.Vocabulary, program.MaximumLength);
        var layout = new ResidualLayout(nodes, vocabulary, domains, program.MaximumLength);

        var plan = new LayerPlan(nodes);
        var heads = Enumerable.Range(0, plan.Layers).Select(_ => new List<HeadWiring>()).ToList();
        var neurons = Enumerable.Range(0, plan.Layers).Select(_ => new List<NeuronWiring>()).ToList();
        foreach (var node in nodes)
        {
            switch (node)
            {
                case AggregateNode aggregate:
                    heads[plan.Layer(node)].Add(HeadWiring.Of(aggregate, domains, layout));
                    break;
                case SelectorWidthNode width:
                    heads[plan.Layer(node)].Add(HeadWiring.Of(width, domains, layout));
                    neurons[plan.Layer(node)].AddRange(NeuronWiring.Of(node, domains, layout));
                    break;
                case MapNode or SequenceMapNode:
                    neurons[plan.Layer(node)].AddRange(NeuronWiring.Of(node, domains, layout));
                    break;
                default:
                    break;
            }
        }

        var output = program.Output.Node;
        IReadOnlyList<object> outputValues = output.Numerical ? [] : domains.Of(output);
        var architecture = Describe(program, vocabulary, layout, heads, neurons, Math.Max(1, outputValues.Count));
        var weights = new WeightWriter(architecture);
        weights.Embed(layout, vocabulary);
        weights.Biases();
        for (var layer = 0; layer < plan.Layers; layer++)
        {
            weights.Attention(layer, heads[layer]);
            weights.Mlp(layer, neurons[layer]);
        }

        weights.Unembed(
            output.Numerical ? [layout.Number(output)] : [.. outputValues.Select(value => layout[output, value])]
        );
        return new CompiledRasp
        {
            Program = program,
            Architecture = architecture,
            Weights = weights.ToTensors(),
            Vocabulary = vocabulary,
            Directions = layout.Names,
            OutputValues = outputValues,
        };
    }

    private static Architecture Describe(
        RaspProgram program,
        RaspVocabulary vocabulary,
        ResidualLayout layout,
        List<List<HeadWiring>> heads,
        List<List<NeuronWiring>> neurons,
        int outputs
    )
    {
        var headWidth = heads.SelectMany(layer => layer).Select(head => head.Width).DefaultIfEmpty(1).Max();
        var width = neurons.Max(layer => layer.Count);
        var headCount = Math.Max(1, heads.Max(layer => layer.Count));
        return ArchitectureReader.Check(
            new Architecture
            {
                Family = Families.TransformerLens,
                Layers = heads.Count,
                ModelWidth = layout.Names.Count,
                Context = program.MaximumLength + 1,
                Embedding = new() { Vocabulary = vocabulary.Tokens.Count },
                Norm = new() { Kind = Normalization.None },
                Positions = new() { Kind = PositionEmbedding.Learned },
                Attention = new()
                {
                    Heads = headCount,
                    KeyValueHeads = headCount,
                    HeadWidth = headWidth,
                    Scale = Math.Sqrt(headWidth),
                    Causal = false,
                    QueryKeyValueBias = false,
                    OutputBias = false,
                },
                Mlp =
                    width == 0
                        ? null
                        : new()
                        {
                            Width = width,
                            Nonlinearity = Nonlinearity.Relu,
                            Bias = false,
                        },
                Logits = new() { Vocabulary = outputs, Bias = false },
            }
        );
    }
}
