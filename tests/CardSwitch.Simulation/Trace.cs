using System.Globalization;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Simulation.Network;
using CardSwitch.Simulation.Stations;
using CardSwitch.Switching;

namespace CardSwitch.Simulation;

/// <summary>Tells what happens, as text: everything, or what concerns one transaction.</summary>
/// <param name="network">What is traced.</param>
/// <param name="write">Takes the lines.</param>
/// <param name="only">The transaction; below 0: all of them.</param>
internal sealed class Trace(SimulatedNetwork network, Action<string> write, int only)
{
    private readonly FieldIndex index = new();

    internal void Say(string text, int transaction = -1)
    {
        if (only >= 0 && transaction >= 0 && transaction != only) return;
        Write(text);
    }

    /// <summary>What operators are told is of interest only where everything is.</summary>
    internal void Tell(Station station, in Notice notice)
    {
        if (only < 0) Write($"{station.Name} tells {notice}");
    }

    internal void Frame(string what, Line line, End from, ReadOnlySpan<byte> frame)
    {
        if (!line.Kit.Parser.Parse(frame, index).IsOk)
        {
            Write($"{line} from {line.PartyAt(from).Name}: something unreadable {what}");
            return;
        }
        var message = new MessageView(frame, index);
        int transaction = network.TransactionOf(message);
        if (only >= 0 && transaction != only) return;
        message.TryGetInt32(Field.Stan, out int stan);
        string code = message.TryGetResponseCode(out ResponseCode answered) ? $" code {answered}" : "";
        string amount = message.TryGetInt64(Field.Amount, out long minor) ? $" amount {minor}" : "";
        string original = message.GetText(Field.OriginalDataElements) is { } text ? $" of {text}" : "";
        string remains = message.GetText(Field.ReplacementAmounts) is { } left ? $" leaving {left[..12]}" : "";
        string day = message.GetText(Field.SettlementDate) is { } date ? $" day {date}" : "";
        string net = message.GetText(Field.NetworkManagementCode) is { } function ? $" function {function}" : "";
        Write($"{line} from {line.PartyAt(from).Name}: {message.Type} {stan:D6} transaction {transaction}"
            + $"{amount}{code}{day}{original}{remains}{net} {what}");
    }

    internal void Record(Station station, long number, in JournalEntry entry)
    {
        int transaction = network.Auditor.TransactionOf(station, in entry);
        if (only >= 0 && transaction != only) return;
        Write($"{station.Name} records {number}: {entry.Kind} {entry.Type} issuer {entry.Issuer} stan {entry.Stan:D6}"
            + $" transaction {transaction} code {entry.Code} {entry.Effect} {entry.Amount} day {entry.Day} queued {entry.Queued}");
    }

    private void Write(string text) => write(string.Create(
        CultureInfo.InvariantCulture, $"{network.Agenda.Now / 1e9,12:F6} s {network.Agenda.Steps,8}  {text}"));
}
