using System.Buffers;
using CardSwitch.Iso8583;
using CardSwitch.Station.Simulators.Cards;

namespace CardSwitch.Station.Simulators.Shops;

/// <summary>
/// Ready-made purchases, one for each card. A terminal copies one and sets what differs from purchase to purchase where
/// it stands, so that sending costs little. Shared by all terminals; never changed.
/// </summary>
internal sealed class PurchaseDeck
{
    internal const int CardsPerRange = 200;
    internal const string ProcessingCode = "000000";
    internal const string MerchantId = "SIMULATED SHOP";

    private readonly ShopOptions options;
    private readonly byte[][] messages;
    private readonly FieldIndex[] layouts;

    internal PurchaseDeck(ShopOptions options)
    {
        this.options = options;
        Ranges = options.Cards.Count;
        messages = new byte[Ranges * CardsPerRange][];
        layouts = new FieldIndex[Ranges];
        var parser = new MessageParser(options.Format);
        for (int card = 0; card < messages.Length; card++)
        {
            int range = RangeOf(card);
            messages[card] = Write(options, CardNumber(card));
            if (layouts[range] is not null) continue;
            layouts[range] = new FieldIndex();
            ParseStatus status = parser.Parse(messages[card], layouts[range]);
            if (!status.IsOk) throw new InvalidOperationException(status.Describe(options.Format));
        }
    }

    internal int Cards => messages.Length;

    /// <summary>How many card ranges there are; the cards of one follow each other.</summary>
    internal int Ranges { get; }

    internal static int RangeOf(int card) => card / CardsPerRange;

    internal ReadOnlySpan<byte> Message(int card) => messages[card];

    internal string CardNumber(int card) => options.Cards[RangeOf(card)].Card(card % CardsPerRange * 7919);

    /// <summary>Where the fields of the card's message stand.</summary>
    internal FieldIndex Layout(int card) => layouts[RangeOf(card)];

    private static byte[] Write(ShopOptions options, string card)
    {
        var message = new ArrayBufferWriter<byte>(512);
        var writer = new MessageWriter(options.Format, message);
        writer.Begin(MessageType.Of(200));
        Set(Field.Pan, card);
        Set(Field.ProcessingCode, ProcessingCode);
        Set(Field.Amount, "0");
        Set(Field.TransmissionDateTime, "0");
        Set(Field.Stan, "0");
        Set(Field.LocalTime, "0");
        Set(Field.LocalDate, "0");
        Set(Field.ExpirationDate, "3012");
        Set(Field.MerchantType, "5411");
        Set(Field.PosEntryMode, "021");
        Set(Field.PosConditionCode, "00");
        Set(Field.AcquirerId, options.AcquirerId);
        Set(Field.Track2, $"{card}=3012201{card[^6..]}");
        Set(Field.Rrn, "000000000000");
        Set(Field.TerminalId, "T0000000");
        Set(Field.MerchantId, MerchantId);
        Set(Field.MerchantNameLocation, "CORNER SHOP            HARBOUR        XX");
        Set(Field.Currency, options.Currency);
        WriteStatus status = writer.End(out _);
        return status.IsOk
            ? message.WrittenSpan.ToArray()
            : throw new InvalidOperationException($"A purchase in {options.Format}: {status.Describe(options.Format)}.");

        void Set(int field, string text) => writer.SetText(field, text);
    }
}
