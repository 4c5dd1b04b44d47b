using System.CommandLine;

namespace CardSwitch.Station.Commands;

/// <summary>A command whose help ends with examples and exit codes.</summary>
internal sealed class CommandWithExamples(string name, string description, params string[] examples)
    : Command(name, description)
{
    /// <summary>What the one line of the description leaves out.</summary>
    internal string Details { get; init; } = "";

    internal IReadOnlyList<string> Examples => examples;
}
