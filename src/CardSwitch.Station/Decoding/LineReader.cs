namespace CardSwitch.Station.Decoding;

/// <summary>Splits a stream of bytes into lines, beginning with what was read of it already.</summary>
internal sealed class LineReader(Stream stream, byte[] buffer, int count)
{
    private int _start;
    private bool _ended;

    /// <summary>The line last read, without its end; valid until the next read.</summary>
    internal ReadOnlyMemory<byte> Line { get; private set; }

    internal async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        int searched = _start;
        while (true)
        {
            int end = buffer.AsSpan(searched, count - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                Line = buffer.AsMemory(_start, searched + end - _start);
                _start = searched + end + 1;
                return true;
            }
            if (_ended)
            {
                Line = buffer.AsMemory(_start, count - _start);
                bool any = _start < count;
                _start = count;
                return any;
            }
            MakeRoom();
            searched = count;
            int read = await stream.ReadAsync(buffer.AsMemory(count), cancellation);
            _ended = read == 0;
            count += read;
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            buffer.AsSpan(_start, count - _start).CopyTo(buffer);
            count -= _start;
            _start = 0;
        }
        if (count == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
    }
}
