using static CardSwitch.Iso8583.FieldEncoding;

namespace CardSwitch.Iso8583;

/// <summary>
/// The classes of fields that jPOS packager files name, one line each: what stands on the wire, in which encoding, behind
/// which prefix. Classes that a format cannot say are listed with the reason.
/// </summary>
internal static class JposClasses
{
    private const FieldEncoding A = FieldEncoding.Ascii;
    private const FieldEncoding E = Ebcdic1047;
    private const PrefixEncoding Ascii = PrefixEncoding.Ascii;
    private const PrefixEncoding Bcd = PrefixEncoding.Bcd;
    private const PrefixEncoding Binary = PrefixEncoding.Binary;
    private const PrefixEncoding Ebcdic = PrefixEncoding.Ebcdic;

    private const string FixedWithCount = "its prefix tells how much of a fixed number of bytes counts";
    private const string ByNextByte = "whether it is there depends on the byte that follows";

    private static readonly JposClass Text = new(JposData.Text, Latin1) { Padding = Padding.RightSpace };
    private static readonly JposClass EbcdicText = new(JposData.Text, E) { Padding = Padding.RightSpace };
    private static readonly JposClass Digits = new(JposData.Digits, A) { Padding = Padding.LeftZero };
    private static readonly JposClass EbcdicDigits = new(JposData.Digits, E) { Padding = Padding.LeftZero };
    private static readonly JposClass Packed = new(JposData.Packed, FieldEncoding.Bcd) { Padding = Padding.LeftZero };
    private static readonly JposClass PackedF = new(JposData.PackedF, FieldEncoding.Bcd) { Padding = Padding.LeftZero };
    private static readonly JposClass AlwaysF = new(JposData.PackedAlwaysF, BcdLeftF);
    private static readonly JposClass Raw = new(JposData.Bytes, FieldEncoding.Binary);
    private static readonly JposClass Hex = new(JposData.Bytes, HexAscii);
    private static readonly JposClass Nothing = new(JposData.Nothing, A);

