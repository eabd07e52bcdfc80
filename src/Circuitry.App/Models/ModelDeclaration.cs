namespace Circuitry.App;

/// <summary>The declaration of a published model, as text to paste.</summary>
/// <param name="Revision">Repository and commit, with <c>@</c> between them.</param>
internal sealed record ModelDeclaration(string Revision)
{
    private string Model => Revision.Split('@')[0].Split('/')[^1];

    /// <summary>The configuration's path in a project.</summary>
    public string Config => $"{Model}/config.json";

    /// <summary>The class's name: the words of the model's, with an underscore where two numbers would run together.</summary>
    public string ClassName
    {
        get
        {
            var name = "";
            foreach (var word in Model.Split(['-', '_', '.'], StringSplitOptions.RemoveEmptyEntries))
            {
                var joint = name.Length > 0 && char.IsAsciiDigit(name[^1]) && char.IsAsciiDigit(word[0]) ? "_" : "";
                name += joint + char.ToUpperInvariant(word[0]) + word[1..];
            }

            return char.IsAsciiLetter(name[0]) ? name : "Model" + name;
        }
    }

    /// <summary>The declaration, and what the project has to list.</summary>
    /// <param name="place">Where the configuration is.</param>
    /// <param name="isInProject">Whether that is in the project already.</param>
    public string ToText(string place, bool isInProject) =>
        $"""
            // {Revision}
            // {(isInProject ? $"{place} is written." : $"Copy {place} to {Config} in the project.")}
            // The project lists it: <AdditionalFiles Include="{Config}" />
            // A program of one file lists it: #:property CircuitryFiles={Config}
            using Circuitry;

            [Transformer("{Config}")]
            public sealed partial class {ClassName};

            """.ReplaceLineEndings("\n");
}
