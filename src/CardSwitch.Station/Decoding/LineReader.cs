namespace CardSwitch.Station.Decoding;

/// <summary>Splits a stream of bytes into lines, beginning with what was read of it already.</summary>
internal sealed class LineReader(Stream stream, byte[] buffer, int count)
{
    private int start;
    private bool ended;

    /// <summary>The line last read, without its end; valid until the next read.</summary>
    internal ReadOnlyMemory<byte> Line { get; private set; }

    internal async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        int searched = start;
        while (true)
        {
            int end = buffer.AsSpan(searched, count - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                Line = buffer.AsMemory(start, searched + end - start);
                start = searched + end + 1;
                return true;
            }
            if (ended)
            {
                Line = buffer.AsMemory(start, count - start);
                bool any = start < count;
                start = count;
                return any;
            }
            MakeRoom();
            searched = count;
            int read = await stream.ReadAsync(buffer.AsMemory(count), cancellation);
            ended = read == 0;
            count += read;
        }
    }

    private void MakeRoom()
    {
        if (start > 0)
        {
            buffer.AsSpan(start, count - start).CopyTo(buffer);
            count -= start;
            start = 0;
        }
        if (count == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
    }
}
