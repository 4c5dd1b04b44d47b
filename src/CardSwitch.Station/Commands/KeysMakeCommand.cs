using System.CommandLine;
using CardSwitch.Security;

namespace CardSwitch.Station.Commands;

internal static class KeysMakeCommand
{
    private static readonly Dictionary<string, (KeyUsage Usage, KeyAlgorithm Algorithm, int Bits)> Usages = new()
    {
        ["mac"] = (KeyUsage.MacCmac, KeyAlgorithm.Aes, 128),
        ["mac1"] = (KeyUsage.MacAlgorithm1, KeyAlgorithm.Tdes, 128),
        ["mac3"] = (KeyUsage.MacAlgorithm3, KeyAlgorithm.Tdes, 128),
        ["pin"] = (KeyUsage.PinEncryption, KeyAlgorithm.Aes, 128),
        ["bdk"] = (KeyUsage.BaseDerivationKey, KeyAlgorithm.Aes, 128),
        ["kbpk"] = (KeyUsage.KeyBlockProtection, KeyAlgorithm.Aes, 256),
    };

    internal static Command Build(Terminal terminal)
    {
        Option<string?> protect = ProtectionKey.FileOption();
        var usage = new Option<string>("--usage")
        {
            Description = "mac (CMAC), mac3 (retail MAC), mac1 (ISO 9797-1 algorithm 1), pin, bdk (DUKPT) or kbpk.",
            HelpName = "USAGE",
            Required = true,
        };
        usage.AcceptOnlyFromAmong([.. Usages.Keys]);
        var algorithm = new Option<string?>("--algorithm")
        {
            Description = "aes, tdes, or des for mac1; default: aes where there is a choice.",
            HelpName = "CIPHER",
        };
        algorithm.AcceptOnlyFromAmong("aes", "tdes", "des");
        var bits = new Option<int?>("--bits") { Description = "Length in bits; default: 128, 256 of kbpk, 64 of des.", HelpName = "N" };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to make; one that exists is never overwritten.",
            HelpName = "FILE",
            Required = true,
        };
        var command = new CommandWithExamples(
            "make", "Make a random key, as a key block.",
            "cardswitch keys make --protect protection.key --usage mac --output shop-mac.tr31",
            "cardswitch keys make --protect protection.key --usage pin --algorithm tdes --output bank-pin.tr31")
        {
            Details = ProtectionKey.Details,
        };
        command.Add(protect);
        command.Add(usage);
        command.Add(algorithm);
        command.Add(bits);
        command.Add(output);
        command.SetAction(async (parsed, _) =>
        {
            string path = parsed.GetValue(output)!;
            var (kind, cipher, length) = Usages[parsed.GetValue(usage)!];
            if (parsed.GetValue(algorithm) is { } name) (cipher, length) = Cipher(name, kind);
            using SoftwareCrypto crypto = ProtectionKey.OpenCrypto(terminal, parsed.GetValue(protect));
            try
            {
                string block = crypto.GenerateKeyBlock(kind, cipher, parsed.GetValue(bits) ?? length);
                KeyInfo info = crypto.Describe(crypto.Import(block));
                WriteNew(path, block);
                await terminal.Out.WriteLineAsync($"{path}: {KeysShowCommand.Line(info)}");
            }
            catch (Exception refused) when (refused is CryptoException or IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"Cannot make '{path}': {refused.Message}");
            }
            return ExitCode.Ok;
        });
        return command;
    }

    private static (KeyAlgorithm Cipher, int Bits) Cipher(string name, KeyUsage usage) => name switch
    {
        "des" => (KeyAlgorithm.Des, 64),
        "tdes" => (KeyAlgorithm.Tdes, 128),
        _ => (KeyAlgorithm.Aes, usage == KeyUsage.KeyBlockProtection ? 256 : 128),
    };

    private static void WriteNew(string path, string block)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.WriteLine(block);
    }
}
