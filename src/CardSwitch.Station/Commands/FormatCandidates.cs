using System.CommandLine;

namespace CardSwitch.Station.Commands;

/// <summary>The option <c>--format</c> where it may come several times, each as <see cref="FormatOption"/> takes it.</summary>
internal static class FormatCandidates
{
    internal static Option<string[]> Create() => new("--format", "-f")
    {
        Description = "A further format to try, besides those that are built in; may come several times.",
        HelpName = FormatOption.Create().HelpName,
        Arity = ArgumentArity.ZeroOrMore,
    };
}
