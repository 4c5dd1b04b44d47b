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

    // The lengths of DE 41, 42 and 37, and of DE 3, 4 and 49, that the standard gives, where the blocks have them.
    private const ulong UsualLengths =
        8UL << KeyLayout.TerminalShift | 15UL << KeyLayout.MerchantShift | 12UL << KeyLayout.ReferenceShift;

    private const ulong UsualContentLengths =
        6UL << ContentLayout.ProcessingCodeShift | 12UL << ContentLayout.AmountShift | 3UL << ContentLayout.CurrencyShift;

    // ISO 8583:1987, clause 4.4; 0 is a length that the message gives.
    private static readonly (int Field, int Length)[] Usual =
    [
        (Field.Pan, 0), (Field.ProcessingCode, 6), (Field.Amount, 12), (Field.TransmissionDateTime, 10), (Field.Stan, 6),
        (Field.AcquirerId, 0), (Field.Rrn, 12), (Field.TerminalId, 8), (Field.MerchantId, 15), (Field.Currency, 3),
    ];

    private readonly KeyedHash hash = new(hashKey);

    // The format of each kind that was met last.
    private MessageFormat? usualFormat;
    private MessageFormat? otherFormat;

    /// <summary>
    /// The key of a request or advice: the class of its type, DE 32, 42, 41, 11, 7 (or 12 and 13 where 7 is absent) and 37.
    /// A repeat's digit in the type plays no part.
    /// </summary>
    internal TransactionKey Of(MessageView request) => OfAny(request, out _);

    /// <summary>Key, content and worth of a request, each field read once; what is known of it is fetched meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Read(MessageView request, KnownTransactions known, out RequestDigest digest)
    {
        if (!TryReadUsual(request, known, out digest)) ReadAny(request, known, out digest);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReadAny(MessageView request, KnownTransactions known, out RequestDigest digest)
    {
        digest.Key = OfAny(request, out digest.Acquirer);
        request.TryGetInt32(Field.Stan, out digest.Stan);
        known.Prefetch(digest.Key);
        digest.Content = ContentOfAny(request, out digest.ProcessingCode, out digest.Amount, out digest.Currency);
    }

    // What nearly every request is: all fields there, one character a byte, and as long as the standard says. The fields
    // stand in their order, so that the first and the last tell that all are within the frame.
    private bool TryReadUsual(MessageView request, KnownTransactions known, out RequestDigest digest)
    {
        Unsafe.SkipInit(out digest);
        FieldIndex index = request.Index;
        bool usual = (index.Present.Primary & (KeyFields | ContentFields)) == (KeyFields | ContentFields)
            && (index.Present.Secondary & RareContentFields) == 0;
        if (!usual || !IsUsual(index.Format!)) return false;

        FieldSlot pan = index[Field.Pan], acquirer = index[Field.AcquirerId];
        int currency = index[Field.Currency].Value;
        bool held = (uint)(pan.Length - 1) < PlainFields.MaxLength & (uint)(acquirer.Length - 1) < PlainFields.MaxLength
            & pan.End >= PlainFields.MaxLength & currency + 3 <= request.Frame.Length;
        if (!held) return false;

        var fields = new PlainFields(request.Frame);
        Unsafe.SkipInit(out FieldBlock key);
        ulong wrong = 0;
        ulong stan = fields.Six(index[Field.Stan].Value, ref wrong);
        digest.Stan = (int)stan;
        key[KeyLayout.Head] = stan
            + ((ulong)index.MessageType.Class << KeyLayout.ClassShift) + UsualLengths;
        key[KeyLayout.Time] = fields.Ten(index[Field.TransmissionDateTime].Value, ref wrong);
        key[KeyLayout.Acquirer] = fields.Number(acquirer, ref wrong);
        key[KeyLayout.Terminal] = fields.Load(index[Field.TerminalId].Value);
        int merchant = index[Field.MerchantId].Value, reference = index[Field.Rrn].Value;
        key[KeyLayout.Merchant] = fields.Load(merchant);
        key[KeyLayout.Merchant + 1] = fields.Load(merchant + 7) >> 8;
        key[KeyLayout.Reference] = fields.Load(reference);
        key[KeyLayout.Reference + 1] = fields.Load(reference + 4) >> 32;
        digest.Acquirer = (long)key[KeyLayout.Acquirer];
        digest.Key = hash.Key(in key);
        known.Prefetch(digest.Key);

        int amount = index[Field.Amount].Value, processing = index[Field.ProcessingCode].Value;
        digest.Amount = (long)fields.Twelve(amount, ref wrong);
        digest.ProcessingCode = (int)fields.Six(processing, ref wrong);
        digest.Currency = (short)fields.Three(currency, ref wrong);
        Unsafe.SkipInit(out FieldBlock content);
        content[ContentLayout.Pan] = fields.Words(pan, out ulong second);
        content[ContentLayout.Pan + 1] = second;
        content[ContentLayout.Amount] = fields.Load(amount);
        content[ContentLayout.Amount + 1] = fields.Load(amount + 4) >> 32;
        content[ContentLayout.ProcessingCode] = fields.Load(processing - 2) >> 16;
        content[ContentLayout.Currency] = fields.Load(currency - 5) >> 40;
        content[ContentLayout.Rare] = 0;
        content[ContentLayout.Lengths] = (ulong)pan.Length + UsualContentLengths;
        digest.Content = (uint)hash.Word(in content);
        return wrong == 0 && key[KeyLayout.Time] != 0;
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
    internal uint Content(MessageView request) => ContentOfAny(request, out _, out _, out _);

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
    private bool IsUsual(MessageFormat format) => ReferenceEquals(format, usualFormat) || IsUsualNew(format);

    // Whether all the fields that are read have one ASCII character a byte, and the lengths of the standard.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsUsualNew(MessageFormat format)
    {
        if (ReferenceEquals(format, otherFormat)) return false;
        bool usual = true;
        foreach ((int field, int length) in Usual)
        {
            FieldLayout layout = format.Layouts[field];
            usual &= layout.Shape == UnitShape.ByteEach
                && (length == 0 ? layout.Rule == LengthRule.Prefixed : layout.IsFixed && layout.FixedBytes == length);
        }
        if (usual) usualFormat = format;
        else otherFormat = format;
        return usual;
    }
}
