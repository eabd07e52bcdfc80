using System.Globalization;

namespace Circuitry.Generators;

/// <summary>Emits the declared features: as a list of sites, and as a tree by name.</summary>
internal static class SiteFeaturesFormatter
{
    /// <summary>The list that the runtime checks dictionaries against.</summary>
    public static void AddList(MemberText t, EquatableArray<DeclaredDictionary> dictionaries)
    {
        t.Add(
            """
            /// <inheritdoc/>
            public static global::System.Collections.Generic.IReadOnlyList<global::Circuitry.Features.SiteFeatures> Sites { get; } =
            [
            """
        );
        foreach (var dictionary in dictionaries)
        {
            t.Add($"    {New(dictionary)},");
        }

        t.Add("];\n");
    }

    /// <summary>The features by site, as the hook points stand.</summary>
    public static void AddTree(MemberText t, EquatableArray<DeclaredDictionary> dictionaries)
    {
        t.Add(
            """
            /// <summary>The declared features, by site.</summary>
            public static class Features
            {
            """
        );
        foreach (var outside in dictionaries.Where(dictionary => dictionary.Site.Layer < 0))
        {
            Site(t, outside, "    ");
        }

        foreach (var layer in dictionaries.Where(d => d.Site.Layer >= 0).GroupBy(d => d.Site.Layer))
        {
            t.Add($"    /// <summary>Block {Invariant(layer.Key)}.</summary>");
            t.Add($"    public static class Layer{Invariant(layer.Key)}\n    {{");
            foreach (var dictionary in layer)
            {
                Site(t, dictionary, "        ");
            }

            t.Add("    }");
        }

        t.Add("}");
    }

    private static void Site(MemberText t, DeclaredDictionary dictionary, string indent)
    {
        t.Add(
            $"{indent}/// <summary><c>{dictionary.Site.Name}</c>, {Counted.Of(dictionary.Width, "feature")}.</summary>"
        );
        t.Add(
            $"{indent}public static global::Circuitry.Features.SiteFeatures {Name(dictionary.Site.Hook)} {{ get; }} = {New(dictionary)};"
        );
    }

    private static string New(DeclaredDictionary dictionary) =>
        $"new(new global::Circuitry.Features.FeatureSite(global::Circuitry.Models.HookSite.{dictionary.Site.Hook}, {Invariant(dictionary.Site.Layer)}), {Invariant(dictionary.Width)})";

    private static string Name(HookSite hook) =>
        hook switch
        {
            HookSite.TokenEmbedding => "Embedding",
            HookSite.ResidualPre => "ResidualPre",
            HookSite.MixedValue => "MixedValue",
            HookSite.AttentionOutput => "Attention",
            HookSite.MlpPost => "MlpPost",
            HookSite.MlpOutput => "Mlp",
            _ => "Residual",
        };

    private static string Invariant(int value) => value.ToString(CultureInfo.InvariantCulture);
}
