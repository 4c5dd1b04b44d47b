using System.CommandLine;

namespace CardSwitch.Station.Commands;

/// <summary>A command whose help ends with examples and exit codes.</summary>
internal sealed class CommandWithExamples(string name, string description, params string[] examples)
    : Command(name, description)
{
    internal IReadOnlyList<string> Examples => examples;
}
