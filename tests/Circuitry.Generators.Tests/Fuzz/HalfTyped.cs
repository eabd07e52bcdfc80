namespace Circuitry.Generators.Tests;

/// <summary>Code as it stands in an editor between two keystrokes: cut off, with a piece missing, moved or put in twice.</summary>
internal static class HalfTyped
{
    private const string Uses = """
        public static class User
        {
            public static object A(Study1 experiment, Prompts prompts)
            {
                using var run = experiment.Run(prompts);
                var query = run[Toy.Hooks.Layer1.Head0.Query];
                var edge = Toy.Hooks.Layer1.Head0.Query.From(Toy.Hooks.Layer0.Mlp.Output);
                var back = Toy.Hooks.Layer0.Head0.Query.From(Toy.Hooks.Layer1.Mlp.Output);
                var word = run["blocks.0.attn.hook_q[1]"];
                var typo = Toy.Hooks.Layer0.Hed1.Qeury;
                var beyond = Toy.Hooks.Layer7.Head9;
                _ = new EdgeAttributionPatching(experiment).Score();
                return experiment.EdgeAttributionPatching().Score();
            }
        }
        """;

    /// <summary>The code before it is edited.</summary>
    public static readonly string Whole = Usings.All + "\nnamespace Study;\n" + Experiments.Complete + Uses;

    private static readonly string[] Pieces =
    [
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "<",
        ">",
        ".",
        ",",
        ";",
        "=",
        "\"",
        "'",
        "?",
        "!",
        "::",
        "=>",
        "//",
        "/*",
        "#if",
        "class",
        "partial",
        "new",
        "typeof(",
        "default",
        "null",
        "0",
        "-1",
        "99999999999999999999",
        "1e999",
        "\0",
        "é",
        "[Experiment]",
        "[Transformer(",
        "Model<",
        "<,>",
        "global::",
        "nameof(Toy",
        "Layer",
        "Head",
        ".From(",
        "$\"{",
    ];

    public static string Source(int seed)
    {
        var dice = new Dice(seed);
        var text = Whole;
        for (var edits = dice.Below(3); edits >= 0; edits--)
        {
            var at = dice.Below(text.Length);
            var length = Math.Min(dice.Below(dice.One(3, 12, 60)), text.Length - at);
            text = dice.Below(5) switch
            {
                0 => text[..at],
                1 => text.Remove(at, length),
                2 => text.Insert(at, dice.One<string>(Pieces)),
                3 => text.Insert(dice.Below(text.Length), text.Substring(at, length)),
                _ => text.Remove(at, length).Insert(Math.Min(at, text.Length - length), dice.One<string>(Pieces)),
            };
            if (text.Length == 0)
            {
                return Whole;
            }
        }

        return text;
    }
}
