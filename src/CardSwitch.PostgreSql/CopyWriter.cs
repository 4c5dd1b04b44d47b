using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace CardSwitch.PostgreSql;

/// <summary>
/// Writes rows in the binary format of COPY (PostgreSQL documentation, COPY, "Binary Format": a head, rows of counted columns
/// with 4 bytes of length each, -1 for none, a row of count -1 at the end) into one buffer that is kept from one to the next.
/// </summary>
internal sealed class CopyWriter
{
    // What goes to the server at once: a row is far smaller.
    private const int Full = 64 << 10;

    // Per character of UTF-16.
    private const int MostUtf8 = 3;

    private byte[] buffer = new byte[Full + (16 << 10)];
    private int length;
    private Stream to = Stream.Null;

    private static ReadOnlySpan<byte> Signature =>
        [(byte)'P', (byte)'G', (byte)'C', (byte)'O', (byte)'P', (byte)'Y', (byte)'\n', 0xFF, (byte)'\r', (byte)'\n', 0];

    internal void Begin(Stream stream)
    {
        (to, length) = (stream, 0);
        Signature.CopyTo(Room(Signature.Length));
        // No flags, nothing more in the head.
        Room(8).Clear();
    }

    internal void BeginRow(int columns)
    {
        if (length >= Full) Flush();
        WriteInt16BigEndian(Room(2), (short)columns);
    }

    internal void End()
    {
        WriteInt16BigEndian(Room(2), -1);
        Flush();
        to = Stream.Null;
    }

    internal void Integer(int value)
    {
        Span<byte> room = Room(8);
        WriteInt32BigEndian(room, 4);
        WriteInt32BigEndian(room[4..], value);
    }

    internal void Bigint(long value)
    {
        Span<byte> room = Room(12);
        WriteInt32BigEndian(room, 8);
        WriteInt64BigEndian(room[4..], value);
    }

    internal void Bytea(ReadOnlySpan<byte> value)
    {
        Span<byte> room = Room(4 + value.Length);
        WriteInt32BigEndian(room, value.Length);
        value.CopyTo(room[4..]);
    }

    internal void Text(string value)
    {
        value = StoredText.Of(value)!;
        Span<byte> room = Room(4 + MostUtf8 * value.Length);
        int written = Encoding.UTF8.GetBytes(value, room[4..]);
        WriteInt32BigEndian(room, written);
        length -= room.Length - 4 - written;
    }

    internal void Null() => WriteInt32BigEndian(Room(4), -1);

    private Span<byte> Room(int bytes)
    {
        if (length + bytes > buffer.Length) Array.Resize(ref buffer, Math.Max(2 * buffer.Length, length + bytes));
        Span<byte> room = buffer.AsSpan(length, bytes);
        length += bytes;
        return room;
    }

    private void Flush()
    {
        to.Write(buffer, 0, length);
        length = 0;
    }
}
