namespace Circuitry.Models;

/// <summary>The rules that a declared family must keep, whatever the model.</summary>
internal static class FamilyRules
{
    /// <summary>Everything that is wrong with a family, in the order of its rows.</summary>
    public static IEnumerable<FamilyProblem> ProblemsOf(FamilyDeclaration family) =>
        UnknownSwitches(family)
            .Concat(Values(family))
            .Concat(Repetitions(family))
            .Concat(Missing(family))
            .Concat(Tensors(family));

    private static IEnumerable<FamilyProblem> UnknownSwitches(FamilyDeclaration family) =>
        from row in Switches(family)
        where SwitchTable.Find(row.Switch) is null
        select new FamilyProblem(
            FamilyFault.UnknownSwitch,
            row.Row,
            $"names the switch '{VisibleText.Short(row.Switch)}', which no architecture has; "
                + $"known are {string.Join(", ", SwitchTable.Given.Select(one => one.Name))}"
        );

    private static IEnumerable<FamilyProblem> Values(FamilyDeclaration family) =>
        from row in Switches(family)
        let one = SwitchTable.Find(row.Switch)
        where one is not null && row.MustHaveValue | row.Value is not null && SwitchValue.Of(one, row.Value) is null
        select new FamilyProblem(
            FamilyFault.UnfitRow,
            row.Row,
            $"gives {one.Name} the value {ConfigFields.Shown(row.Value)}; it must be {SwitchValue.KindOf(one)}"
        );

    private static IEnumerable<FamilyProblem> Repetitions(FamilyDeclaration family) =>
        Twice(family.Keys.Select(row => (row.Key, (object)row)), "the key")
            .Concat(Twice(Switches(family).Select(row => (row.Switch, row.Row)), "the switch"))
            .Concat(
                Twice(
                    family.Tensors.Where(row => !MayRepeat(family, row)).Select(row => (row.Name, (object)row)),
                    "the tensor"
                )
            )
            .Concat(Twice(family.Tensors.Select(row => (row.Weight.ToString(), (object)row)), "the weight"));

    // A fused tensor has a row for each part, and attention and MLP may share a norm.
    private static bool MayRepeat(FamilyDeclaration family, TensorRow row) =>
        family
            .Tensors.Where(other => other.Name == row.Name && !ReferenceEquals(other, row))
            .All(other =>
                WeightTable.IsOfBlockNorm(row.Weight) && WeightTable.IsOfBlockNorm(other.Weight)
                || (row.Parts > 1 && other.Parts == row.Parts && other.Part != row.Part)
            );

    private static IEnumerable<FamilyProblem> Missing(FamilyDeclaration family)
    {
        var given = new HashSet<string>(Switches(family).Select(row => row.Switch), StringComparer.Ordinal);
        var missing = SwitchTable.Given.Where(one => one.Absent is null && !given.Contains(one.Name)).ToList();
        if (missing.Count > 0)
        {
            yield return new FamilyProblem(
                FamilyFault.MissingSwitch,
                family,
                $"gives no {string.Join(", ", missing.Select(one => one.Name))}; add a [ConfigKey] or a [Switch] for each"
            );
        }
    }

