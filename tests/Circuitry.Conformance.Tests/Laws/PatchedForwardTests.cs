using static TorchSharp.torch;

namespace Circuitry.Conformance;

/// <summary>The emitted patched forward against the literal definition, on random subgraphs.</summary>
public sealed class PatchedForwardTests
{
    public static TheoryData<string> Names() => [.. Declared.Names];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void The_emitted_patched_forward_computes_its_definition(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var declared = Declared.Load(name, float64);
        var random = new Random(1);
        foreach (var share in new[] { 0.2, 0.5, 0.9 })
        {
            var kept = EdgeGroupUnits
                .Of(declared.Units)
                .EdgesOf(
                    UnitSet.Of(
                        declared.Units,
                        Enumerable.Range(0, declared.Units.Count).Where(_ => random.NextDouble() < share)
                    )
                );
            Close.Same(LiteralForward.Logits(declared, kept), declared.Logits(kept), 1e-9, $"{name}, {share}");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Several_masks_at_once_give_what_each_gives_alone(string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var declared = Declared.Load(name, float64);
        var random = new Random(2);
        var sets = Enumerable
            .Range(0, 3)
            .Select(_ =>
                EdgeGroupUnits
                    .Of(declared.Units)
                    .EdgesOf(
                        UnitSet.Of(
                            declared.Units,
                            Enumerable.Range(0, declared.Units.Count).Where(_ => random.NextDouble() < 0.6)
                        )
                    )
            )
            .ToArray();
        var together = declared.Forward(new PatchedStream(declared.Runs, cat([.. sets.Select(declared.MaskOf)], 0)));
        for (var i = 0; i < sets.Length; i++)
        {
            Close.Same(declared.Logits(sets[i]), together[i], 1e-9);
        }
    }

    [SkippableFact]
    public void A_padded_row_equals_the_row_alone()
    {
        using var scope = NewDisposeScope();
        using var declared = StoriesEdges.From(
            Stories260K.Load(SharedFolder.PathOf("models", "stories260K"), float64),
            StoriesPairs.Mixed(2)
        );
        Assert.True(declared.Prompts.Clean.IsPadded);
        var random = new Random(3);
        var kept = EdgeGroupUnits
            .Of(declared.Units)
            .EdgesOf(
                UnitSet.Of(
                    declared.Units,
                    Enumerable.Range(0, declared.Units.Count).Where(_ => random.NextDouble() < 0.7)
                )
            );
        var together = declared.Logits(kept);
        for (var i = 0; i < declared.Prompts.Count; i++)
        {
            using var alone = StoriesEdges.From(
                Stories260K.Load(SharedFolder.PathOf("models", "stories260K"), float64),
                PromptPairs.Of([declared.Prompts.Pairs[i]])
            );
            Close.Same(alone.Logits(kept), together[i..(i + 1)], 1e-9, $"prompt {i}");
        }
    }
}
