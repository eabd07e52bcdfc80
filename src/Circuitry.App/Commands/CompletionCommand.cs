using System.CommandLine;
using System.Reflection;

namespace Circuitry.App;

/// <summary>Prints a shell's function that completes this program's arguments.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish", "pwsh"];

    public static Command Make()
    {
        var shell = new Argument<string>("shell") { Description = "The shell: bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong(Shells);
        var command = new Command(
            "completion",
            "Print a function for a shell that completes the commands, options and names of this program, such as: "
                + "source <(./MyExperiment completion bash)."
        )
        {
            shell,
        };
        command.SetAction(parsed =>
        {
            Console.Out.Write(Script(parsed.GetRequiredValue(shell), ProgramPath()));
            return ExitCode.Done;
        });
        return command;
    }

    // Started by 'dotnet', the process is the host; the program lies next to its assemblies.
    private static string ProgramPath() =>
        Path.Combine(
            AppContext.BaseDirectory,
            (Assembly.GetEntryAssembly()?.GetName().Name ?? "program") + (OperatingSystem.IsWindows() ? ".exe" : "")
        );

    /// <summary>The function: it asks the program itself, by its directive [suggest:POSITION].</summary>
    private static string Script(string shell, string path)
    {
        var name = Path.GetFileName(path);
        var function = "_" + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return (
                shell switch
                {
                    "bash" => $$"""
                        {{function}}() {
                          local line="${COMP_LINE#* }"
                          local position=$((COMP_POINT - ${#COMP_LINE} + ${#line}))
                          local IFS=$'\n'
                          COMPREPLY=($(compgen -W "$('{{path}}' "[suggest:$position]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
                        }
                        complete -F {{function}} {{name}}
                        """,
                    "zsh" => $$"""
                        {{function}}() {
                          local line="${BUFFER#* }"
                          local -a found
                          found=("${(@f)$('{{path}}' "[suggest:$((CURSOR - ${#BUFFER} + ${#line}))]" "$line" 2>/dev/null)}")
                          compadd -a found
                        }
                        compdef {{function}} {{name}}
                        """,
                    "fish" => $$"""
                        function {{function}}
                          set -l line (string replace -r '^\S+\s*' '' -- (commandline -cp))
                          '{{path}}' "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
                        end
                        complete -f -c {{name}} -a '({{function}})'
                        """,
                    _ => $$"""
                        Register-ArgumentCompleter -Native -CommandName '{{name}}' -ScriptBlock {
                          param($word, $ast, $position)
                          $line = $ast.ToString() -replace '^\S+\s*', ''
                          $at = $position - ($ast.ToString().Length - $line.Length)
                          & '{{path}}' "[suggest:$at]" $line 2>$null | ForEach-Object {
                            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                          }
                        }
                        """,
                }
            ).ReplaceLineEndings("\n") + "\n";
    }
}