    private static IEnumerable<FamilyProblem> Tensors(FamilyDeclaration family)
    {
        foreach (var row in family.Tensors)
        {
            if (!WeightTable.Knows(row.Weight) || !Enum.IsDefined(typeof(StoredLayout), row.Layout))
            {
                yield return Unfit(row, "is no member of Weight or lies in no known layout");
            }
            else if (WeightTable.Of(row.Weight).InBlock != row.Name.Contains(Family.Layer))
            {
                yield return Unfit(
                    row,
                    WeightTable.Of(row.Weight).InBlock
                        ? $"is {row.Weight}, which every block has: put {Family.Layer} where the number of the block stands"
                        : $"is {row.Weight}, which no block has: remove {Family.Layer}"
                );
            }
            else if (!Fits(row))
            {
                yield return Unfit(row, $"cannot lie {row.Layout} as {row.Weight}");
            }
            else if (row.IsPerHead && (!WeightTable.IsOfHeadNorm(row.Weight) || row.Layout != StoredLayout.AsIs))
            {
                yield return Unfit(
                    row,
                    $"is {row.Weight} {row.Layout}, and only norms of queries and keys, {nameof(StoredLayout.AsIs)}, are stored head by head: remove {Family.Head}"
                );
            }
            else if (row.Parts < 1 || row.Part < 0 || row.Part >= row.Parts || row.Skip < 0)
            {
                yield return Unfit(
                    row,
                    FormattableString.Invariant(
                        $"is part {row.Part} of {row.Parts} behind {row.Skip} rows: parts count from 0, there is at least one, and rows left out are no fewer than none"
                    )
                );
            }
            else if (row.AddsOne && !WeightTable.IsNormScale(row.Weight))
            {
                yield return Unfit(row, $"is {row.Weight}, and only scales of norms are stored as offsets from one");
            }
        }

        var parts = new[] { (Weight.W_QKV, Weight.W_Q), (Weight.b_QKV, Weight.b_Q) };
        foreach (var (whole, part) in parts)
        {
            if (
                family.Tensors.FirstOrDefault(row => row.Weight == whole) is { } one
                && family.Tensors.Any(row => row.Weight != whole && WeightTable.WholeOf(row.Weight) == whole)
            )
            {
                yield return Unfit(
                    one,
                    $"is {whole}, and others are parts of it such as {part}: name the one or the others"
                );
            }
        }
    }

    private static bool Fits(TensorRow row) =>
        row.Layout switch
        {
            StoredLayout.Interleaved => row.Weight is Weight.W_QKV or Weight.b_QKV,
            StoredLayout.ByHead => row.Weight
                is Weight.W_Q
                    or Weight.W_K
                    or Weight.W_V
                    or Weight.b_Q
                    or Weight.b_K
                    or Weight.b_V
                    or Weight.W_O
                || WeightTable.IsOfHeadNorm(row.Weight),
            StoredLayout.Shared => WeightTable.IsOfHeadNorm(row.Weight),
            StoredLayout.Transposed => row.Weight
                is Weight.W_U
                    or Weight.W_QKV
                    or Weight.W_Q
                    or Weight.W_K
                    or Weight.W_V
                    or Weight.W_O
                    or Weight.W_in
                    or Weight.W_gate
                    or Weight.W_out,
            _ => true,
        };

    private static FamilyProblem Unfit(TensorRow row, string problem) =>
        new(FamilyFault.UnfitRow, row, $"stores '{VisibleText.Short(row.Name)}', which {problem}");

    private static IEnumerable<(string Switch, object Row, object? Value, bool MustHaveValue)> Switches(
        FamilyDeclaration family
    ) =>
        family
            .Keys.Select(row => (row.Switch, (object)row, row.Default, false))
            .Concat(family.Constants.Select(row => (row.Switch, (object)row, row.Value, true)));

    private static IEnumerable<FamilyProblem> Twice(IEnumerable<(string Name, object Row)> rows, string what) =>
        rows.GroupBy(row => row.Name)
            .SelectMany(same => same.Skip(1))
            .Select(row => new FamilyProblem(
                FamilyFault.Twice,
                row.Row,
                $"says {what} '{VisibleText.Short(row.Name)}' twice; remove one of the two"
            ));
}

/// <summary>A fault of a declared family.</summary>
/// <param name="Fault">The kind of fault.</param>
/// <param name="Row">The row at fault, by reference, or the family.</param>
/// <param name="Problem">What is wrong and what to do, after the name of the family.</param>
internal sealed record FamilyProblem(FamilyFault Fault, object Row, string Problem);

/// <summary>The kinds of faults of a declared family.</summary>
internal enum FamilyFault
{
    /// <summary>A switch that no architecture has.</summary>
    UnknownSwitch,

    /// <summary>A value or a tensor that does not fit what it is given for.</summary>
    UnfitRow,

    /// <summary>The same key, switch, tensor or weight twice.</summary>
    Twice,

    /// <summary>A switch that must be given and is not.</summary>
    MissingSwitch,
}
