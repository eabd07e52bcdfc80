using System.Collections.Immutable;
using Circuitry.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Circuitry.Generators.Tests;

/// <summary>A user's project in a workspace, where code fixes change its sources.</summary>
internal static class FixedProject
{
    private static readonly ImmutableArray<CodeFixProvider> Providers =
    [
        new AddJudge(),
        new AddParts(),
        new MakePartial(),
        new MergeInputs(),
        new Remove(),
        new Replace(),
        new SetSize(),
    ];

    /// <summary>All ids that have a code fix.</summary>
    public static IReadOnlySet<string> FixableIds { get; } =
        Providers.SelectMany(provider => provider.FixableDiagnosticIds).ToHashSet(StringComparer.Ordinal);

    /// <summary>The titles of the fixes that are offered for the first diagnostic of an id.</summary>
    public static async Task<IReadOnlyList<string>> TitlesAsync(Project project, string id)
    {
        using var workspace = new AdhocWorkspace();
        var (documents, diagnostics) = await OpenAsync(workspace, project, id);
        var actions = await ActionsAsync(ProviderOf(id), documents, diagnostics[0]);
        return [.. actions.Select(action => action.Title)];
    }

    /// <summary>The project after a fix of the first diagnostic of an id.</summary>
    public static async Task<Project> FixAsync(Project project, string id, string title)
    {
        using var workspace = new AdhocWorkspace();
        var (documents, diagnostics) = await OpenAsync(workspace, project, id);
        var actions = await ActionsAsync(ProviderOf(id), documents, diagnostics[0]);
        return await ApplyAsync(project, documents, Assert.Single(actions, action => action.Title == title));
    }

    /// <summary>The project after one fix of all diagnostics of an id in the solution.</summary>
    public static async Task<Project> FixAllAsync(Project project, string id, string title)
    {
        using var workspace = new AdhocWorkspace();
        var (documents, diagnostics) = await OpenAsync(workspace, project, id);
        var provider = ProviderOf(id);
        var actions = await ActionsAsync(provider, documents, diagnostics[0]);
        var action = Assert.Single(actions, action => action.Title == title);
        var all = provider.GetFixAllProvider()!;
        Assert.Contains(FixAllScope.Solution, all.GetSupportedFixAllScopes());
        var context = new FixAllContext(
            documents[diagnostics[0].Location.SourceTree!.FilePath],
            provider,
            FixAllScope.Solution,
            action.EquivalenceKey,
            [id],
            new Found(diagnostics),
            CancellationToken.None
        );
        return await ApplyAsync(project, documents, (await all.GetFixAsync(context))!);
    }

    private static CodeFixProvider ProviderOf(string id) =>
        Providers.Single(provider => provider.FixableDiagnosticIds.Contains(id));

    private static async Task<(
        Dictionary<string, Document> Documents,
        ImmutableArray<Diagnostic> Diagnostics
    )> OpenAsync(AdhocWorkspace workspace, Project project, string id)
    {
        var compilation = project.Compile();
        var opened = workspace
            .AddProject(project.AssemblyName, LanguageNames.CSharp)
            .WithMetadataReferences(compilation.References)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions(compilation.SyntaxTrees[0].Options);
        // What the generator makes lies beside the sources, as an editor sees it.
        foreach (var tree in project.Generate().Compilation.SyntaxTrees)
        {
            opened = opened.AddDocument(tree.FilePath, await tree.GetTextAsync(), filePath: tree.FilePath).Project;
        }

        var documents = opened.Documents.ToDictionary(document => document.FilePath!);
        var whole = (CSharpCompilation)(await opened.GetCompilationAsync())!;
        var found = await project.AnalyzeAsync(whole);
        var wanted = found.Where(diagnostic => diagnostic.Id == id).ToImmutableArray();
        Assert.NotEmpty(wanted);
        return (documents, wanted);
    }

    private static async Task<IReadOnlyList<CodeAction>> ActionsAsync(
        CodeFixProvider provider,
        Dictionary<string, Document> documents,
        Diagnostic diagnostic
    )
    {
        var actions = new List<CodeAction>();
        var document = documents[diagnostic.Location.SourceTree!.FilePath];
        await provider.RegisterCodeFixesAsync(
            new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None)
        );
        return actions;
    }

    private static async Task<Project> ApplyAsync(
        Project project,
        Dictionary<string, Document> documents,
        CodeAction action
    )
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        var sources = project.Sources.Select(
            async (_, index) =>
                (await changed.GetDocument(documents[$"Source{index}.cs"].Id)!.GetTextAsync()).ToString()
        );
        return project with { Sources = [.. await Task.WhenAll(sources)] };
    }

    private sealed class Found(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(
            Microsoft.CodeAnalysis.Project project,
            CancellationToken cancellationToken
        ) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document,
            CancellationToken cancellationToken
        ) => Task.FromResult(diagnostics.Where(d => d.Location.SourceTree!.FilePath == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(
            Microsoft.CodeAnalysis.Project project,
            CancellationToken cancellationToken
        ) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
