using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CardSwitch.Station.Commands;

/// <summary>The usual help, then the command's examples and what its exit codes mean.</summary>
internal sealed class HelpWithExamples(HelpAction usual, IReadOnlyList<string> rootExamples)
    : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        Command command = parseResult.CommandResult.Command;
        foreach (string example in command is CommandWithExamples own ? own.Examples : rootExamples)
        {
            output.WriteLine($"  {example}");
        }
        output.WriteLine();
        output.WriteLine(ExitCode.Legend);
        return code;
    }
}
