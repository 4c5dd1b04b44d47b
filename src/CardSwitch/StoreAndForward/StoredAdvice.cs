using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Links;

namespace CardSwitch.StoreAndForward;

/// <summary>
/// A message that must reach its issuer, however long that takes: made once, in the issuer's format and with a trace
/// number of its own. Further attempts differ from the first in the repeat digit of the message type only.
/// </summary>
internal sealed class StoredAdvice
{
    /// <summary>The number of its <see cref="RecordKind.Queued"/> record: its age among all advices.</summary>
    internal required long Number { get; init; }

    /// <summary>The issuer's position in the station's list.</summary>
    internal required int Issuer { get; init; }

    /// <summary>Advices of one lane, that is of one card, keep their order.</summary>
    internal required ulong Lane { get; init; }

    /// <summary>The type of the first attempt.</summary>
    internal required MessageType Type { get; init; }

    /// <summary>The issuer's format.</summary>
    internal required MessageFormat Format { get; init; }

    /// <summary>The message of the first attempt, whole, with the format's own header.</summary>
    internal required byte[] Message { get; init; }

    /// <summary>DE 11 of the message.</summary>
    internal required int Stan { get; init; }

    /// <summary>The request that it is about.</summary>
    internal TransactionKey Original { get; init; }

    /// <summary>The business day that it belongs to, as yyyymmdd.</summary>
    internal int Day { get; init; }

    /// <summary>The link over which its original went and which it must not overtake; the default where there is none.</summary>
    internal LinkId After { get; init; }

    /// <summary>How often it was sent since it was added, restored or released.</summary>
    internal int Attempts { get; set; }

    /// <summary>Whether it was sent before, or may have been: then the next attempt is a repeat.</summary>
    internal bool IsRepeat { get; set; }

    internal ForwardState State { get; set; }

    /// <summary>The link of the attempt in flight.</summary>
    internal LinkId Link { get; set; }

    /// <summary>
    /// Waiting, the time of its next attempt, 0 if it is due at once; in flight, until when an answer is waited for.
    /// </summary>
    internal long At { get; set; }

    /// <summary>The advice behind it in its lane.</summary>
    internal StoredAdvice? Next { get; set; }

    /// <summary>The neighbours in flight, in the order of sending.</summary>
    internal StoredAdvice? SentBefore { get; set; }

    internal StoredAdvice? SentAfter { get; set; }

    /// <summary>Its place in the heap that it is in; -1 in none.</summary>
    internal int HeapPlace { get; set; } = -1;

    /// <summary>What a record put into the queue.</summary>
    internal static StoredAdvice Of(long number, in JournalEntry entry, MessageFormat format) => new()
    {
        Number = number,
        Issuer = entry.Issuer,
        Lane = entry.Lane,
        Type = entry.Type,
        Format = format,
        Message = entry.Message.Frame.ToArray(),
        Stan = entry.Stan,
        Original = entry.Key,
        Day = entry.Day,
    };

    /// <summary>Writes the frame of the next attempt, as long as <see cref="Message"/>; returns its length.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than that.</exception>
    internal int Write(Span<byte> destination)
    {
        Message.CopyTo(destination);
        if (IsRepeat) MessageHead.WriteType(Format, destination[Format.HeaderLength..], Type.ToRepeat());
        return Message.Length;
    }
}
