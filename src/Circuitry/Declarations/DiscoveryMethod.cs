namespace Circuitry.Discovery;

/// <summary>An algorithm that finds a circuit or scores its units. An experiment class has a driver for each that suits it.</summary>
public enum DiscoveryMethod
{
    /// <summary>ACDC: greedy removal of units, each tested.</summary>
    Acdc,

    /// <summary>EAP: one gradient at the clean run.</summary>
    EdgeAttributionPatching,

    /// <summary>EAP-IG: gradients integrated along a path.</summary>
    IntegratedGradients,

    /// <summary>The mean of the gradients at the clean and at the corrupted run.</summary>
    CleanCorrupted,

    /// <summary>The measured effect of every single removal.</summary>
    ExactEffects,

    /// <summary>HISP: head importance.</summary>
    HeadImportance,

    /// <summary>SP: gates trained against their expected density.</summary>
    SubnetworkProbing,

    /// <summary>Gates on edges, trained to a target sparsity.</summary>
    EdgePruning,
}
