using System.Runtime.CompilerServices;

namespace CardSwitch.Iso8583;

/// <summary>
/// One field's place in its frame, packed into eight bytes and written by one store:
/// <c>start | value &lt;&lt; 16 | length &lt;&lt; 32 | units &lt;&lt; 48</c>. start &lt;= value, value + length &lt;= 65,535.
/// </summary>
internal readonly struct FieldSlot
{
    private readonly ulong packed;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal FieldSlot(int start, int value, int length, int units) =>
        packed = (uint)start | (ulong)(uint)value << 16 | (ulong)(uint)length << 32 | (ulong)(uint)units << 48;

    /// <summary>A field without prefix at an offset, its length and units known from the format.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal FieldSlot(ulong seed, int offset) => packed = seed | (uint)offset * 0x10001UL;

    internal static ulong SeedOf(int length, int units) => (ulong)(uint)length << 32 | (ulong)(uint)units << 48;

    /// <summary>Offset of the field's first byte, its length prefix included.</summary>
    internal int Start => (ushort)packed;

    /// <summary>Offset of the value.</summary>
    internal int Value => (ushort)(packed >> 16);

    /// <summary>Bytes of the value.</summary>
    internal int Length => (ushort)(packed >> 32);

    /// <summary>Digits, characters or bytes that the value stands for.</summary>
    internal int Units => (int)(packed >> 48);

    /// <summary>Offset of the byte behind the value.</summary>
    internal int End => Value + Length;

    /// <summary>The same field where it starts at another offset.</summary>
    internal FieldSlot At(int start) => new(start, start + Value - Start, Length, Units);
}
