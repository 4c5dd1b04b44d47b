using CardSwitch.Iso8583;
using CardSwitch.Security;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Security;

public sealed class LinkMacTests
{
    private static readonly MessageFormat Ascii = MessageFormats.Iso1987Ascii;

    private static readonly int[] Covered = [4, 7, 11, 37, 39];

    public static TheoryData<string, bool, string> Every
    {
        get
        {
            var every = new TheoryData<string, bool, string>();
            foreach (MessageFormat format in MessageFormats.All)
            {
                foreach (string header in (string[])["none", "tpdu", "base-i"])
                {
                    every.Add(format.Name, false, header);
                    every.Add(format.Name, true, header);
                }
            }
            return every;
        }
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void In_every_format_what_is_closed_is_what_the_twin_makes_and_opens_to_the_same_message(
        string name, bool hasSecondary, string header)
    {
        MessageFormat format = Format(name, header);
        byte[] message = Message(format, hasSecondary);
        LinkMac mac = MacOf(format);
        byte[] closed = Close(mac, message);
        Assert.Equal(SlowLinkMac.Seal(format, message, 7), closed);

        Assert.Equal(MacVerdict.Good, mac.Open(closed, 0, out ReadOnlySpan<byte> plain));
        Assert.Equal(message, plain.ToArray());
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void In_every_format_a_MAC_of_another_link_is_replaced_or_taken_off(string name, bool hasSecondary, string header)
    {
        MessageFormat format = Format(name, header);
        byte[] message = Message(format, hasSecondary), foreign = SlowLinkMac.Seal(format, message, 99);
        Assert.Equal(Close(MacOf(format), message), Close(MacOf(format), foreign));

        Assert.Equal(MacVerdict.Good, new LinkMac(format).Open(foreign, 0, out ReadOnlySpan<byte> plain));
        Assert.Equal(message, plain.ToArray());
        Assert.Equal(foreign, Close(new LinkMac(format), foreign));
    }

    [Fact]
    public void A_field_64_beside_the_MAC_in_128_is_covered_and_does_not_go_on()
    {
        byte[] message = Message(Ascii, hasSecondary: true), both = SlowLinkMac.With(Ascii, message, Field.Mac, "12345678"u8.ToArray());
        byte[] signed = SignedBoth(both);
        Assert.Equal(MacVerdict.Good, MacOf(Ascii).Open(signed, 0, out ReadOnlySpan<byte> plain));
        Assert.Equal(message, plain.ToArray());
        int at = SlowLinkMac.IndexOf(Ascii, signed)[Field.Mac].Value;
        signed[at] ^= 1;
        Assert.Equal(MacVerdict.Wrong, MacOf(Ascii).Open(signed, 0, out _));
    }

    [Theory]
    [InlineData(8, false)]
    [InlineData(8, true)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public void No_bit_of_a_frame_can_be_changed(int length, bool hasSecondary)
    {
        byte[] closed = SlowLinkMac.Seal(Ascii, Message(Ascii, hasSecondary), 7, length);
        LinkMac mac = MacOf(Ascii, options => options.Length = length);
        Assert.Equal(MacVerdict.Good, mac.Open(closed, 0, out _));
        for (int at = 0; at < closed.Length; at++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                closed[at] ^= (byte)(1 << bit);
                Assert.NotEqual(MacVerdict.Good, mac.Open(closed, 0, out _));
                closed[at] ^= (byte)(1 << bit);
            }
        }
    }

    [Fact]
    public void No_frame_can_be_cut_short_or_made_longer()
    {
        byte[] closed = SlowLinkMac.Seal(Ascii, Message(Ascii, hasSecondary: false), 7);
        LinkMac mac = MacOf(Ascii);
        for (int length = 0; length < closed.Length; length++) Assert.NotEqual(MacVerdict.Good, mac.Open(closed.AsSpan(0, length), 0, out _));
        Assert.Equal(MacVerdict.Wrong, mac.Open([.. closed, 0], 0, out _));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_frame_without_MAC_or_without_room_for_one_has_none(bool hasSecondary)
    {
        byte[] message = Message(Ascii, hasSecondary);
        Assert.Equal(MacVerdict.Missing, MacOf(Ascii).Open(message, 0, out _));
        Assert.Equal(MacVerdict.Missing, MacOf(Ascii).Open([.. "0800"u8, 0, 0, 0, 0, 0, 0, 0, 1], 0, out _));
        Assert.Equal(MacVerdict.Missing, MacOf(Ascii).Open([.. "0800"u8, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9], 0, out _));
        Assert.Equal(MacVerdict.Missing, MacOf(Ascii).Open([], 0, out _));
    }

    [Fact]
    public void Of_a_list_of_fields_only_those_are_bound()
    {
        LinkMac mac = MacOf(Ascii, options => options.Fields = Covered);
        byte[] message = ReferenceMessages.R1, closed = Close(mac, message);
        Assert.Equal(SlowLinkMac.Seal(Ascii, message, 7, covered: Covered), closed);
        Assert.Equal(MacVerdict.Good, mac.Open(closed, 0, out ReadOnlySpan<byte> plain));
        Assert.Equal(message, plain.ToArray());

        FieldIndex index = SlowLinkMac.IndexOf(Ascii, closed);
        foreach (int field in index.Bitmap.ToString().Split(' ').Select(int.Parse))
        {
            if (field is Field.Mac or Field.IccData) continue;
            byte[] altered = [.. closed];
            altered[index[field].Value] ^= 1;
            if (!new MessageParser(Ascii).Parse(altered, new FieldIndex()).IsOk) continue;
            MacVerdict expected = Covered.Contains(field) ? MacVerdict.Wrong : MacVerdict.Good;
            Assert.Equal(expected, mac.Open(altered, 0, out _));
        }
    }

    [Fact]
    public void Without_the_provider_nothing_is_good_and_nothing_leaves()
    {
        using var down = new HmacCrypto { IsDown = true };
        var mac = new LinkMac(Ascii, down, SlowLinkMac.Options(7, 7));
        byte[] closed = SlowLinkMac.Seal(Ascii, ReferenceMessages.R1, 7);
        Assert.Equal(MacVerdict.Unavailable, mac.Open(closed, 0, out _));
        int length = ReferenceMessages.R1.Length;
        Assert.False(mac.TryClose([.. ReferenceMessages.R1, .. new byte[8]], ref length));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Opening_and_closing_allocates_nothing(bool lists)
    {
        LinkMac mac = MacOf(Ascii, options => options.Fields = lists ? Covered : []);
        byte[] message = ReferenceMessages.R1, room = [.. message, .. new byte[8]];
        // The parser learns a frame's layout when it has seen it a number of times.
        for (int i = 0; i < 1_000; i++) Pass();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++) Pass();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Pass()
        {
            message.CopyTo(room, 0);
            int length = message.Length;
            if (!mac.TryClose(room, ref length) || mac.Open(room, 0, out ReadOnlySpan<byte> plain) != MacVerdict.Good
                || plain.Length != message.Length)
            {
                throw new InvalidOperationException("It is not what it was.");
            }
        }
    }

    [Fact]
    public void Every_field_of_a_thousand_answers_altered_is_found()
    {
        const int Seed = 6_4128, Answers = 1_000;
        var random = new Random(Seed);
        int altered = 0, found = 0;
        LinkMac mac = MacOf(Ascii);
        for (int i = 0; i < Answers; i++)
        {
            byte[] closed = SlowLinkMac.Seal(Ascii, RandomAnswer(random), 7);
            Assert.Equal(MacVerdict.Good, mac.Open(closed, 0, out _));
            FieldIndex index = SlowLinkMac.IndexOf(Ascii, closed);
            for (int field = index.Bitmap.NextAtOrAfter(2); field != 0; field = index.Bitmap.NextAtOrAfter(field + 1))
            {
                byte[] forged = [.. closed];
                forged[index[field].Value + random.Next(index[field].Length)] ^= (byte)random.Next(1, 256);
                altered++;
                if (mac.Open(forged, 0, out _) != MacVerdict.Good) found++;
            }
        }
        Assert.InRange(altered, 10 * Answers, int.MaxValue);
        Assert.True(found == altered, $"seed {Seed}: {altered - found} of {altered} were not found");
    }

    private static byte[] RandomAnswer(Random random)
    {
        var patch = new MessagePatch(Ascii);
        patch.SetType(MessageType.Of(210));
        foreach ((int field, _) in ReferenceMessages.Values)
        {
            if (field != Field.Stan && random.Next(4) == 0) patch.Remove(field);
        }
        Assert.True(patch.SetDigits(Field.Amount, random.Next(1_000_000)).IsOk);
        Assert.True(patch.SetDigits(Field.ResponseCode, random.Next(100)).IsOk);
        if (random.Next(2) == 0) Assert.True(patch.Set(Field.AccountId1, "1234567890"u8).IsOk);
        byte[] r1 = ReferenceMessages.R1, written = new byte[1024];
        Assert.True(patch.TryWrite(new MessageView(r1, SlowLinkMac.IndexOf(Ascii, r1)), written, out int length));
        return written[..length];
    }

    private static byte[] Close(LinkMac mac, byte[] message)
    {
        byte[] room = [.. message, .. new byte[mac.Room]];
        int length = message.Length;
        Assert.True(mac.TryClose(room, ref length));
        return room[..length];
    }

    private static LinkMac MacOf(MessageFormat format, Action<LinkMacOptions>? configure = null)
    {
        LinkMacOptions options = SlowLinkMac.Options(7, 7);
        options.Length = Math.Min(8, format[Field.Mac]!.Length.Max);
        configure?.Invoke(options);
        return new LinkMac(format, SlowLinkMac.Crypto, options);
    }

    private static MessageFormat Format(string name, string header)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        return header switch
        {
            "tpdu" => format.WithHeader(HeaderSpec.Tpdu(1, 2)),
            "base-i" => format.WithHeader(HeaderSpec.BaseI(123_456, 654_321)),
            _ => format,
        };
    }

    private static byte[] Message(MessageFormat format, bool hasSecondary)
    {
        var written = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, written);
        writer.Begin(MessageType.Of(200));
        Assert.True(writer.Set(Field.Pan, "4761739001010119"u8).IsOk);
        Assert.True(writer.Set(Field.Stan, "123456"u8).IsOk);
        Assert.True(writer.Set(Field.Rrn, "632605123456"u8).IsOk);
        if (hasSecondary) Assert.True(writer.Set(Field.AccountId1, "12345678"u8).IsOk);
        Assert.True(writer.End(out _).IsOk);
        return written.WrittenSpan.ToArray();
    }

    // A peer that signs what carries a DE 64 of its own.
    private static byte[] SignedBoth(byte[] both)
    {
        byte[] marked = SlowLinkMac.With(Ascii, both, Field.Mac2, new byte[8]);
        byte[] mac = new byte[8];
        SlowLinkMac.Crypto.GenerateMac(new KeyHandle(7), MacAlgorithm.AesCmac, marked.AsSpan(0, marked.Length - 8), mac);
        return SlowLinkMac.With(Ascii, both, Field.Mac2, mac);
    }
}
