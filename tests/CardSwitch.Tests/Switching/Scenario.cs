using System.Globalization;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Routing;
using CardSwitch.Settlement;
using CardSwitch.Switching;

namespace CardSwitch.Tests.Switching;

/// <summary>
/// A table of what happens, a line each, played against the real core:
/// <code>
/// shop  > 0200 amount=000000001000     the shop sends it (defaults for the rest; only: nothing but what is said);
///                                      each has a trace number of its own, 123456 and up, and an RRN with it
/// shop  > again                        the same bytes as last; 0201: the last request as a repeat, with these changes
/// shop  > 0420 original                reverses the last request; original=000777: the one of that trace number
/// bank  &lt; 0200 stan=000001             the bank must have got it
/// bank  &lt; again | repeat               the same bytes as last; as its repeat (0420, 0421)
/// bank  > answer code=00               the bank answers what it got last, with these changes
/// shop  &lt; 0210 code=00                 the shop must have got it
/// shop  &lt; nothing                      and no more
/// wait 10 s | drop bank | up bank | full bank | free bank | longest bank 100 | unsent shop | sign on bank
/// drain | retire bank | release bank | cutover | hold | durable | durable 3 | crash
/// elsewhere | elsewhere taking over      the shops go to another station that shares the journal; this one may have died
/// taking over again | blocked elsewhere   the same records once more; the other station accepted a reversal of the last request
/// shop closed | bank open | notice Parked stan=1 | no notice | journal Sent Answered | day 20261123 20261122
/// bank timedOut=1 late=1 queued=1 parkedNow=0 breaker=Open | traffic repeats=1 | totals bank debits=1 net=-100
/// </code>
/// The cards of 4761 belong to bank, of 52 to other, of 60 to an issuer that is not connected here. It is 22 November
/// 2026, 05:30:12 UTC. # begins a remark.
/// </summary>
internal sealed class Scenario
{
    internal const string Pan = "4761739001010119";
    internal const string SecondPan = "4761739001010028";
    internal const string OtherPan = "5200000000000007";
    internal const string AbsentPan = "6011000990139424";
    internal const string StrangerPan = "378282246310005";

    private static readonly string[] Defaults =
    [
        $"pan={Pan}", "proc=000000", "amount=000000012345", "time=1122053012", "tid=TERM0001", "cur=978",
    ];

    private readonly CoreRig rig;
    private readonly ScenarioSettings settings;
    private readonly MessageFormat shops;
    private readonly Dictionary<string, byte[]> lastGot = [];
    private readonly Dictionary<string, byte[]> lastSent = [];
    private readonly Dictionary<string, byte[]> lastRequest = [];
    private long journalRead;
    private int nextStan = 123456;
    private string line = "";

    private Scenario(MessageFormat shops, MessageFormat banks, ScenarioSettings settings)
    {
        this.settings = settings;
        this.shops = shops;
        rig = new CoreRig(
            settings.Core, settings.Service("bank", banks, settings.BankSignsOn), settings.Service("other", shops, signsOn: false));
        rig.Routes(new Route("4761", "bank"), new Route("52", "other"), new Route("60", "absent"));
        Up("shop");
        Up("shop2");
        Up("bank");
        Up("other");
        rig.Wait(TimeSpan.Zero);
        journalRead = rig.Journal.Last;
    }

