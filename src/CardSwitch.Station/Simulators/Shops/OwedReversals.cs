using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using CardSwitch.Iso8583;
using CardSwitch.Station.Simulators.Sockets;

namespace CardSwitch.Station.Simulators.Shops;

/// <summary>
/// The reversals (0420) that one terminal owes: sent at once, and again as 0421 with the same numbers until they are
/// acknowledged. Calls are made under the terminal's lock.
/// </summary>
internal sealed class OwedReversals
{
    private const double MostRepeatSeconds = 5;

    private readonly ShopOptions options;
    private readonly PurchaseDeck deck;
    private readonly string terminalId;
    private readonly Dictionary<int, OwedReversal> owed = [];
    private readonly ArrayBufferWriter<byte> buffer = new(512);
    private readonly MessageWriter writer;
    private readonly long repeatTicks;

    internal OwedReversals(ShopOptions options, PurchaseDeck deck, string terminalId)
    {
        this.options = options;
        this.deck = deck;
        this.terminalId = terminalId;
        writer = new MessageWriter(options.Format, buffer);
        repeatTicks = (long)(Math.Min(options.TimeOut.TotalSeconds, MostRepeatSeconds) * Stopwatch.Frequency);
    }

    internal int Count => owed.Count;

    internal void Add(OwedReversal reversal) => owed.Add(reversal.Stan, reversal);

    internal bool Has(int stan) => owed.ContainsKey(stan);

    /// <summary>Sends what was not sent yet or has waited too long. Returns how many went out.</summary>
    internal int SendDue(Outbox outbox, long now)
    {
        if (owed.Count == 0) return 0;
        int sent = 0;
        foreach (OwedReversal reversal in owed.Values)
        {
            if (reversal.SentAt != 0 && now - reversal.SentAt < repeatTicks) continue;
            if (!outbox.TryAdd(Write(reversal))) break;
            reversal.SentAt = now;
            reversal.WasSent = true;
            sent++;
        }
        return sent;
    }

    /// <summary>The connection is gone: what has no answer is sent again over the next one.</summary>
    internal void ConnectionLost()
    {
        foreach (OwedReversal reversal in owed.Values) reversal.SentAt = 0;
    }

    /// <summary>
    /// Takes an answer. An acknowledged reversal is done with; one that is refused for now (91, 96) is sent again later.
    /// </summary>
    /// <returns>False when the answer belongs to none, or refuses for good.</returns>
    internal bool TryTake(MessageView answer)
    {
        if (!answer.TryGetInt32(Field.Stan, out int stan) || !owed.ContainsKey(stan)
            || !answer.TryGetResponseCode(out ResponseCode code))
        {
            return false;
        }
        if (code == ResponseCode.IssuerUnavailable || code == ResponseCode.SystemMalfunction) return true;
        owed.Remove(stan);
        return code.IsApproval;
    }

    private ReadOnlySpan<byte> Write(OwedReversal reversal)
    {
        OpenPurchase purchase = reversal.Purchase;
        var asked = new MessageView(deck.Message(purchase.Card), deck.Layout(purchase.Card));
        buffer.ResetWrittenCount();
        writer.Begin(MessageType.Of(reversal.WasSent ? 421 : 420));
        writer.SetText(Field.Pan, deck.CardNumber(purchase.Card));
        writer.SetText(Field.ProcessingCode, PurchaseDeck.ProcessingCode);
        writer.SetDigits(Field.Amount, purchase.Amount);
        writer.SetDigits(Field.TransmissionDateTime, reversal.Transmission);
        writer.SetDigits(Field.Stan, reversal.Stan);
        writer.SetDigits(Field.LocalTime, purchase.Transmission % 1_000_000);
        writer.SetDigits(Field.LocalDate, purchase.Transmission / 1_000_000);
        writer.SetText(Field.AcquirerId, options.AcquirerId);
        writer.SetText(Field.Rrn, purchase.Rrn.ToString("D12", CultureInfo.InvariantCulture));
        writer.SetText(Field.TerminalId, terminalId);
        writer.SetText(Field.MerchantId, PurchaseDeck.MerchantId);
        writer.SetText(Field.Currency, options.Currency);
        // n 42: type, DE 11, 7, 32 and 33 of the original, which had no DE 33.
        string acquirer = options.AcquirerId.PadLeft(11, '0'), forwarder = new('0', 11);
        writer.SetText(Field.OriginalDataElements, string.Create(CultureInfo.InvariantCulture,
            $"{asked.Type}{purchase.Stan:D6}{purchase.Transmission:D10}{acquirer}{forwarder}"));
        WriteStatus status = writer.End(out _);
        return status.IsOk
            ? buffer.WrittenSpan
            : throw new InvalidOperationException($"A reversal in {options.Format}: {status.Describe(options.Format)}.");
    }
}
