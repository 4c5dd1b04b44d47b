using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>
/// The built-in formats, and made-up ones that combine every content class, encoding, prefix and length rule, so that
/// what holds for all of them holds for a network's own table too.
/// </summary>
internal static class TestFormats
{
    /// <summary>Every content class in every encoding that can carry it.</summary>
    public static readonly (ContentClass Content, FieldEncoding Encoding)[] Sound =
    [
        (ContentClass.Numeric, FieldEncoding.Ascii),
        (ContentClass.Numeric, FieldEncoding.Bcd),
        (ContentClass.Alpha, FieldEncoding.Ascii),
        (ContentClass.AlphaNumeric, FieldEncoding.Ascii),
        (ContentClass.AlphaNumericSpecial, FieldEncoding.Ascii),
        (ContentClass.NumericSpecial, FieldEncoding.Ascii),
        (ContentClass.AlphaOrNumeric, FieldEncoding.Ascii),
        (ContentClass.AlphaOrNumeric, FieldEncoding.Bcd),
        (ContentClass.Binary, FieldEncoding.Binary),
        (ContentClass.Binary, FieldEncoding.HexAscii),
        (ContentClass.Track, FieldEncoding.Ascii),
        (ContentClass.Track, FieldEncoding.Bcd),
        (ContentClass.SignedNumeric, FieldEncoding.Ascii),
        (ContentClass.SignedNumeric, FieldEncoding.Bcd),
    ];

    public static readonly IReadOnlyList<MessageFormat> All =
    [
        .. MessageFormats.All,
        Mixed("mixed-ascii", MessageFormats.Iso1987Ascii, seed: 1, likeBefore: 0.0),
        Mixed("mixed-hex", MessageFormats.Iso1987AsciiHex, seed: 2, likeBefore: 0.5),
        Mixed("mixed-packed", MessageFormats.Iso1987Binary, seed: 3, likeBefore: 0.8),
        Sparse(),
        Wide(),
    ];

    /// <summary>The names, as the data of a theory.</summary>
    public static TheoryData<string> Names => [.. All.Select(format => format.Name)];

    public static MessageFormat Named(string name) => All.Single(format => format.Name == name);

    // Long stretches of one class, so that neighbours are checked together, or none, as the share says.
    private static MessageFormat Mixed(string name, MessageFormat format, int seed, double likeBefore)
    {
        var random = new Random(seed);
        var (content, encoding) = Sound[0];
        for (int field = 2; field <= 128; field++)
        {
            if (random.NextDouble() >= likeBefore) (content, encoding) = Sound[random.Next(Sound.Length)];
            int digits = random.Next(5);
            FieldLength length = digits == 0
                ? FieldLength.Fixed(random.Next(1, 24))
                : FieldLength.UpTo(random.Next(1, (int)Math.Min(Math.Pow(10, digits), 130)), digits);
            Padding padding = encoding != FieldEncoding.Ascii && content != ContentClass.Numeric ? Padding.None
                : content == ContentClass.Numeric ? Padding.LeftZero
                : content is ContentClass.Track or ContentClass.SignedNumeric ? Padding.None
                : Padding.RightSpace;
            format = format.With(field, new FieldSpec(
                $"Element {field}", content, length, encoding, (PrefixEncoding)random.Next(2), padding));
        }
        return format.Named(name);
    }

    // Few fields are known, the rest is an error to announce.
    private static MessageFormat Sparse()
    {
        MessageFormat format = MessageFormats.Iso1987Ascii;
        for (int field = 2; field <= 128; field++)
        {
            if (field % 5 != 0) format = format.Without(field);
        }
        return format.Named("sparse");
    }

    // Lengths at the ends of what a rule can say.
    private static MessageFormat Wide() => MessageFormats.Iso1987Binary
        .With(2, new FieldSpec("One digit", ContentClass.Numeric, FieldLength.UpTo(9, 1), FieldEncoding.Bcd, PrefixEncoding.Bcd))
        .With(3, new FieldSpec("One unit", ContentClass.Alpha, FieldLength.UpTo(1, 1), FieldEncoding.Ascii))
        .With(4, new FieldSpec("Longest text", ContentClass.AlphaNumeric, FieldLength.UpTo(9999, 4), FieldEncoding.Ascii))
        .With(5, new FieldSpec("Longest hex", ContentClass.Binary, FieldLength.UpTo(9999, 4), FieldEncoding.HexAscii, PrefixEncoding.Bcd))
        .With(6, new FieldSpec("Longest fixed", ContentClass.Numeric, FieldLength.Fixed(9999), FieldEncoding.Bcd, Padding: Padding.LeftZero))
        .With(7, new FieldSpec("Long prefix, short value", ContentClass.Numeric, FieldLength.UpTo(1, 4), FieldEncoding.Ascii))
        .Named("wide");
}
