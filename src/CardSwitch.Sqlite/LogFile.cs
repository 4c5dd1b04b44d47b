namespace CardSwitch.Sqlite;

/// <summary>One use of a log file: it has groups in the order of their numbers, without a gap, from its beginning on.</summary>
internal sealed class LogFile
{
    internal required string Path { get; init; }

    /// <summary>How many bytes it has, whole blocks.</summary>
    internal required long Length { get; init; }

    /// <summary>The number of its first record; 0 when it has none.</summary>
    internal long First { get; set; }

    /// <summary>The number of its last record; 0 when it has none.</summary>
    internal long Last { get; set; }

    /// <summary>The epoch of its first group.</summary>
    internal int Epoch { get; set; }

    /// <summary>Where its last group ends and the next one may begin.</summary>
    internal long End { get; set; }

    /// <summary>The highest number of a whole group behind <see cref="End"/>, where earlier uses have left lower ones only; or 0.</summary>
    internal long StrayLast { get; private set; }

    /// <summary>Where that group begins.</summary>
    internal long StrayAt { get; private set; }

    /// <summary>Says what is in a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">All of it.</param>
    /// <param name="settled">Behind the end of the run, groups up to this number are not looked at.</param>
    internal static LogFile Scan(string path, ReadOnlySpan<byte> bytes, long settled)
    {
        long length = bytes.Length / GroupHeader.Block * (long)GroupHeader.Block;
        bytes = bytes[..(int)length];
        var file = new LogFile { Path = path, Length = length };
        while (IsGroup(bytes[(int)file.End..], out GroupHeader header) && (file.First == 0 || header.First == file.Last + 1))
        {
            if (file.First == 0) (file.First, file.Epoch) = (header.First, header.Epoch);
            file.Last = header.Last;
            file.End += header.Size;
        }
        for (long at = file.End; at < length;)
        {
            ReadOnlySpan<byte> rest = bytes[(int)at..];
            bool isGroup = GroupHeader.TryRead(rest, rest.Length, out GroupHeader header)
                && header.Last > settled && header.Last > file.StrayLast && header.IsWhole(rest);
            if (isGroup) (file.StrayLast, file.StrayAt) = (header.Last, at);
            at += isGroup ? header.Size : GroupHeader.Block;
        }
        return file;
    }

    private static bool IsGroup(ReadOnlySpan<byte> bytes, out GroupHeader header) =>
        GroupHeader.TryRead(bytes, bytes.Length, out header) && header.IsWhole(bytes);
}
