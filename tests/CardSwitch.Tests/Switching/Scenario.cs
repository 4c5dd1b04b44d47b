using System.Globalization;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Routing;
using CardSwitch.Switching;

namespace CardSwitch.Tests.Switching;

/// <summary>
/// A table of what happens, a line each, played against the real core:
/// <code>
/// shop  > 0200 amount=000000001000     the shop sends it (defaults for the rest; only: nothing but what is said)
/// bank  &lt; 0200 stan=000001             the bank must have got it
/// bank  > answer code=00               the bank answers what it got last, with these changes
/// shop  &lt; 0210 code=00                 the shop must have got it
/// shop  &lt; nothing                      and no more
/// wait 10 s | drop bank | up bank | full bank | longest bank 100 | drain | shop closed | bank timedOut=1 late=1
/// </code>
/// The cards of 4761 belong to bank, of 52 to other, of 60 to an issuer that is not connected here.
/// </summary>
internal sealed class Scenario
{
    internal const string Pan = "4761739001010119";
    internal const string OtherPan = "5200000000000007";
    internal const string AbsentPan = "6011000990139424";
    internal const string StrangerPan = "378282246310005";

    private static readonly string[] Defaults =
    [
        $"pan={Pan}", "proc=000000", "amount=000000012345", "time=1122053012", "stan=123456", "rrn=632605123456",
        "tid=TERM0001", "cur=978",
    ];

    private readonly CoreRig rig;
    private readonly Dictionary<string, byte[]> lastGot = [];
    private string line = "";

    private Scenario(MessageFormat shops, MessageFormat banks, int maxPending, int maxPendingInAll, bool partial)
    {
        long Seconds(int s) => s * 1_000_000_000L;
        rig = new CoreRig(
            new CoreSettings(maxPendingInAll, VerifyCheckDigit: true),
            new IssuerProfile("bank", banks, maxPending, Seconds(10), Seconds(25), partial),
            new IssuerProfile("other", shops, maxPending, Seconds(10), Seconds(25), partial));
        rig.Routes(new Route("4761", "bank"), new Route("52", "other"), new Route("60", "absent"));
        rig.Shop("shop", shops);
        rig.Shop("shop2", shops);
        rig.Bank("bank", 0);
        rig.Bank("other", 1);
    }

    internal static CoreRig Play(
        string table, MessageFormat? shops = null, MessageFormat? banks = null, int maxPending = 100,
        int maxPendingInAll = 1000, bool partial = false)
    {
        var scenario = new Scenario(
            shops ?? MessageFormats.Iso1987Ascii, banks ?? MessageFormats.Iso1987Ascii, maxPending, maxPendingInAll, partial);
        foreach (string text in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            scenario.line = text;
            scenario.Step(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        return scenario.rig;
    }

    private void Step(string[] words)
    {
        switch (words)
        {
            case ["wait", var time, var unit]:
                rig.Wait(TimeSpan.FromMilliseconds(
                    double.Parse(time, CultureInfo.InvariantCulture) * (unit == "s" ? 1000 : 1)));
                break;
            case ["drop", var link]: rig.Drop(link); break;
            case ["up", var link]: rig.Bank(link, link.StartsWith("bank", StringComparison.Ordinal) ? 0 : 1); break;
            case ["full", var link]: rig.Full.Add(link); break;
            case ["longest", var link, var bytes]: rig.Longest[link] = Number(bytes); break;
            case ["drain"]: rig.Core.Drain(); break;
            case [var link, "closed"]: Assert.True(rig.Closed.Contains(link), line); break;
            case [var link, ">", "bytes", var text]:
                rig.Receive(link, System.Text.Encoding.ASCII.GetBytes(text)); break;
            case [var link, ">", "answer", .. var changes]: Answer(link, changes); break;
            case [var link, ">", "again"]: rig.Receive(link, lastGot[link]); break;
            case [var link, ">", var type, "only", .. var fields]:
                rig.Receive(link, MessageText.Write(rig.FormatOf(link), Number(type), fields)); break;
            case [var link, ">", var type, .. var fields]:
                rig.Receive(link, MessageText.Write(rig.FormatOf(link), Number(type), Defaults.Concat(fields))); break;
            case [var link, "<", "nothing"]: Assert.True(rig.Take(link) is null, line); break;
            case [var link, "<", var type, .. var fields]: Expect(link, Number(type), fields); break;
            case [var issuer, .. var counts]: Count(issuer, counts); break;
        }
    }

    private void Expect(string link, int type, string[] fields)
    {
        byte[]? message = rig.Take(link);
        Assert.True(message is not null, $"{line}: nothing was sent");
        string? mismatch = MessageText.Mismatch(rig.FormatOf(link), message, type, fields);
        Assert.True(mismatch is null, $"{line}: {mismatch}");
        lastGot[link] = message;
    }

    private void Answer(string link, string[] changes)
    {
        byte[] request = lastGot[link[..(link.Contains('-') ? link.IndexOf('-') : link.Length)]];
        MessageFormat format = rig.FormatOf(link);
        var index = new FieldIndex();
        new MessageParser(format).Parse(request, index);
        byte[] answer = MessageText.Change(format, request, index.Type.ToResponse(), changes);
        rig.Receive(link, answer);
    }

    private void Count(string issuer, string[] expected)
    {
        object counts = issuer == "traffic"
            ? rig.Core.Traffic
            : rig.Core.Issuers.Single(i => i.Profile.Name == issuer).Counts;
        foreach (string pair in expected)
        {
            string[] parts = pair.Split('=');
            string name = char.ToUpperInvariant(parts[0][0]) + parts[0][1..];
            long found = parts[0] == "pending"
                ? rig.Core.Issuers.Single(i => i.Profile.Name == issuer).Pending.Count
                : (long)counts.GetType().GetProperty(name)!.GetValue(counts)!;
            Assert.True(found == long.Parse(parts[1], CultureInfo.InvariantCulture), $"{line}: {name} is {found}");
        }
    }

    private static int Number(string type) => int.Parse(type, CultureInfo.InvariantCulture);
}
