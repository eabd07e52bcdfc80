using System.Globalization;

namespace Circuitry.Reports;

/// <summary>What a drawing writes into a node whose row names its site.</summary>
internal static class FeatureLabel
{
    public static string Of(FeatureNode node) =>
        node.IsError ? "ε" : node.Feature.ToString(CultureInfo.InvariantCulture);
}
