using CardSwitch.Iso8583;

namespace CardSwitch.Station.Guessing;

/// <summary>One way to read what was captured, and how well it fits.</summary>
internal sealed class Reading
{
    private Reading(FramingGuess framing, HeaderGuess header, MessageFormat format, FrameCut cut)
    {
        (Framing, Header, Format, Cut) = (framing, header, format, cut);
    }

    internal FramingGuess Framing { get; }

    internal HeaderGuess Header { get; }

    /// <summary>The format, the header included.</summary>
    internal MessageFormat Format { get; }

    internal FrameCut Cut { get; }

    /// <summary>Messages that are whole and sound.</summary>
    internal int Whole { get; private set; }

    /// <summary>Bytes of those, and of keep-alives.</summary>
    internal long WholeBytes { get; private set; }

    /// <summary>Bytes before the fault in the messages that are not sound.</summary>
    internal long PartialBytes { get; private set; }

    /// <summary>How much of what the values say makes sense, 0 to 1.</summary>
    internal double Plausible { get; private set; }

    /// <summary>The first message that is not sound; -1 when all are.</summary>
    internal int FirstBad { get; private set; } = -1;

    /// <summary>Whether nothing is left to explain.</summary>
    internal bool IsWhole => FirstBad < 0 && Cut.Broken == 0 && Whole > 0;

    internal int Cost => Framing.Cost * 2 + Header.Cost;

    internal static Reading Of(FramingGuess framing, FrameCut cut, HeaderGuess header, MessageFormat format)
    {
        var reading = new Reading(framing, header, format, cut);
        reading.Evaluate();
        return reading;
    }

    private void Evaluate()
    {
        var parser = new MessageParser(Format);
        var index = new FieldIndex();
        var plausibility = new Plausibility();
        WholeBytes = Cut.IdleBytes;
        for (int i = 0; i < Cut.Frames.Count; i++)
        {
            ReadOnlySpan<byte> message = Cut.Frames[i].Message.Span;
            bool begins = Header.IsAt(message);
            ParseStatus status = begins ? parser.Parse(message, index) : default;
            if (begins && status.IsOk)
            {
                Whole++;
                WholeBytes += Cut.Frames[i].Length;
                plausibility.Look(new MessageView(message, index), Header.IsTrue(message));
                continue;
            }
            PartialBytes += status.Field > 1 || status.Error == ParseError.TrailingBytes ? status.Offset : 0;
            if (FirstBad < 0) FirstBad = i;
        }
        Plausible = plausibility.Share;
    }

    /// <summary>
    /// Better readings first: more bytes in sound messages, more before the faults of others, fewer keep-alives (a longer
    /// length begins with zeros, too), more sense, and last what is more often met.
    /// </summary>
    internal static int Compare(Reading a, Reading b)
    {
        int order = b.WholeBytes.CompareTo(a.WholeBytes);
        if (order == 0) order = b.PartialBytes.CompareTo(a.PartialBytes);
        if (order == 0) order = a.Cut.IdleBytes.CompareTo(b.Cut.IdleBytes);
        if (order == 0) order = b.Plausible.CompareTo(a.Plausible);
        return order == 0 ? a.Cost.CompareTo(b.Cost) : order;
    }
}
