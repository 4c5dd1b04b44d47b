using System.Runtime.CompilerServices;
using CardSwitch.Iso8583;
using CardSwitch.Journal;

namespace CardSwitch.Repeats;

/// <summary>
/// Reads which request a message is. Fields are normalised, so that the same request has the same key in every encoding:
/// DE 7, 11, 12, 13 and 32 count as numbers, DE 37, 41 and 42 as characters, padding included. A field that is absent counts
/// as zero or empty. One instance serves one thread.
/// </summary>
internal sealed class TransactionKeys((ulong First, ulong Second) hashKey)
{
    private const ulong KeyFields =
        1UL << (Field.TransmissionDateTime - 1) | 1UL << (Field.Stan - 1) | 1UL << (Field.AcquirerId - 1)
        | 1UL << (Field.Rrn - 1) | 1UL << (Field.TerminalId - 1) | 1UL << (Field.MerchantId - 1);

    private const ulong ContentFields =
        1UL << (Field.Pan - 1) | 1UL << (Field.ProcessingCode - 1) | 1UL << (Field.Amount - 1) | 1UL << (Field.Currency - 1);

    private const ulong RareContentFields =
        1UL << (Field.OriginalDataElements - 65) | 1UL << (Field.ReplacementAmounts - 65);

    private readonly KeyedHash hash = new(hashKey);

    // The format of each kind that was met last.
    private MessageFormat? plainFormat;
    private MessageFormat? otherFormat;

    /// <summary>
    /// The key of a request or advice: the class of its type, DE 32, 42, 41, 11, 7 (or 12 and 13 where 7 is absent) and 37.
    /// A repeat's digit in the type plays no part.
    /// </summary>
    internal TransactionKey Of(MessageView request) => Of(request, out _);

    private TransactionKey Of(MessageView request, out long acquirerNumber)
    {
        FieldIndex index = request.Index;
        if ((index.Present.Primary & KeyFields) != KeyFields || !IsPlain(index.Format!)) return OfAny(request, out acquirerNumber);

        var fields = new PlainFields(request.Frame);
        FieldSlot time = index[Field.TransmissionDateTime], stan = index[Field.Stan], acquirer = index[Field.AcquirerId];
        FieldSlot reference = index[Field.Rrn], terminal = index[Field.TerminalId], merchant = index[Field.MerchantId];
        bool held = fields.Holds(time, 16) & fields.Holds(stan, 16) & fields.Holds(acquirer, 16)
            & fields.Holds(reference, 16) & fields.Holds(terminal, 8) & fields.Holds(merchant, 16);
        if (!held) return OfAny(request, out acquirerNumber);

        Unsafe.SkipInit(out FieldBlock block);
        ulong wrong = 0;
        block[KeyLayout.Head] = fields.Number(stan, ref wrong)
            + ((ulong)index.MessageType.Class << KeyLayout.ClassShift)
            + ((ulong)terminal.Length << KeyLayout.TerminalShift)
            + ((ulong)merchant.Length << KeyLayout.MerchantShift)
            + ((ulong)reference.Length << KeyLayout.ReferenceShift);
        block[KeyLayout.Time] = fields.Number(time, ref wrong);
        block[KeyLayout.Acquirer] = fields.Number(acquirer, ref wrong);
        block[KeyLayout.Terminal] = fields.Word(terminal);
        block[KeyLayout.Merchant] = fields.Words(merchant, out ulong second);
        block[KeyLayout.Merchant + 1] = second;
        block[KeyLayout.Reference] = fields.Words(reference, out second);
        block[KeyLayout.Reference + 1] = second;
        acquirerNumber = (long)block[KeyLayout.Acquirer];
        return wrong == 0 && block[KeyLayout.Time] != 0 ? hash.Key(in block) : OfAny(request, out acquirerNumber);
    }

    /// <summary>Key, content and worth of a request, each field read once; what is known of it is fetched meanwhile.</summary>
    internal void Read(MessageView request, KnownTransactions known, out RequestDigest digest)
    {
        digest.Key = Of(request, out digest.Acquirer);
        known.Prefetch(digest.Key);
        digest.Content = Content(request, out digest.ProcessingCode, out digest.Amount, out digest.Currency);
    }

