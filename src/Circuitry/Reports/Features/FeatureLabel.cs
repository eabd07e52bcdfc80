using System.Globalization;

namespace Circuitry.Reports;

/// <summary>The label of a drawn node whose row names its site.</summary>
internal static class FeatureLabel
{
    public static string Of(FeatureNode node) =>
        node.IsError ? "ε" : node.Feature.ToString(CultureInfo.InvariantCulture);
}
