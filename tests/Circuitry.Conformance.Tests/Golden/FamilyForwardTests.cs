using System.Text.Json;
using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>
/// Small models of every family beside what their own code computes: logits, and what each layer adds to the stream, are the same.
/// </summary>
public sealed class FamilyForwardTests
{
    // The original's own float32 differs from its float64 by at most 2e-5; activations are stored in float32.
    private const double Wide = 1e-10;
    private const double Narrow = 5e-5;
    private const double Stored = 1e-5;

    public static TheoryData<string> Cases => [.. FamilyCases.Models.Keys];

    [SkippableFact]
    public void Every_case_has_a_model()
    {
        var root = SharedFolder.PathOf("golden", "families");
        var cases = Directory
            .EnumerateFiles(root, "case.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, Path.GetDirectoryName(path)!).Replace('\\', '/'));

        Assert.Equal(cases.Order(StringComparer.Ordinal), FamilyCases.Models.Keys.Order(StringComparer.Ordinal));
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void The_logits_and_the_stream_of_a_family_are_those_of_its_own_code(string name)
    {
        using var one = new FamilyCase(name, float64);
        foreach (var (row, prompt) in one.Rows)
        {
            using var scope = NewDisposeScope();
            using var sequence = one.Sequence(new Prompts([prompt]));
            Close.Same(
                one.Expected.Read($"{row}.logits"),
                one.Model.Forward(sequence)[0],
                Wide,
                $"{name}, logits of row {row}"
            );
            if (one.AddsTwice)
            {
                continue;
            }

            using var run = one.Model.Run(new Prompts([prompt]));
            var compared = 0;
            foreach (
                var tensor in one.Expected.Tensors.Keys.Where(key =>
                    key.StartsWith(row + ".", StringComparison.Ordinal)
                )
            )
            {
                if (one.Found(run, tensor[(row.Length + 1)..]) is not { } found)
                {
                    continue;
                }

                var expected = one.Expected.Read(tensor);
                var largest = Close.Numbers(expected).Max(Math.Abs);
                Close.Same(expected, found[0], Stored * Math.Max(1, largest), $"{name}, {tensor}");
                compared++;
            }

            // Of each layer at least what it leaves in the stream, beside the ends.
            Assert.True(compared > one.Model.Architecture.Layers, $"{name}: only {compared} were compared");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void The_logits_in_float32_are_as_near_as_those_of_the_original(string name)
    {
        using var one = new FamilyCase(name, float32);
        foreach (var (row, prompt) in one.Rows)
        {
            using var scope = NewDisposeScope();
            using var sequence = one.Sequence(new Prompts([prompt]));
            Close.Same(
                one.Expected.Read($"{row}.logits"),
                one.Model.Forward(sequence)[0],
                Narrow,
                $"{name}, row {row}"
            );
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void A_padded_row_computes_what_it_computes_alone(string name)
    {
        using var one = new FamilyCase(name, float64);
        using var scope = NewDisposeScope();
        using var together = one.Sequence(new Prompts([.. one.Rows.Select(row => row.Prompt)]));
        var logits = one.Model.Forward(together);
        for (var i = 0; i < one.Rows.Count; i++)
        {
            var padding = together.Prompts.PaddingOf(i);
            Close.Same(
                one.Expected.Read($"{one.Rows[i].Name}.logits"),
                logits[i][padding..],
                Wide,
                $"{name}, row {one.Rows[i].Name} beside the other"
            );
        }
    }

    /// <summary>One case: the model, its prompts, and what the original computes.</summary>
    private sealed class FamilyCase : IDisposable
    {
        private readonly string _family;
        private readonly bool _projected;

        public FamilyCase(string name, ScalarType numberType)
        {
            var folder = FamilyCases.FolderOf(name);
            _family = name.Split('/')[0];
            _projected = name == "opt/post-norm-projected";
            using var description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "case.json")));
            Rows =
            [
                .. description
                    .RootElement.GetProperty("rows")
                    .EnumerateObject()
                    .Select(row => (row.Name, GoldenPrompts.Row(row.Value))),
            ];
            Model = FamilyCases.Models[name](folder, numberType);
            Expected = new SafetensorsFile(Path.Combine(folder, "expected.safetensors"));
        }

        public TransformerModel Model { get; }

        public SafetensorsFile Expected { get; }

        public IReadOnlyList<(string Name, int[] Prompt)> Rows { get; }

        /// <summary>Prompts as the original of a case saw them.</summary>
        /// <remarks>
        /// The code of Falcon adds ALiBi's biases to the mask and, where it computes eagerly as it did for the cases, to the scores as
        /// well. Its fused attention, the default, adds them once, as the models were trained: so does the model here, and the test
        /// doubles them.
        /// </remarks>
        public Sequence Sequence(Prompts prompts)
        {
            var sequence = Circuitry.Models.Sequence.Of(prompts, Model);
            if (AddsTwice)
            {
                sequence.Alibi!.add_(sequence.Alibi, Scalars.One);
            }

            return sequence;
        }

        /// <summary>Whether the original of the case adds ALiBi's biases twice, so that its stream cannot be compared with a run's.</summary>
        public bool AddsTwice => Model.Architecture.Positions.AlibiScaled;

        /// <summary>What a run has of what the original calls so; null where it is compared elsewhere.</summary>
        public Tensor? Found(Run run, string name)
        {
            var a = Model.Architecture;
            switch (name)
            {
                case "embed":
                    return run.Read(new HookPoint<Residual>(HookSite.ResidualPre, 0)).Value;
                case "final_norm" when !_projected:
                    return run.Read(new HookPoint<NormOutput>(HookSite.UnembedInput)).Value;
                case "logits":
                // The original projects before its head, of whose weights the projection is a part here.
                case "final_norm" when _projected:
                    return null;
                default:
                    break;
            }

            var parts = name.Split('.');
            var layer = int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture);
            return parts[2] switch
            {
                "out" => run.Read(new HookPoint<Residual>(HookSite.ResidualPost, layer)).Value,
                "pattern" => run.Read(new HookPoint<AttentionPattern>(HookSite.AttentionPattern, layer)).Value,
                // These modules give back the stream that they have added to.
                "attn_out" when _family == "bloom" => run.Read(
                    new HookPoint<Residual>(HookSite.ResidualMid, layer)
                ).Value,
                "mlp_out" when _family == "bloom" => run.Read(
                    new HookPoint<Residual>(HookSite.ResidualPost, layer)
                ).Value,
                "attn_out" when a.Norm.IsAfter => run.Read(
                    new HookPoint<AttentionBranch>(HookSite.AttentionBranch, layer)
                ).Value,
                "mlp_out" when a.Norm.IsAfter => run.Read(new HookPoint<MlpBranch>(HookSite.MlpBranch, layer)).Value,
                "attn_out" => Ops.Divide(
                    run.Read(new HookPoint<AttentionOutput>(HookSite.AttentionOutput, layer)).Value,
                    a.Block.BranchScale
                ),
                "mlp_out" => Ops.Divide(
                    run.Read(new HookPoint<MlpOutput>(HookSite.MlpOutput, layer)).Value,
                    a.Block.BranchScale
                ),
                _ => throw new InvalidOperationException(name),
            };
        }

        public void Dispose()
        {
            Model.Dispose();
            Expected.Dispose();
        }
    }
}
