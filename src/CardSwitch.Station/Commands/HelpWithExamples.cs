using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CardSwitch.Station.Commands;

/// <summary>The usual help, then the command's details, its examples and what its exit codes mean.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        int code = usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        var command = (CommandWithExamples)parseResult.CommandResult.Command;
        if (command.Details.Length > 0)
        {
            output.WriteLine(command.Details);
            output.WriteLine();
        }
        output.WriteLine("Examples:");
        foreach (string example in command.Examples)
        {
            output.WriteLine($"  {example}");
        }
        output.WriteLine();
        output.WriteLine(ExitCode.Legend);
        return code;
    }
}
