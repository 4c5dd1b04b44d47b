using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CardSwitch.Journal;

/// <summary>
/// The chain of hashes through the rows: each value is SHA-256 of the one before and of the row's canonical bytes. Those
/// are, numbers big endian: version 4, number 8, kind 4, effect 4, type 4, trace number 4, originator's trace number 4,
/// day 4, currency 4, field 4, time 8, amount 8, acquirer 8, content 4, lane 8, queued 8; then, each behind its length in
/// bytes (4; -1 for none), issuer, format, code, masked card, terminal, reference number (UTF-8), key, card token and
/// message. The chain value itself and the sealed message are no part of it.
/// </summary>
public static class RowChain
{
    /// <summary>The bytes of a value.</summary>
    public const int Length = 32;

    /// <summary>The bytes of the columns that have one length.</summary>
    private const int FixedBytes = 4 + 8 + 8 * 4 + 8 + 8 + 8 + 4 + 8 + 8;

    private const int VariableColumns = 9;

    /// <summary>Computes a row's value.</summary>
    /// <param name="before">The value of the row before, 32 bytes; zeros for number 1.</param>
    /// <param name="row">The row; what its <see cref="JournalRow.Chain"/> holds plays no part.</param>
    /// <param name="chain">Gets the value, 32 bytes; may be where <paramref name="before"/> is.</param>
    public static void Next(ReadOnlySpan<byte> before, JournalRow row, Span<byte> chain)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (before.Length != Length || chain.Length < Length) throw new ArgumentException("A chain value has 32 bytes.", nameof(before));
        byte[] rented = ArrayPool<byte>.Shared.Rent(MostBytes(row));
        try
        {
            SHA256.HashData(rented.AsSpan(0, Write(before, row, rented)), chain[..Length]);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>As many bytes as what is hashed has at most.</summary>
    internal static int MostBytes(JournalRow row) =>
        Length + FixedBytes + VariableColumns * 4 + row.Key.Length + row.CardToken.Length + row.Message.Length
            + MaxBytes(row.Issuer) + MaxBytes(row.Format) + MaxBytes(row.Code) + MaxBytes(row.Card) + MaxBytes(row.Terminal)
            + MaxBytes(row.Rrn);

    /// <summary>Writes what is hashed: the value before and the row; returns its length.</summary>
    internal static int Write(ReadOnlySpan<byte> before, JournalRow row, Span<byte> text)
    {
        before.CopyTo(text);
        return Length + Write(row, text[Length..]);
    }

    private static int MaxBytes(string? text) => text is null ? 0 : Encoding.UTF8.GetMaxByteCount(text.Length);

    private static int Write(JournalRow row, Span<byte> bytes)
    {
        int at = 0;
        Put(bytes, ref at, row.Version);
        Put(bytes, ref at, row.Number);
        Put(bytes, ref at, row.Kind);
        Put(bytes, ref at, row.Effect);
        Put(bytes, ref at, row.Type);
        Put(bytes, ref at, row.Stan);
        Put(bytes, ref at, row.OriginatorStan);
        Put(bytes, ref at, row.Day);
        Put(bytes, ref at, row.Currency);
        Put(bytes, ref at, row.Field);
        Put(bytes, ref at, row.UnixMs);
        Put(bytes, ref at, row.Amount);
        Put(bytes, ref at, row.Acquirer);
        Put(bytes, ref at, (int)row.Content);
        Put(bytes, ref at, (long)row.Lane);
        Put(bytes, ref at, row.Queued);
        Put(bytes, ref at, row.Issuer);
        Put(bytes, ref at, row.Format);
        Put(bytes, ref at, row.Code);
        Put(bytes, ref at, row.Card);
        Put(bytes, ref at, row.Terminal);
        Put(bytes, ref at, row.Rrn);
        Put(bytes, ref at, row.Key.Span);
        Put(bytes, ref at, row.CardToken.Span);
        Put(bytes, ref at, row.Message.Span);
        return at;
    }

    private static void Put(Span<byte> bytes, ref int at, int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes[at..], value);
        at += 4;
    }

    private static void Put(Span<byte> bytes, ref int at, long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(bytes[at..], value);
        at += 8;
    }

    private static void Put(Span<byte> bytes, ref int at, string? text)
    {
        if (text is null)
        {
            Put(bytes, ref at, -1);
            return;
        }
        int length = Encoding.UTF8.GetBytes(text, bytes[(at + 4)..]);
        Put(bytes, ref at, length);
        at += length;
    }

    private static void Put(Span<byte> bytes, ref int at, ReadOnlySpan<byte> value)
    {
        Put(bytes, ref at, value.Length);
        value.CopyTo(bytes[at..]);
        at += value.Length;
    }
}
