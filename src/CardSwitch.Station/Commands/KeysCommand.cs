using System.CommandLine;

namespace CardSwitch.Station.Commands;

/// <summary>The command <c>keys</c>: protection keys and key blocks for trials.</summary>
internal static class KeysCommand
{
    internal static Command Build(Terminal terminal)
    {
        var command = new CommandWithExamples(
            "keys", "Make keys for a trial network, and see what a key block holds.",
            "cardswitch keys protect --output protection.key",
            "cardswitch keys make --protect protection.key --usage mac --output shop-mac.tr31",
            "cardswitch keys show shop-mac.tr31 --protect protection.key")
        {
            Details = ProtectionKey.Details,
        };
        command.Add(KeysProtectCommand.Build(terminal));
        command.Add(KeysMakeCommand.Build(terminal));
        command.Add(KeysShowCommand.Build(terminal));
        return command;
    }
}
