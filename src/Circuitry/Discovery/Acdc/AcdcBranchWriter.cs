using static TorchSharp.torch;

namespace Circuitry.Discovery;

/// <summary>Writes branches as whole numbers, real numbers and rows of differences; lists are preceded by their length.</summary>
internal sealed class AcdcBranchWriter
{
    /// <summary>Whole numbers, in the order in which <see cref="AcdcBranchReader"/> reads them.</summary>
    public List<long> Whole { get; } = [];

    /// <summary>Real numbers, likewise.</summary>
    public List<double> Real { get; } = [];

    /// <summary>The outputs of changed writers minus their replacements, each [writer, batch, position, d_model].</summary>
    public List<Tensor> Differences { get; } = [];

    public void Write(AcdcBranch branch, ForwardState? forward)
    {
        var (state, order) = (branch.State, branch.Schedule.Order);
        WriteList([AcdcOrders.Code(order), order.Seed ?? 0, state.Visit, state.Tested, state.Width, state.Trust]);
        Whole.Add(branch.Thresholds.Length);
        Real.AddRange([state.Metric, state.Above, state.UpTo, .. branch.Thresholds]);
        WriteList(state.KeptUnits.Select(unit => (long)unit));
        int[] tested = [.. Enumerable.Range(0, state.Effects.Count).Where(unit => state.Effects[unit] is not null)];
        WriteList(tested.Select(unit => (long)unit));
        Real.AddRange(tested.Select(unit => state.Effects[unit]!.Value));
        WriteList(branch.Stop is null ? [] : [branch.Stop.Next, branch.Stop.Width]);
        WriteList((branch.Stop?.Candidates ?? []).Select(candidate => (long)candidate));
        WriteList((branch.Stop?.Stays ?? []).Select(stays => stays ? 1L : 0));
        Whole.Add(forward is null ? 0 : 1);
        if (forward is not null)
        {
            WriteList(forward.Kept.Indices.Select(edge => (long)edge));
            WriteList(forward.Writers.Select(writer => (long)writer));
            Differences.Add(forward.Differences);
        }
    }

    private void WriteList(IEnumerable<long> values)
    {
        var length = Whole.Count;
        Whole.Add(0);
        Whole.AddRange(values);
        Whole[length] = Whole.Count - length - 1;
    }
}
