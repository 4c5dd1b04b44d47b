using CardSwitch.Framing;

namespace CardSwitch.Station.Guessing;

/// <summary>What a framing makes of all that was captured.</summary>
internal sealed class FrameCut
{
    /// <summary>Enough to tell readings apart; a day's capture is not read once for each of them.</summary>
    internal const int MostFrames = 2000;

    private FrameCut()
    {
    }

    internal List<CutFrame> Frames { get; } = [];

    /// <summary>Bytes of keep-alives.</summary>
    internal long IdleBytes { get; private set; }

    /// <summary>All bytes that were looked at.</summary>
    internal long TotalBytes { get; private set; }

    /// <summary>Stretches that ended within a frame, or went on with what is none.</summary>
    internal int Broken { get; private set; }

    internal static FrameCut Of(FramingGuess guess, IReadOnlyList<CapturedBytes> captured)
    {
        var cut = new FrameCut();
        foreach (CapturedBytes part in captured)
        {
            if (cut.Frames.Count == MostFrames) break;
            if (guess.Framing is { } framing) cut.Add(part, framing);
            else cut.AddWhole(part);
        }
        return cut;
    }

    private void AddWhole(CapturedBytes part)
    {
        TotalBytes += part.Bytes.Length;
        Frames.Add(new CutFrame(part.Origin, part.Bytes, part.Bytes.Length));
    }

    private void Add(CapturedBytes part, FrameFormat framing)
    {
        ReadOnlyMemory<byte> rest = part.Bytes;
        while (!rest.IsEmpty)
        {
            if (Frames.Count == MostFrames) return;
            FrameStatus status = framing.TryRead(rest.Span, out FrameSlice slice);
            if (status is not (FrameStatus.Frame or FrameStatus.KeepAlive))
            {
                Broken++;
                TotalBytes += rest.Length;
                return;
            }
            if (status == FrameStatus.Frame) Frames.Add(new CutFrame(part.Origin, rest.Slice(slice.Offset, slice.Length), slice.Consumed));
            else IdleBytes += slice.Consumed;
            TotalBytes += slice.Consumed;
            rest = rest[slice.Consumed..];
        }
    }
}
