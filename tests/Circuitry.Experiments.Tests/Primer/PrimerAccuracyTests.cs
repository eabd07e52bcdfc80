using Xunit.Abstractions;

namespace Circuitry.Experiments.Tests;

/// <summary>What the model that ships reaches on prompts that do not occur in what it was trained on.</summary>
public sealed class PrimerAccuracyTests(ITestOutputHelper output)
{
    private const int Prompts = 500;

    public static TheoryData<string> Tasks() => [.. PrimerTask.All.Select(task => task.Name)];

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Held_out_prompts_are_answered_right_19_times_in_20(string name)
    {
        var task = PrimerTask.All.First(task => task.Name == name);
        using var model = Primer.Load(PrimerWeights.Folder);

        var score = PrimerScore.Of(model, task.HeldOutPrompts(PrimerLanguage.Tokenizer, Prompts, seed: 1));

        output.WriteLine(
            FormattableString.Invariant(
                $"{name}: choice {score.Choice:P2}, mass {score.Mass:P2}, first {score.First:P2}, of {score.Answers}"
            )
        );
        Assert.InRange(task.Criterion(score), 0.95, 1);
    }
}