    internal static CoreRig Play(
        string table, MessageFormat? shops = null, MessageFormat? banks = null, ScenarioSettings? with = null)
    {
        var scenario = new Scenario(
            shops ?? MessageFormats.Iso1987Ascii, banks ?? MessageFormats.Iso1987Ascii, with ?? new ScenarioSettings());
        foreach (string text in table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            scenario.line = text;
            string[] words = text.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0) scenario.Step(words);
        }
        return scenario.rig;
    }

    private void Step(string[] words)
    {
        switch (words)
        {
            case [var link, ">", .. var message]: Send(link, message); break;
            case [var link, "<", .. var message]: Expect(link, message); break;
            case ["wait", var time, var unit]:
                rig.Wait(TimeSpan.FromMilliseconds(
                    double.Parse(time, CultureInfo.InvariantCulture) * (unit == "s" ? 1000 : 1)));
                break;
            case ["up", var link]: Up(link); break;
            case ["drop", var link]: rig.Drop(link); break;
            case ["unsent", var link]: rig.DropUnsent(link); break;
            case ["full", var link]: rig.Full.Add(link); break;
            case ["free", var link]: rig.Full.Remove(link); break;
            case ["longest", var link, var bytes]: rig.Longest[link] = Number(bytes); break;
            case ["sign", "on", var link]: SignOn(link); break;
            case ["drain"]: rig.Core.Drain(); break;
            case ["retire", var link]: rig.Retire(link); break;
            case ["release", var issuer]: rig.Core.ReleaseParked(IssuerOf(issuer), rig.Now); break;
            case ["cutover"]: Assert.True(rig.Core.CutOver(rig.Now), line); break;
            case ["hold"]: rig.HoldsBack = true; break;
            case ["durable"]: rig.MarkDurable(rig.Journal.Last); break;
            case ["durable", var number]: rig.MarkDurable(Number(number)); break;
            case ["crash"]: rig.Crash(); break;
            case ["elsewhere"]: rig.GoElsewhere(takesOver: false); break;
            case ["elsewhere", "taking", "over"]: rig.GoElsewhere(takesOver: true); break;
            case ["taking", "over", "again"]: rig.TakeUpAgain(); break;
            case ["blocked", "elsewhere"]: rig.BlockedElsewhere(); break;
            case ["day", .. var days]: CheckDays(days); break;
            case ["journal", .. var kinds]: CheckJournal(kinds); break;
            case ["no", "notice"]: Assert.True(rig.Notices.Count == 0, $"{line}: {string.Join(", ", rig.Notices)}"); break;
            case ["notice", var kind, .. var rest]: CheckNotice(Enum.Parse<NoticeKind>(kind), rest); break;
            case ["totals", var issuer, .. var totals]: CheckTotals(issuer, totals); break;
            case [var link, "closed"]: Assert.True(rig.Closed.Contains(link), line); break;
            case [var link, "open"]: Assert.False(rig.Closed.Contains(link), line); break;
            default: CheckCounts(words[0], words[1..]); break;
        }
    }

    private void Up(string link)
    {
        rig.Closed.Remove(link);
        if (link.StartsWith("shop", StringComparison.Ordinal)) rig.Shop(link, shops, settings.ShopsSignOn, settings.ShopsSign);
        else rig.Bank(link, IssuerOf(link), rank: link.EndsWith("-backup", StringComparison.Ordinal) ? 1 : 0);
    }

    private void Send(string link, string[] words)
    {
        MessageFormat format = rig.FormatOf(link);
        byte[] message = words switch
        {
            ["again"] => lastSent[link],
            ["bytes", var text] => System.Text.Encoding.ASCII.GetBytes(text),
            ["answer", .. var changes] => MessageText.Change(format, lastGot[link], TypeOf(lastGot[link], format).ToResponse(), changes),
            [var type, "only", .. var fields] => MessageText.Write(format, Number(type), fields),
            ["0201" or "0421" or "0101" or "0221" or "0121", .. var changes] =>
                MessageText.Change(format, lastSent[link], MessageType.Of(Number(words[0])), changes),
            [var type, .. var fields] => MessageText.Write(format, Number(type), WithDefaults(link, fields)),
            _ => throw new FormatException(line),
        };
        lastSent[link] = message;
        if (words[0] is ['0', '1' or '2', ..]) lastRequest[link] = message;
        rig.Receive(link, message);
    }

    private IEnumerable<string> WithDefaults(string link, string[] fields)
    {
        string stan = fields.FirstOrDefault(word => word.StartsWith("stan=", StringComparison.Ordinal) && word != "stan=-")?[5..]
            ?? nextStan++.ToString("D6", CultureInfo.InvariantCulture);
        string rrn = stan;
        for (int i = 0; i < fields.Length; i++)
        {
            if (!fields[i].StartsWith("original", StringComparison.Ordinal)) continue;
            if (fields[i] == "original") fields[i] = $"original={NameOf(lastRequest[link], rig.FormatOf(link))}";
            rrn = fields[i][^6..];
        }
        return [.. Defaults, $"stan={stan}", $"rrn=632605{rrn}", .. fields];
    }

    // As DE 90 names it: type and trace number.
    private static string NameOf(byte[] request, MessageFormat format)
    {
        var index = new FieldIndex();
        new MessageParser(format).Parse(request, index);
        return $"{index.MessageType.WithoutRepeat()}/{new MessageView(request, index).GetText(Field.Stan)}";
    }

    private void Expect(string link, string[] words)
    {
        byte[]? message = rig.Take(link);
        if (words is ["nothing"])
        {
            Assert.True(message is null, $"{line}: {(message is null ? "" : System.Text.Encoding.Latin1.GetString(message))}");
            return;
        }
        Assert.True(message is not null, $"{line}: nothing was sent");
        MessageFormat format = rig.FormatOf(link);
        if (words is ["again" or "repeat"])
        {
            byte[] first = lastGot[link];
            if (words[0] == "repeat") first = MessageText.Change(format, first, TypeOf(first, format).ToRepeat(), []);
            Assert.True(message.AsSpan().SequenceEqual(first), $"{line}: other bytes");
            lastGot[link] = message;
            return;
        }
        string? mismatch = MessageText.Mismatch(format, message, Number(words[0]), words[1..]);
        Assert.True(mismatch is null, $"{line}: {mismatch}");
        lastGot[link] = message;
    }

    private void SignOn(string link)
    {
        foreach (string code in (string[])["001", "301"])
        {
            Expect(link, ["0800", $"net={code}"]);
            Send(link, ["answer", "code=00"]);
        }
    }

    private void CheckDays(string[] days)
    {
        string open = $"{rig.Core.Days.Current} {(rig.Core.Days.Previous == 0 ? "" : rig.Core.Days.Previous)}".Trim();
        Assert.True(open == string.Join(' ', days), $"{line}: open are {open}");
    }

    private void CheckJournal(string[] kinds)
    {
        string found = string.Join(' ', rig.Kinds(journalRead + 1));
        Assert.True(found == string.Join(' ', kinds), $"{line}: found {found}");
        journalRead = rig.Journal.Last;
    }

    private void CheckNotice(NoticeKind kind, string[] rest)
    {
        int at = rig.Notices.FindIndex(notice => notice.Kind == kind);
        Assert.True(at >= 0, $"{line}: told were {string.Join(", ", rig.Notices)}");
        Notice found = rig.Notices[at];
        rig.Notices.RemoveAt(at);
        CheckAll(rest, name => name switch
        {
            "stan" => found.Stan,
            "detail" => found.Detail,
            _ => found.Issuer < 0 ? "-" : rig.Core.Issuers[found.Issuer].Profile.Name,
        });
    }

    private void CheckTotals(string issuer, string[] totals)
    {
        int day = rig.Core.Days.Current;
        if (totals[0].StartsWith("day=", StringComparison.Ordinal)) (day, totals) = (Number(totals[0][4..]), totals[1..]);
        DayTotals found = rig.Core.Totals.OfIssuer(IssuerOf(issuer), day, 978) ?? new DayTotals();
        CheckAll(totals, name => PropertyOf(found, name));
    }

    private void CheckCounts(string of, string[] expected)
    {
        if (of == "traffic")
        {
            CheckAll(expected, name => PropertyOf(rig.Core.Traffic, name));
            return;
        }
        Destination to = rig.Core.Destinations[IssuerOf(of)];
        CheckAll(expected, name => name switch
        {
            "pending" => to.Issuer.Pending.Count,
            "queued" => to.Queue.Count,
            "parkedNow" => to.Queue.Parked,
            "breaker" => to.Issuer.Breaker.State,
            _ => PropertyOf(to.Issuer.Counts, name),
        });
    }

    private void CheckAll(string[] expected, Func<string, object?> find)
    {
        foreach (string pair in expected)
        {
            string[] parts = pair.Split('=');
            string found = $"{find(parts[0])}";
            Assert.True(found == parts[1], $"{line}: {parts[0]} is {found}");
        }
    }

    private static object? PropertyOf(object of, string name) =>
        of.GetType().GetProperty(
            char.ToUpperInvariant(name[0]) + name[1..],
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
            !.GetValue(of);

    private static MessageType TypeOf(byte[] message, MessageFormat format)
    {
        var index = new FieldIndex();
        Assert.True(new MessageParser(format).Parse(message, index).IsOk);
        return index.MessageType;
    }

    private static int IssuerOf(string link) => link.StartsWith("bank", StringComparison.Ordinal) ? 0 : 1;

    private static int Number(string type) => int.Parse(type, CultureInfo.InvariantCulture);
}
