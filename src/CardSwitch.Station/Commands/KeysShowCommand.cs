using System.CommandLine;
using CardSwitch.Security;
using CardSwitch.Station.Configuration;

namespace CardSwitch.Station.Commands;

internal static class KeysShowCommand
{
    internal static Command Build(Terminal terminal)
    {
        Option<string?> protect = ProtectionKey.FileOption();
        var file = new Argument<string>("FILE") { Description = "A file with a key block." };
        var command = new CommandWithExamples(
            "show", "Show usage, algorithm, length and check value of a key block; never the key.",
            "cardswitch keys show shop-mac.tr31 --protect protection.key")
        {
            Details = ProtectionKey.Details,
        };
        command.Add(file);
        command.Add(protect);
        command.SetAction(async (parsed, _) =>
        {
            string path = parsed.GetValue(file)!;
            if (!SecretFile.TryReadLine(path, out string block, out string error)) throw new UsageException(error);
            using SoftwareCrypto crypto = ProtectionKey.OpenCrypto(terminal, parsed.GetValue(protect));
            try
            {
                await terminal.Out.WriteLineAsync($"{path}: {Line(crypto.Describe(crypto.Import(block)))}");
            }
            catch (CryptoException refused)
            {
                throw new UsageException($"{path}: {refused.Message}");
            }
            return ExitCode.Ok;
        });
        return command;
    }

    internal static string Line(KeyInfo info) => $"{info.Usage}, {info.Algorithm} of {info.Bits} bits, check value {info.CheckValue}";
}
