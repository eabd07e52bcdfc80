namespace Circuitry.Generators;

/// <summary>Prints an experiment's drivers: one for each algorithm that suits it, and why the others are missing.</summary>
internal static class DriverFormatter
{
    /// <summary>The drivers, unindented.</summary>
    public static string Members(ExperimentSpec spec)
    {
        var text = new MemberText();
        AddDrivers(text, spec);
        AddOwn(text, [.. spec.Algorithms.Where(algorithm => algorithm.IsOwn && !algorithm.OfFeatures)]);
        text.Add(
            """
            /// <summary>Several algorithms on this experiment in one run.</summary>
            /// <param name="options">What is compared; null for every algorithm that has a driver here.</param>
            public global::Circuitry.Evaluation.AlgorithmComparison Compare(global::Circuitry.Evaluation.ComparisonOptions? options = null) => new(this, options);
            """
        );
        return text.ToString();
    }

    /// <summary>Adds the drivers of the algorithms that work on an experiment's units.</summary>
    public static void AddDrivers(MemberText text, ExperimentSpec spec)
    {
        foreach (var algorithm in spec.Algorithms.Where(algorithm => algorithm.Has(spec.Granularity)))
        {
            var refusal = algorithm.Refusal(spec.Granularity, spec.Ablation, spec.MetricIsDivergence);
            text.Add(refusal is null ? Driver(algorithm) : $"// No {algorithm.Driver}: {CommentText.Line(refusal)}.");
            text.Add("");
        }
    }

    private static void AddOwn(MemberText text, IReadOnlyList<AlgorithmSpec> own)
    {
        if (own.Count > 0)
        {
            text.Add(
                $$"""
                /// <inheritdoc/>
                public override global::System.Collections.Generic.IReadOnlyList<global::System.Type> OwnAlgorithms { get; } =
                    [{{string.Join(", ", own.Select(algorithm => $"typeof({algorithm.FullName})"))}}];

                """
            );
        }
    }

    private static string Driver(AlgorithmSpec a)
    {
        var access = a.IsPublic ? "public" : "internal";
        var summary = $"/// <summary>{CommentText.Xml(CommentText.Line(a.Summary))}.</summary>";
        var parameters = string.Join(
            ", ",
            a.Parameters.Select(parameter =>
                parameter.IsOptional
                    ? $"{parameter.Type}? {Attributes.Escape(parameter.Name)} = null"
                    : $"{parameter.Type} {Attributes.Escape(parameter.Name)}"
            )
        );
        var arguments = string.Concat(a.Parameters.Select(parameter => $", {Attributes.Escape(parameter.Name)}"));
        var documented = string.Concat(a.Parameters.Select(Documented));
        var whole =
            $"{(a.Number is null ? summary : summary.Replace(".</summary>", ", with explicit options.</summary>"))}\n{documented}{access} {a.FullName} {a.Driver}({parameters}) => new({(a.OfFeatures ? "Task" : "this")}{arguments});";
        return a.Number is { } number ? $"{summary}\n{OfNumber(a, number, access)}\n\n{whole}" : whole;
    }

    private static string OfNumber(AlgorithmSpec a, AlgorithmNumber number, string access)
    {
        var name = char.ToLowerInvariant(number.Property[0]) + number.Property.Substring(1);
        return $$"""
            /// <param name="{{name}}">{{CommentText.Xml(CommentText.Line(number.Meaning))}}.</param>
            {{access}} {{a.FullName}} {{a.Driver}}({{(
                number.IsList ? "params " : ""
            )}}{{number.Type}} {{Attributes.Escape(name)}}) =>
                {{a.Driver}}(new {{a.Parameters[0].Type}} { {{number.Property}} = {{Attributes.Escape(name)}} });
            """;
    }

    private static string Documented(AlgorithmParameter parameter) =>
        $"/// <param name=\"{parameter.Name}\">See <see cref=\"{parameter.Type.Replace('<', '{').Replace('>', '}')}\"/>{(parameter.IsOptional ? "; null for the defaults" : "")}.</param>\n";
}