    /// <summary>
    /// The key of the original that a reversal names: type, DE 11, DE 7 and DE 32 from its DE 90, the rest from its own
    /// fields, as is DE 32 where DE 90 has zeros and DE 12 and 13 where it has no DE 7. False when DE 90 is absent, not 42
    /// digits, or names no type or no trace number.
    /// </summary>
    internal bool TryOriginal(MessageView reversal, out TransactionKey key, out OriginalElements original)
    {
        key = default;
        if (!OriginalData.TryRead(reversal, out original)) return false;
        var fields = new AnyFields(reversal, hash);
        ulong acquirer = original.Acquirer != 0 ? (ulong)original.Acquirer : fields.Number(Field.AcquirerId);
        original = original with { Acquirer = (long)acquirer };
        key = Gather(fields, original.Type, (ulong)original.Stan, (ulong)original.Transmission, acquirer);
        return true;
    }

    /// <summary>A digest of what a repeat must have in common: the card (DE 2, or of track 2), DE 3, 4, 49, 90 and 95.</summary>
    internal uint Content(MessageView request) => Content(request, out _, out _, out _);

    private uint Content(MessageView request, out int processingCode, out long minorUnits, out short currencyCode)
    {
        FieldIndex index = request.Index;
        bool usual = (index.Present.Primary & ContentFields) == ContentFields
            && (index.Present.Secondary & RareContentFields) == 0;
        if (!usual || !IsPlain(index.Format!)) return ContentOfAny(request, out processingCode, out minorUnits, out currencyCode);

        var fields = new PlainFields(request.Frame);
        FieldSlot pan = index[Field.Pan], processing = index[Field.ProcessingCode];
        FieldSlot amount = index[Field.Amount], currency = index[Field.Currency];
        bool held = fields.Holds(pan, 16) & fields.Holds(processing, 8)
            & fields.Holds(amount, 16) & fields.Holds(currency, 8);
        ulong wrong = 0;
        minorUnits = held ? (long)fields.Number(amount, ref wrong) : 0;
        processingCode = held ? (int)fields.Number(processing, ref wrong) : 0;
        currencyCode = held ? (short)fields.Number(currency, ref wrong) : (short)0;
        if (!held || wrong != 0) return ContentOfAny(request, out processingCode, out minorUnits, out currencyCode);

        Unsafe.SkipInit(out FieldBlock block);
        block[ContentLayout.Pan] = fields.Words(pan, out ulong second);
        block[ContentLayout.Pan + 1] = second;
        block[ContentLayout.Amount] = fields.Words(amount, out second);
        block[ContentLayout.Amount + 1] = second;
        block[ContentLayout.ProcessingCode] = fields.Word(processing);
        block[ContentLayout.Currency] = fields.Word(currency);
        block[ContentLayout.Rare] = 0;
        block[ContentLayout.Lengths] = (ulong)pan.Length
            + ((ulong)processing.Length << ContentLayout.ProcessingCodeShift)
            + ((ulong)amount.Length << ContentLayout.AmountShift)
            + ((ulong)currency.Length << ContentLayout.CurrencyShift);
        return (uint)hash.Word(in block);
    }

