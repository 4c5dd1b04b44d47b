using System.CommandLine;
using CardSwitch.Station.Configuration;

namespace CardSwitch.Station.Commands;

internal static class JournalKeyCommand
{
    private const string Details =
        """
        The key is 32 random bytes, written as 64 hexadecimal digits into a new file that only its owner can read. Keep a copy
        apart from the journal: without it no card can be found, nothing that still waits can be sent after a restart, and
        nobody can tell that a chain was not made anew. Stations that share a journal share the key.
        """;

    internal static Command Build(Terminal terminal)
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to make; one that exists is never overwritten.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new CommandWithExamples(
            "key", "Make the key of a new journal.", "cardswitch journal key --output journal.key")
        {
            Details = Details,
        };
        command.Add(output);
        command.SetAction(async (parsed, _) =>
        {
            string path = parsed.GetValue(output)!;
            try
            {
                SecretFile.CreateKey(path);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"Cannot make '{path}': {refused.Message}");
            }
            await terminal.Out.WriteLineAsync($"{path}: a new key, readable by its owner only. Keep a copy of it apart from the journal.");
            return ExitCode.Ok;
        });
        return command;
    }
}
