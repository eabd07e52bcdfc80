using System.Text;

namespace Circuitry.Generators.Tests;

internal sealed partial class HostileDeclarations
{
    private string Parts(StringBuilder more)
    {
        more.Append(
            """
            using Circuitry;
            public class Wide<T> : IDataset { public PromptPairs Make(DatasetRequest request) => null!; public class In : IDataset { public PromptPairs Make(DatasetRequest request) => null!; } }
            public class Needy : IDataset { public required int Size { get; set; } public PromptPairs Make(DatasetRequest request) => null!; }
            public abstract class Half : IDataset { public abstract PromptPairs Make(DatasetRequest request); }
            public struct Small : IDataset { PromptPairs IDataset.Make(DatasetRequest request) => null!; }
            internal class Inner : IDataset { public PromptPairs Make(DatasetRequest request) => null!; }
            [System.Obsolete] public class Old : Gain { public override string Name => "old"; public override TorchSharp.torch.Tensor Measure(TorchSharp.torch.Tensor logits, Target target) => logits; }

            """
        );
        var dataset = _dice.One(
            "Pairs",
            "Wide<int>",
            "Wide<string?>",
            "Wide<(int A, string B)>",
            "Wide<dynamic>",
            "Wide<Wide<int[]>>.In",
            "Needy",
            "Half",
            "Small",
            "Inner",
            "Hidden",
            "Wide<Hidden>",
            "IDataset",
            "int*"
        );
        return $"[Experiment, Model<#>, Dataset<{dataset}>(Size = {Number()}), Corruption(Ablation.Zero), Metric<{_dice.One("KlDivergence", "Old", "Gain", "LogitDifference")}>, Granularity(Granularity.{_dice.One("Edge", "Node", "Feature")}, SplitPositions = {_dice.One("true", "false", "false")})]";
    }
}
