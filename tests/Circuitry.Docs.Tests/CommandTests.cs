using System.Text.RegularExpressions;
using Circuitry.App;

namespace Circuitry.Docs.Tests;

/// <summary>Commands of the program that pages name are ones that it takes.</summary>
public sealed partial class CommandTests
{
    public static TheoryData<string, string> Documented()
    {
        var data = new TheoryData<string, string>();
        foreach (var page in Repository.AllPages)
        {
            foreach (Match match in Command().Matches(Repository.Text(page)))
            {
                data.Add(page, match.Groups["arguments"].Value.Trim());
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Documented))]
    public void A_documented_command_is_one_that_the_program_takes(string page, string arguments)
    {
        using var interrupt = new Interrupt();
        var parsed = new CommandProgram(CircuitApp.Experiments, interrupt).Parse(
            arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        );

        Assert.True(parsed.Errors.Count == 0, $"{page}: {arguments}: {string.Join("; ", parsed.Errors)}");
    }

    [Fact]
    public void A_command_that_the_program_does_not_take_would_be_found()
    {
        using var interrupt = new Interrupt();

        Assert.NotEmpty(
            new CommandProgram(CircuitApp.Experiments, interrupt).Parse(["run", "reverse", "--treshold", "1"]).Errors
        );
        Assert.True(Documented().Count > 10);
    }

    [GeneratedRegex("dotnet run --project experiments(?: -- (?<arguments>[^`\n]+))?")]
    private static partial Regex Command();
}
