using System.Diagnostics;
using System.Text.Json;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Station;

namespace CardSwitch.Tests.Referee;

/// <summary>Wireshark's dissector of ISO 8583, run as its command `tshark` over a capture file.</summary>
internal static class Tshark
{
    // Reading a capture takes one or two seconds; past this it hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>The command's place, or null where it is not installed.</summary>
    public static string? Program { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, "tshark")).FirstOrDefault(File.Exists);

    /// <summary>What the dissector makes of each packet of the capture, whose messages go to the port.</summary>
    public static DissectedMessage[] Read(byte[] capture, int port, MessageFormat format)
    {
        using var file = new TemporaryFile(capture);
        bool isPacked = format.MtiEncoding == FieldEncoding.Bcd;
        bool isHex = format.BitmapEncoding == FieldEncoding.HexAscii;
        string[] arguments =
        [
            "-n", "-r", file.Path,
            "-d", $"tcp.port=={port},iso8583",
            "-o", "iso8583.len_endian:Big endian",
            "-o", $"iso8583.charset:Digits represented {(isPacked ? "in nibbles" : "as ASCII Characters")}",
            "-o", $"iso8583.binencode:Bin data {(isHex ? "represented as Hex Ascii characters" : "not encoded")}",
            "-T", "json",
            .. DissectedMessage.Names.SelectMany(name => new[] { "-e", name }),
        ];
        using JsonDocument document = JsonDocument.Parse(Run(Program!, arguments));
        return
        [
            .. document.RootElement.EnumerateArray()
                .Select(packet => new DissectedMessage(packet.GetProperty("_source").GetProperty("layers"))),
        ];
    }

    /// <summary>Runs a command of Wireshark to its end and returns its output; a failure throws.</summary>
    public static string Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // The dissector writes the hexadecimal form of eight bytes and its end, 17 bytes, where it asked for nine. Memory from
        // malloc has room for them; in Wireshark's own pools they would run into what stands behind.
        start.Environment["WIRESHARK_DEBUG_WMEM_OVERRIDE"] = "simple";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end.");
        }
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
        }
        return output.GetAwaiter().GetResult();
    }
}
