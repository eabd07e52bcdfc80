using System.Diagnostics;

namespace Circuitry.Features;

/// <summary>The features that a site is declared to have. Emitted code makes these.</summary>
/// <param name="Site">The site.</param>
/// <param name="Width">Number of features, d_sae.</param>
[DebuggerDisplay("{ToString(),nq}")]
public sealed record SiteFeatures(FeatureSite Site, int Width)
{
    /// <summary>A feature.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The dictionary has no such feature.</exception>
    public FeatureNode this[int feature] =>
        feature >= 0 && feature < Width
            ? new FeatureNode(Site, feature)
            : throw new ArgumentOutOfRangeException(
                nameof(feature),
                feature,
                FormattableString.Invariant($"the dictionary of {Site} has the features 0 to {Width - 1}")
            );

    /// <summary>A feature at one position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The dictionary has no such feature, or the position is negative.</exception>
    public FeatureNode this[int feature, int position] =>
        position >= 0
            ? this[feature] with
            {
                Position = position,
            }
            : throw new ArgumentOutOfRangeException(nameof(position), position, "positions count from 0");

    /// <summary>The error term.</summary>
    public FeatureNode Error => new(Site, FeatureNode.ErrorTerm);

    /// <summary>Site and number of features.</summary>
    public override string ToString() => $"{Site.ShortName}: {Counted.Of(Width, "feature")}";
}