    /// <summary>The card number as its hash, by which messages about one card are kept in order.</summary>
    internal ulong Lane(in Pan pan) => hash.Pair(pan.Value, (ulong)pan.Length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TransactionKey OfAny(MessageView request, out long acquirer)
    {
        var fields = new AnyFields(request, hash);
        acquirer = (long)fields.Number(Field.AcquirerId);
        return Gather(
            fields, request.Type, fields.Number(Field.Stan), fields.Number(Field.TransmissionDateTime), (ulong)acquirer);
    }

    private TransactionKey Gather(AnyFields fields, MessageType type, ulong stan, ulong time, ulong acquirer)
    {
        FieldBlock block = default;
        ulong head = stan + ((ulong)type.Class << KeyLayout.ClassShift);
        head += fields.Word(Field.TerminalId, out block[KeyLayout.Terminal]) << KeyLayout.TerminalShift;
        head += fields.Words(Field.MerchantId, out block[KeyLayout.Merchant], out block[KeyLayout.Merchant + 1])
            << KeyLayout.MerchantShift;
        head += fields.Words(Field.Rrn, out block[KeyLayout.Reference], out block[KeyLayout.Reference + 1])
            << KeyLayout.ReferenceShift;
        if (time == 0)
        {
            head += KeyLayout.IsLocalTime;
            time = fields.Number(Field.LocalTime);
            acquirer += fields.Number(Field.LocalDate) << KeyLayout.DateShift;
        }
        block[KeyLayout.Head] = head;
        block[KeyLayout.Time] = time;
        block[KeyLayout.Acquirer] = acquirer;
        return hash.Key(in block);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint ContentOfAny(MessageView request, out int processingCode, out long minorUnits, out short currencyCode)
    {
        if (!request.TryGetInt32(Field.ProcessingCode, out processingCode)) processingCode = -1;
        request.TryGetInt64(Field.Amount, out minorUnits);
        request.TryGetInt32(Field.Currency, out int currency);
        currencyCode = (short)currency;
        var fields = new AnyFields(request, hash);
        FieldBlock block = default;
        ulong lengths = request.Has(Field.Pan)
            ? fields.Words(Field.Pan, out block[ContentLayout.Pan], out block[ContentLayout.Pan + 1])
            : TrackPan(request, ref block);
        lengths |= fields.Word(Field.ProcessingCode, out block[ContentLayout.ProcessingCode]) << ContentLayout.ProcessingCodeShift;
        lengths |= fields.Words(Field.Amount, out block[ContentLayout.Amount], out block[ContentLayout.Amount + 1])
            << ContentLayout.AmountShift;
        lengths |= fields.Word(Field.Currency, out block[ContentLayout.Currency]) << ContentLayout.CurrencyShift;
        lengths |= Rare(fields, request, Field.OriginalDataElements, ref block) << ContentLayout.OriginalShift;
        lengths |= Rare(fields, request, Field.ReplacementAmounts, ref block) << ContentLayout.ReplacementShift;
        block[ContentLayout.Lengths] = lengths;
        return (uint)hash.Word(in block);
    }

    // One of the two is turned, so that values which change places do not meet.
    private static ulong Rare(AnyFields fields, MessageView request, int field, ref FieldBlock block)
    {
        if (!request.Has(field)) return 0;
        ulong digest = fields.Digest(field);
        block[ContentLayout.Rare] += field == Field.OriginalDataElements ? digest : digest << 1 | digest >> 63;
        return KeyLayout.Digested;
    }

    private ulong TrackPan(MessageView request, ref FieldBlock block)
    {
        Span<byte> digits = stackalloc byte[64];
        if (!request.TryCopy(Field.Track2, digits, out int length)) return 0;
        if (!Track2.TryReadPan(digits[..length], out Pan pan)) return 0;
        digits = digits[..pan.CopyTo(digits)];
        if (digits.Length <= PlainFields.MaxLength)
            return AnyFields.Words(digits, out block[ContentLayout.Pan], out block[ContentLayout.Pan + 1]);
        block[ContentLayout.Pan] = hash.Bytes(digits);
        return KeyLayout.Digested;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsPlain(MessageFormat format) => ReferenceEquals(format, plainFormat) || IsPlainNew(format);

    // Whether all the fields that are read have one ASCII character a byte.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsPlainNew(MessageFormat format)
    {
        if (ReferenceEquals(format, otherFormat)) return false;
        bool plain = true;
        for (ulong fields = KeyFields | ContentFields; fields != 0; fields &= fields - 1)
        {
            int field = System.Numerics.BitOperations.TrailingZeroCount(fields) + 1;
            plain &= format.Layouts[field].Shape == UnitShape.ByteEach;
        }
        if (plain) plainFormat = format;
        else otherFormat = format;
        return plain;
    }
}
