using System.CommandLine;
using CardSwitch.Station.Configuration;

namespace CardSwitch.Station.Commands;

internal static class KeysProtectCommand
{
    internal static Command Build(Terminal terminal)
    {
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to make; one that exists is never overwritten.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new CommandWithExamples(
            "protect", "Make a protection key, under which key blocks come.", "cardswitch keys protect --output protection.key")
        {
            Details = "The key is 32 random bytes (AES-256), written as 64 hexadecimal digits into a new file that only its owner reads.",
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
            await terminal.Out.WriteLineAsync($"{path}: a new protection key, readable by its owner only. Software, not an HSM.");
            return ExitCode.Ok;
        });
        return command;
    }
}
