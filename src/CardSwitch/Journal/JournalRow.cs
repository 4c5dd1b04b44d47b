namespace CardSwitch.Journal;

/// <summary>A settled record, as a person may query it. Whoever reads rows one by one must copy what is to stay.</summary>
public sealed class JournalRow
{
    /// <summary>Its number in its station's journal: 1 for the first, no gaps.</summary>
    public long Number { get; set; }

    /// <summary>The version of its layout (now 1).</summary>
    public int Version { get; set; }

    /// <summary>What it says; the numbers are listed in the journal's documentation, and never change.</summary>
    public int Kind { get; set; }

    /// <summary>What it adds to the totals; 0 nothing.</summary>
    public int Effect { get; set; }

    /// <summary>The issuer's name, or null.</summary>
    public string? Issuer { get; set; }

    /// <summary>The name of the format that the message is in, or null.</summary>
    public string? Format { get; set; }

    /// <summary>The message type as a number of four decimal digits: 200 is 0200.</summary>
    public int Type { get; set; }

    /// <summary>DE 39, 2 to 4 characters, or empty.</summary>
    public string Code { get; set; } = "";

    /// <summary>The station's own trace number towards the issuer, or 0.</summary>
    public int Stan { get; set; }

    /// <summary>The originator's trace number, or 0.</summary>
    public int OriginatorStan { get; set; }

    /// <summary>The business day, yyyymmdd; 0 where there is none.</summary>
    public int Day { get; set; }

    /// <summary>DE 49 as a number.</summary>
    public int Currency { get; set; }

    /// <summary>The field that differed, of an unmatched answer.</summary>
    public int Field { get; set; }

    /// <summary>Wall clock, ms since 1970.</summary>
    public long UnixMs { get; set; }

    /// <summary>Minor units.</summary>
    public long Amount { get; set; }

    /// <summary>DE 32 as a number, or 0.</summary>
    public long Acquirer { get; set; }

    /// <summary>Which request it is about: 16 bytes, big endian; records of one transaction share it.</summary>
    public ReadOnlyMemory<byte> Key { get; set; }

    /// <summary>A digest of what a repeat must have in common with its first attempt.</summary>
    public uint Content { get; set; }

    /// <summary>The queue's lane, of what is queued.</summary>
    public ulong Lane { get; set; }

    /// <summary>
    /// The number of the record that put into the queue what this one is about, or 0. Of one that puts something into the
    /// queue itself: the number that it had in the journal of the station that it was taken over from.
    /// </summary>
    public long Queued { get; set; }

    /// <summary>
    /// DE 2 as a keyed token, 16 bytes; empty without DE 2. An answer that decided its request has none of this and the three
    /// that follow: the request's row has them, and the same <see cref="Key"/>.
    /// </summary>
    public ReadOnlyMemory<byte> CardToken { get; set; }

    /// <summary>DE 2 masked: the first six and the last four digits, the rest as <c>*</c>; null without DE 2.</summary>
    public string? Card { get; set; }

    /// <summary>DE 41, its padding trimmed; null without it.</summary>
    public string? Terminal { get; set; }

    /// <summary>DE 37; null without it.</summary>
    public string? Rrn { get; set; }

    /// <summary>The message without secrets, the middle digits of DE 2 as zeros; empty if there is none.</summary>
    public ReadOnlyMemory<byte> Message { get; set; }

    /// <summary>The hash of the row before and of this one, 32 bytes.</summary>
    public ReadOnlyMemory<byte> Chain { get; set; }

    /// <summary>
    /// The whole message, sealed, while it is needed; no part of the chain. Empty otherwise; not filled by
    /// <see cref="IJournalStore.Rows"/>.
    /// </summary>
    public ReadOnlyMemory<byte> Sealed { get; set; }
}
