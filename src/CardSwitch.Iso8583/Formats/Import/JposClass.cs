namespace CardSwitch.Iso8583;

/// <summary>A jPOS class of fields as what it is made of.</summary>
/// <param name="Data">What it puts on the wire.</param>
/// <param name="Encoding">In which encoding.</param>
internal sealed record JposClass(JposData Data, FieldEncoding Encoding)
{
    /// <summary>How its length is known.</summary>
    internal LengthRule Rule { get; init; }

    internal PrefixEncoding Prefix { get; init; }

    /// <summary>Digits of the prefix, or bytes of a binary one.</summary>
    internal int PrefixDigits { get; init; }

    internal PrefixCounts Counts { get; init; }

    /// <summary>How a short value of a fixed field is filled.</summary>
    internal Padding Padding { get; init; }

    /// <summary>The terminator of a class that has one unless the file names another; 0 when the file must.</summary>
    internal char Terminator { get; init; }

    /// <summary>The tag that stands with every element of the class; only packagers that go by tags can have it.</summary>
    internal TagLayout? Tag { get; init; }

    /// <summary>Whether the tag is the text of the attribute <c>token</c>.</summary>
    internal bool IsTagToken { get; init; }

    /// <summary>Why a format cannot say it.</summary>
    internal string Refusal { get; init; } = "";

    internal bool IsBitmap => Data is JposData.Bitmap or JposData.PlainBitmap;

    /// <summary>Whether the length prefix may count its own bytes (attribute <c>inclusive</c>).</summary>
    internal bool CanBeInclusive => Data == JposData.Bytes && Rule == LengthRule.Prefixed && Prefix == PrefixEncoding.Binary;

    /// <summary>The most units that the prefix can tell.</summary>
    internal int Capacity(bool inclusive)
    {
        double most = Math.Pow(Prefix == PrefixEncoding.Binary ? 256 : 10, PrefixDigits) - 1;
        if (Counts == PrefixCounts.Nibbles) most = Math.Floor(most / 2);
        if (inclusive) most -= PrefixDigits;
        return (int)Math.Min(most, FieldLength.Most);
    }

    /// <summary>The same behind a length prefix, and so without padding.</summary>
    internal JposClass Behind(PrefixEncoding prefix, int digits, PrefixCounts counts = PrefixCounts.Units) => this with
    {
        Rule = LengthRule.Prefixed,
        Prefix = prefix,
        PrefixDigits = digits,
        Counts = counts,
        Padding = Padding.None,
    };

    /// <summary>The same behind a tag, which stands before the length.</summary>
    internal JposClass Tagged(int width, FieldEncoding encoding) => this with { Tag = new TagLayout(width, encoding) };

    /// <summary>The same behind a tag, which stands behind the length and is counted by it.</summary>
    internal JposClass TaggedWithin(int width, FieldEncoding encoding) =>
        this with { Tag = new TagLayout(width, encoding) { AfterLength = true, IsCounted = true } };

    /// <summary>The same behind the text of its <c>token</c>.</summary>
    internal JposClass ByToken() => this with { IsTagToken = true };
}
