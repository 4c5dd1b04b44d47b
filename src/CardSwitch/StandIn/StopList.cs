using System.Buffers.Binary;
using System.Security.Cryptography;
using CardSwitch.Iso8583;

namespace CardSwitch.StandIn;

/// <summary>
/// Card numbers for which the switch never approves in their issuer's place. No number is kept, only a keyed hash of it
/// (HMAC-SHA-256, cut to 128 bits) under a key that is made anew in every run.
/// </summary>
public sealed class StopList
{
    private readonly byte[] key;
    private readonly HashSet<UInt128> cards;

    internal StopList(ReadOnlySpan<byte> key)
        : this(key.ToArray(), [])
    {
    }

    private StopList(byte[] key, HashSet<UInt128> cards)
    {
        this.key = key;
        this.cards = cards;
    }

    internal static StopList Empty { get; } = new([]);

    /// <summary>How many cards are on the list.</summary>
    public int Count => cards.Count;

    /// <summary>Puts a card on the list. Once is enough.</summary>
    public void Add(Pan card) => cards.Add(HashOf(card));

    /// <summary>Whether the card is on the list.</summary>
    public bool Contains(Pan card) => cards.Count > 0 && cards.Contains(HashOf(card));

    /// <summary>The list as it is now: what is added later does not reach it.</summary>
    internal StopList Copy() => new(key, [.. cards]);

    // The digits without more, so that the length is part of what is hashed.
    private UInt128 HashOf(Pan card)
    {
        Span<byte> digits = stackalloc byte[Pan.MaxDigits];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        int length = card.CopyTo(digits);
        HMACSHA256.HashData(key, digits[..length], hash);
        digits.Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
