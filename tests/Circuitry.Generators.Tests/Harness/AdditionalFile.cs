using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Circuitry.Generators.Tests;

/// <summary>A file that a project lists among its AdditionalFiles.</summary>
internal sealed class AdditionalFile(string path, string text) : AdditionalText
{
    public override string Path { get; } = path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