    /// <summary>By the name without its package, which is <c>org.jpos.iso</c>, <c>org.jpos.tlv.packager</c> or below.</summary>
    internal static readonly IReadOnlyDictionary<string, JposClass> Table = new Dictionary<string, JposClass>
    {
        // Fixed
        ["IF_CHAR"] = Text,
        ["IFA_NUMERIC"] = Digits,
        ["IFA_AMOUNT"] = new(JposData.Signed, A),
        ["IFA_AMOUNT2003"] = Digits,
        ["IFA_BINARY"] = Hex,
        ["IFA_BITMAP"] = new(JposData.Bitmap, HexAscii),
        ["IFB_NUMERIC"] = Packed,
        ["IFB_FNUMERIC"] = PackedF,
        ["IFB_AMOUNT"] = new(JposData.SignedPacked, FieldEncoding.Bcd),
        ["IFB_AMOUNT2003"] = Packed,
        ["IFB_BINARY"] = Raw,
        ["IFB_BITMAP"] = new(JposData.Bitmap, FieldEncoding.Binary),
        ["IFB_HEX"] = new(JposData.HexSymbols, FieldEncoding.Binary),
        ["IFE_CHAR"] = EbcdicText,
        ["IF_ECHAR"] = EbcdicText,
        ["IFE_NUMERIC"] = EbcdicDigits,
        ["IFE_SIGNED_NUMERIC"] = new(JposData.Zoned, Zoned),
        ["IFE_AMOUNT"] = new(JposData.Signed, E),
        ["IFE_BINARY"] = new(JposData.Bytes, HexEbcdic),
        ["IFE_BITMAP"] = new(JposData.Bitmap, HexEbcdic),
        ["IFMC_TCC"] = Refused(ByNextByte),
        ["IFEMC_TCC"] = Refused(ByNextByte),
        ["IF_NOP"] = Nothing,
        ["IF_UNUSED"] = Nothing,
        ["X92_BITMAP"] = new(JposData.PlainBitmap, HexAscii),
        ["Base1_BITMAP126"] = new(JposData.PlainBitmap, FieldEncoding.Binary),
        ["IF_TBASE"] = Refused("it is abstract in jPOS too"),

        // Up to a terminator, or to the end
        ["IF_TCHAR"] = Text with { Rule = LengthRule.Terminated, Padding = Padding.None },
        ["IF_FSTCHAR"] = Text with { Rule = LengthRule.Terminated, Padding = Padding.None, Terminator = '\\' },
        ["IF_FSTBINARY"] = Raw with { Rule = LengthRule.Terminated, Terminator = '\\' },
        ["IF_FCHAR"] = Text with { Rule = LengthRule.Rest, Padding = Padding.None },
        ["IF_FBINARY"] = Raw with { Rule = LengthRule.Rest },

        // Length in ASCII
        ["IFA_LCHAR"] = Text.Behind(Ascii, 1),
        ["IFA_LLCHAR"] = Text.Behind(Ascii, 2),
        ["IFA_LLLCHAR"] = Text.Behind(Ascii, 3),
        ["IFA_LLLLCHAR"] = Text.Behind(Ascii, 4),
        ["IFA_LLLLLCHAR"] = Text.Behind(Ascii, 5),
        ["IFA_LLLLLLCHAR"] = Text.Behind(Ascii, 6),
        ["IFA_LLNUM"] = Digits.Behind(Ascii, 2),
        ["IFA_LLLNUM"] = Digits.Behind(Ascii, 3),
        ["IFA_LBINARY"] = Raw.Behind(Ascii, 1),
        ["IFA_LLBINARY"] = Raw.Behind(Ascii, 2),
        ["IFA_LLLBINARY"] = Raw.Behind(Ascii, 3),
        ["IFA_LLLLBINARY"] = Raw.Behind(Ascii, 4),
        ["IFA_LLLLLBINARY"] = Raw.Behind(Ascii, 5),
        ["IFA_LLLLLLBINARY"] = Raw.Behind(Ascii, 6),
        ["IFA_LLABINARY"] = Hex.Behind(Ascii, 2),
        ["IFA_LLLABINARY"] = Hex.Behind(Ascii, 3),
        ["IFA_LLBNUM"] = Packed.Behind(Ascii, 2),
        ["IFA_FLLCHAR"] = Refused(FixedWithCount),
        ["IFA_FLLNUM"] = Refused(FixedWithCount),
        ["IFAE_LLCHAR"] = EbcdicText.Behind(Ascii, 2),
        ["IFEP_LLCHAR"] = Text.Behind(Ascii, 2).TaggedWithin(2, A),
        ["IFIPM_LLLCHAR"] = Text.Behind(Ascii, 3).Tagged(4, A),
        ["IFMC_LLCHAR"] = Text.Behind(Ascii, 2).Tagged(2, A),
        ["IFMC_LLLCHAR"] = Text.Behind(Ascii, 3).Tagged(2, A),
        ["IFMC_LLBINARY"] = Raw.Behind(Ascii, 2).Tagged(2, A),
        ["IFMC_LLLBINARY"] = Raw.Behind(Ascii, 3).Tagged(2, A),
        ["IFEMC_LLCHAR"] = EbcdicText.Behind(Ebcdic, 2).Tagged(2, A),
        ["IFEMC_LLLCHAR"] = EbcdicText.Behind(Ebcdic, 3).Tagged(4, E),
        ["IFA_TTLCHAR"] = Text.Behind(Ascii, 1).Tagged(2, A),
        ["IFA_TTLLCHAR"] = Text.Behind(Ascii, 2).Tagged(2, A),
        ["IFA_TTLLLCHAR"] = Text.Behind(Ascii, 3).Tagged(2, A),
        ["IFA_TTLLLLCHAR"] = Text.Behind(Ascii, 4).Tagged(2, A),
        ["IFA_TTLBINARY"] = Raw.Behind(Ascii, 1).Tagged(2, A),
        ["IFA_TTLLBINARY"] = Raw.Behind(Ascii, 2).Tagged(2, A),
        ["IFA_TTLLLBINARY"] = Raw.Behind(Ascii, 3).Tagged(2, A),
        ["IFA_TTLLLLBINARY"] = Raw.Behind(Ascii, 4).Tagged(2, A),
        ["IFA_TTTLLLCHAR"] = Text.Behind(Ascii, 3).Tagged(3, A),

        // Length in packed digits
        ["IFB_LLNUM"] = Packed.Behind(Bcd, 2),
        ["IFB_LLLNUM"] = Packed.Behind(Bcd, 3),
        ["IFB_FLLNUM"] = PackedF.Behind(Bcd, 2),
        ["IFB_FLLLNUM"] = PackedF.Behind(Bcd, 3),
        ["IFB_LLCHAR"] = Text.Behind(Bcd, 2),
        ["IFB_LLLCHAR"] = Text.Behind(Bcd, 3),
        ["IFB_LLLLCHAR"] = Text.Behind(Bcd, 4),
        ["IFB_LLLLLLCHAR"] = Text.Behind(Bcd, 6),
        ["IFB_LLBINARY"] = Raw.Behind(Bcd, 2),
        ["IFB_LLLBINARY"] = Raw.Behind(Bcd, 3),
        ["IFB_LLLLBINARY"] = Raw.Behind(Bcd, 4),
        ["IFB_LLHEX"] = Raw.Behind(Bcd, 2, PrefixCounts.Nibbles),
        ["IFB_LLLHEX"] = Raw.Behind(Bcd, 3, PrefixCounts.Nibbles),

        // Length in bytes
        ["IFB_LLHNUM"] = Packed.Behind(Binary, 1),
        ["IFB_LLLHNUM"] = Packed.Behind(Binary, 2),
        ["IFB_LLHCHAR"] = Text.Behind(Binary, 1),
        ["IFB_LLLHCHAR"] = Text.Behind(Binary, 2),
        ["IFB_LLHECHAR"] = EbcdicText.Behind(Binary, 1),
        ["IFB_LLLHECHAR"] = EbcdicText.Behind(Binary, 2),
        ["IFB_LHBINARY"] = Raw.Behind(Binary, 1),
        ["IFB_LLHBINARY"] = Raw.Behind(Binary, 1),
        ["IFB_LLLHBINARY"] = Raw.Behind(Binary, 2),
        ["IFB_LLHFBINARY"] = Refused(FixedWithCount),

        // Length in EBCDIC
        ["IFE_LCHAR"] = EbcdicText.Behind(Ebcdic, 1),
        ["IFE_LLCHAR"] = EbcdicText.Behind(Ebcdic, 2),
        ["IFE_LLLCHAR"] = EbcdicText.Behind(Ebcdic, 3),
        ["IFE_LLLLCHAR"] = EbcdicText.Behind(Ebcdic, 4),
        ["IFE_LNUM"] = EbcdicDigits.Behind(Ebcdic, 1),
        ["IFE_LLNUM"] = EbcdicDigits.Behind(Ebcdic, 2),
        ["IFE_LLLNUM"] = EbcdicDigits.Behind(Ebcdic, 3),
        ["IFE_LBINARY"] = Raw.Behind(Ebcdic, 1),
        ["IFE_LLBINARY"] = Raw.Behind(Ebcdic, 2),
        ["IFE_LLLBINARY"] = Raw.Behind(Ebcdic, 3),
        ["IFE_LLLLBINARY"] = Raw.Behind(Ebcdic, 4),
        ["IFE_LLLEBINARY"] = EbcdicText.Behind(Ebcdic, 3),
        ["IFEA_LLCHAR"] = Text.Behind(Ebcdic, 2),
        ["IFEB_LLNUM"] = AlwaysF.Behind(Ebcdic, 2, PrefixCounts.Bytes),
        ["IFEB_LLLNUM"] = AlwaysF.Behind(Ebcdic, 3, PrefixCounts.Bytes),
        ["IFEP_LLLCHAR"] = Text.Behind(Ebcdic, 3).TaggedWithin(2, E),
        ["IFEP_LLLBINARY"] = Raw.Behind(Ebcdic, 3).TaggedWithin(2, E),
        ["IFELPE_LLLCHAR"] = EbcdicText.Behind(Ebcdic, 3).TaggedWithin(2, E),
        ["IFEPE_LLCHAR"] = EbcdicText.Behind(Ebcdic, 2).Tagged(2, E),
        ["IFEPE_LLLCHAR"] = EbcdicText.Behind(Ebcdic, 3).Tagged(3, E),
        ["IFEPE_LLBINARY"] = Raw.Behind(Ebcdic, 2).Tagged(2, E),

        // Behind the text of a token
        ["IFTA_LLCHAR"] = Text.Behind(Ascii, 2).ByToken(),
        ["IFTA_LLLCHAR"] = Text.Behind(Ascii, 3).ByToken(),
        ["IFTA_LLNUM"] = Digits.Behind(Ascii, 2).ByToken(),
        ["IFTA_LLLNUM"] = Digits.Behind(Ascii, 3).ByToken(),
        ["IFTA_LLBINARY"] = Raw.Behind(Ascii, 2).ByToken(),
        ["IFTA_LLLBINARY"] = Raw.Behind(Ascii, 3).ByToken(),
        ["IFTB_LLBINARY"] = Raw.Behind(Bcd, 2).ByToken(),
    };

    private static JposClass Refused(string why) => new(JposData.Refused, A) { Refusal = why };
}
