using Circuitry.Testing;
using static TorchSharp.torch;

namespace Circuitry.Experiments.Tests;

// What must hold for every experiment holds for those that ship, in the numbers that their weights are stored in.

public sealed class ReverseLaws : ExperimentLaws<Reverse>
{
    protected override Reverse Make() => Reverse.Compile(CPU);
}

public sealed class ProportionLaws : ExperimentLaws<Proportion>
{
    protected override Proportion Make() => Proportion.Compile(CPU);
}

public sealed class InductionLaws : ExperimentLaws<Induction>
{
    protected override Induction Make() => Induction.LoadTrained(CPU);
}

public sealed class PrimerIndirectObjectLaws : ExperimentLaws<PrimerIndirectObject>
{
    protected override PrimerIndirectObject Make() => PrimerIndirectObject.LoadTrained(CPU);
}

public sealed class PrimerGreaterThanLaws : ExperimentLaws<PrimerGreaterThan>
{
    protected override PrimerGreaterThan Make() => PrimerGreaterThan.LoadTrained(CPU);
}

public sealed class PrimerDocstringLaws : ExperimentLaws<PrimerDocstring>
{
    protected override PrimerDocstring Make() => PrimerDocstring.LoadTrained(CPU);
}

public sealed class PrimerInductionLaws : ExperimentLaws<PrimerInduction>
{
    protected override PrimerInduction Make() => PrimerInduction.LoadTrained(CPU);
}

public sealed class PrimerPronounLaws : ExperimentLaws<PrimerPronoun>
{
    protected override PrimerPronoun Make() => PrimerPronoun.LoadTrained(CPU);
}

public sealed class PrimerAgreementLaws : ExperimentLaws<PrimerAgreement>
{
    protected override PrimerAgreement Make() => PrimerAgreement.LoadTrained(CPU);
}
