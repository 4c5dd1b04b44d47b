using System.Net;
using System.Text;
using CardSwitch.Station.Decoding;
using CardSwitch.Tests.Referee;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Station;

/// <summary>Captures in all their forms give back what was said over TCP.</summary>
public class PcapReaderTests
{
    private const string Shop = "10.1.0.7:40012";
    private const string Bank = "10.1.0.9:6000";
    private const string Shop6 = "[2001:db8::7]:40012";
    private const string Bank6 = "[2001:db8::9]:6000";

    public static TheoryData<bool, bool> Classic => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Classic))]
    public void Classic_captures_are_read_in_both_byte_orders_and_both_units_of_time(bool isBigEndian, bool inNanoseconds)
    {
        (TcpSender shop, TcpSender bank) = Parties();
        byte[] capture = new PcapWriter(PcapWriter.Ethernet, isBigEndian, inNanoseconds)
            .Add(LinkFrame.Ethernet(shop.Syn())).Add(LinkFrame.Ethernet(bank.Syn()))
            .Add(LinkFrame.Ethernet(shop.Send("0200 first"u8)))
            .Add(LinkFrame.Ethernet(bank.Send("0210 first"u8)))
            .Add(LinkFrame.Ethernet(shop.Send(", second"u8)))
            .ToArray();
        AssertRead(capture, $"{Shop} > {Bank}: 0200 first, second", $"{Bank} > {Shop}: 0210 first");
    }

    public static TheoryData<int, bool> Links => new()
    {
        { PcapWriter.Null, false }, { PcapWriter.Null, true }, { PcapWriter.Ethernet, false }, { PcapWriter.RawIp, false },
        { PcapWriter.LinuxCooked, false }, { PcapWriter.LinuxCooked2, false },
    };

    [Theory]
    [MemberData(nameof(Links))]
    public void Packets_of_all_links_are_read_in_both_versions_of_ip(int linkType, bool isBigEndian)
    {
        (TcpSender shop, _) = Parties();
        TcpSender shop6 = Sender(Shop6, Bank6);
        byte[] capture = new PcapWriter(linkType, isBigEndian)
            .Add(Framed(shop.Send("four"u8))).Add(Framed(shop6.Send("six"u8)))
            .Add(Framed(shop6.Send("teen"u8))).Add(Framed(shop.Send("teen"u8)))
            .ToArray();
        AssertRead(capture, $"{Shop} > {Bank}: fourteen", $"{Shop6} > {Bank6}: sixteen");

        byte[] Framed(byte[] packet) => linkType switch
        {
            PcapWriter.Null => LinkFrame.Null(packet, isBigEndian),
            PcapWriter.Ethernet => LinkFrame.Ethernet(packet),
            PcapWriter.LinuxCooked => LinkFrame.LinuxCooked(packet),
            PcapWriter.LinuxCooked2 => LinkFrame.LinuxCooked2(packet),
            _ => packet,
        };
    }

    [Fact]
    public void Tags_of_virtual_lans_and_what_fills_a_short_frame_are_not_data()
    {
        (TcpSender shop, _) = Parties();
        byte[] capture = new PcapWriter()
            .Add(LinkFrame.Ethernet(shop.Send("a"u8), 0x8100))
            .Add(LinkFrame.Ethernet(shop.Send("b"u8), 0x88A8, 0x8100))
            .Add([.. LinkFrame.Ethernet(shop.Send("c"u8)), 0, 0, 0, 0, 0])
            .Add(LinkFrame.Ethernet(shop.Send("d"u8)))
            .ToArray();
        AssertRead(capture, $"{Shop} > {Bank}: abcd");
    }

    [Fact]
    public void Extension_headers_are_passed_over_and_fragments_are_left_out()
    {
        TcpSender shop = Sender(Shop6, Bank6);
        byte[] capture = new PcapWriter(PcapWriter.RawIp)
            .Add(Extended(shop.Send("a"u8), 0, [6, 0, 1, 4, 0, 0, 0, 0]))
            .Add(Extended(shop.Send("b"u8), 60, [43, 0, 1, 4, 0, 0, 0, 0], [6, 1, .. new byte[14]]))
            .Add(Extended(shop.Send("c"u8), 44, [6, 0, 0, 0, 0, 0, 0, 9]))
            .Add(Extended(shop.At(40, "part"u8), 44, [6, 0, 0, 1, 0, 0, 0, 9]))
            .Add(Extended(shop.At(80, "secret"u8), 50, [6, 0, 0, 0, 0, 0, 0, 0]))
            .ToArray();
        AssertRead(capture, $"{Shop6} > {Bank6}: abc");

        byte[] part = Parties().Shop.Send("part"u8);
        part[6] |= 0x20;
        AssertRead(new PcapWriter(PcapWriter.RawIp).Add(part).ToArray());
    }

    [Fact]
    public void What_is_sent_twice_or_overlaps_is_read_once_and_a_late_packet_finds_its_place()
    {
        (TcpSender shop, _) = Parties();
        byte[] capture = new PcapWriter(PcapWriter.RawIp)
            .Add(shop.Syn())
            .Add(shop.Syn())
            .Add(shop.At(2, "0200"u8))
            .Add(shop.At(10, "ijkl"u8))
            .Add(shop.At(2, "0200"u8))
            .Add(shop.At(4, "00efgh"u8))
            .Add(shop.At(2, "0200efghijklmn"u8))
            .Add(shop.At(1, ""u8))
            .ToArray();
        AssertRead(capture, $"{Shop} > {Bank}: 0200efghijklmn");
    }

    [Fact]
    public void A_gap_ends_a_stretch_and_so_does_a_packet_that_was_cut()
    {
        (TcpSender shop, _) = Parties();
        byte[] cut = shop.At(9, "fghijk"u8);
        byte[] capture = new PcapWriter(PcapWriter.RawIp)
            .Add(shop.At(1, "abc"u8)).Add(shop.At(5, "e"u8)).Add(cut.AsSpan(0, cut.Length - 4), cut.Length)
            .Add(shop.At(15, "lm"u8)).Add(shop.At(17, "n"u8))
            .ToArray();
        AssertRead(
            capture, $"{Shop} > {Bank}: abc", $"{Shop} > {Bank}: e", $"{Shop} > {Bank}: fg", $"{Shop} > {Bank}: lmn");
    }

    [Fact]
    public void Sequence_numbers_wrap_around_and_ports_used_again_begin_a_stretch()
    {
        TcpSender shop = Sender(Shop, Bank, uint.MaxValue - 3), again = Sender(Shop, Bank, 7);
        byte[] capture = new PcapWriter(PcapWriter.RawIp)
            .Add(shop.Syn()).Add(shop.Send("before"u8)).Add(shop.Send(" and after"u8))
            .Add(again.Syn()).Add(again.Send("another"u8))
            .ToArray();
        AssertRead(capture, $"{Shop} > {Bank}: before and after", $"{Shop} > {Bank}: another");
    }

    [Fact]
    public void However_a_stream_is_cut_repeated_and_shuffled_it_is_read_whole()
    {
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var random = new Random(seed);
            var stream = new byte[random.Next(1, 3000)];
            random.NextBytes(stream);
            uint first = (uint)random.NextInt64(1L << 32);
            TcpSender shop = Sender(Shop, Bank, first);
            var packets = new List<byte[]>();
            for (int at = 0; at < stream.Length;)
            {
                int length = Math.Min(random.Next(1, 500), stream.Length - at);
                int before = random.Next(2) == 0 ? 0 : random.Next(at + 1);
                packets.Add(shop.At(first + (uint)(at - before), stream.AsSpan(at - before, before + length)));
                if (random.Next(4) == 0) packets.Add(packets[random.Next(packets.Count)]);
                at += length;
            }
            byte[][] shuffled = [.. packets];
            random.Shuffle(shuffled);
            var capture = new PcapWriter(PcapWriter.RawIp);
            foreach (byte[] packet in shuffled) capture.Add(packet);
            TcpStretch stretch = Assert.Single(PcapReader.Read(capture.ToArray()));
            Assert.Equal(Convert.ToHexString(stream), Convert.ToHexString(stretch.Bytes.Span));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pcapng_is_read_with_its_sections_interfaces_and_both_kinds_of_packets(bool isBigEndian)
    {
        AssertRead(
            Pcapng(isBigEndian),
            $"{Shop} > {Bank}: one, two, three", $"{Bank} > {Shop}: answer", $"{Shop6} > {Bank6}: after");
    }

    [TsharkTheory]
    [InlineData("pcapng")]
    [InlineData("nsecpcap")]
    public void What_editcap_makes_of_a_capture_reads_as_the_capture(string form)
    {
        (TcpSender shop, TcpSender bank) = Parties();
        byte[] capture = new PcapWriter()
            .Add(LinkFrame.Ethernet(shop.Syn())).Add(LinkFrame.Ethernet(shop.Send("0200"u8)))
            .Add(LinkFrame.Ethernet(bank.Send("0210"u8))).Add(LinkFrame.Ethernet(shop.Send("0420"u8)))
            .ToArray();
        using TemporaryFile source = new(capture), target = new("");
        Tshark.Run("editcap", ["-F", form, source.Path, target.Path]);
        byte[] converted = File.ReadAllBytes(target.Path);
        Assert.NotEqual(capture[..4], converted[..4]);
        AssertRead(converted, $"{Shop} > {Bank}: 02000420", $"{Bank} > {Shop}: 0210");
    }

    [Fact]
    public void Text_and_messages_are_no_captures()
    {
        Assert.True(PcapReader.IsCapture(new PcapWriter().ToArray()));
        Assert.True(PcapReader.IsCapture(new PcapWriter(isBigEndian: true).ToArray()));
        Assert.True(PcapReader.IsCapture(new PcapngWriter().Section().ToArray()));
        Assert.False(PcapReader.IsCapture(""u8));
        Assert.False(PcapReader.IsCapture("0200"u8));
        AssertRefused("0200"u8.ToArray(), "offset 0: it begins like neither pcap nor pcapng");
        AssertRefused([], "offset 0: it is shorter than any capture");
    }

    [Fact]
    public void Every_beginning_of_a_capture_is_read_or_refused_with_the_offset()
    {
        (TcpSender shop, _) = Parties();
        byte[] classic = new PcapWriter(PcapWriter.RawIp).Add(shop.Send("a"u8)).Add(shop.Send("b"u8)).ToArray();
        int first = 24 + 16 + 41;
        for (int length = 0; length < classic.Length; length++)
        {
            if (length is 24 || length == first) Assert.NotNull(PcapReader.Read(classic.AsMemory(0, length)));
            else AssertRefused(classic[..length], $"offset {(length < 24 ? 0 : length < first ? 24 : first)}: it ");
        }

        byte[] pcapng = Pcapng(isBigEndian: false);
        int[] whole = [.. Enumerable.Range(1, pcapng.Length).Where(length => Read(pcapng[..length]) is not null)];
        // As many blocks.
        Assert.Equal(13, whole.Length);
    }

    [Fact]
    public void No_damage_gives_more_than_a_refusal_with_the_offset()
    {
        (TcpSender shop, _) = Parties();
        byte[][] sound =
        [
            Pcapng(isBigEndian: false), Pcapng(isBigEndian: true),
            new PcapWriter().Add(LinkFrame.Ethernet(shop.Send("abc"u8), 0x8100)).Add(LinkFrame.Ethernet(shop.Send("def"u8))).ToArray(),
            new PcapWriter(PcapWriter.RawIp).Add(Extended(Sender(Shop6, Bank6).Send("a"u8), 0, [6, 0, 1, 4, 0, 0, 0, 0])).ToArray(),
        ];
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed =>
        {
            var random = new Random(seed);
            byte[] damaged = [.. sound[random.Next(sound.Length)]];
            for (int faults = random.Next(1, 5); faults > 0; faults--)
            {
                damaged[random.Next(damaged.Length)] = random.Next(3) switch { 0 => 0, 1 => 0xFF, _ => (byte)random.Next(256) };
            }
            Read(damaged[..random.Next(damaged.Length + 1)]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    [Fact]
    public void A_pcapng_block_that_cannot_be_is_refused_by_its_offset()
    {
        PcapngWriter Begun() => new PcapngWriter().Section().Interface(PcapWriter.RawIp);
        AssertRefused(new PcapngWriter().Section().Enhanced(0, [1, 2]).ToArray(), "offset 28: a packet is of an interface");
        AssertRefused(Begun().Block(6, new byte[12], new PcapngWriter().Word(5), new byte[8]).ToArray(), "offset 52: a block is too short");
        AssertRefused([.. Begun().ToArray(), 5, 0, 0, 0, 11, 0, 0, 0, 0, 0, 0, 0], "offset 52: a block's length cannot be");
        AssertRefused([.. Begun().ToArray(), 5, 0, 0, 0, 12, 0, 0, 0, 16, 0, 0, 0], "offset 52: a block's two lengths differ");
        AssertRefused(new PcapWriter(linkType: 127).Add([1, 2, 3]).ToArray(), "offset 40: it was taken on a link of type 127");
    }

    [Fact]
    public async Task A_capture_that_is_too_long_is_refused_whether_its_length_is_known_or_not()
    {
        (TcpSender shop, _) = Parties();
        byte[] capture = new PcapWriter(PcapWriter.RawIp).Add(shop.Send(new byte[60_000])).Add(shop.Send(new byte[60_000])).ToArray();
        const int Most = 1 << 17;
        Assert.Equal(120_000, Assert.Single(await ReadAsync(capture, canSeek: true)).Bytes.Length);
        Assert.Equal(120_000, Assert.Single(await ReadAsync(capture, canSeek: false)).Bytes.Length);
        byte[] longer = [.. capture, .. new byte[Most + 1 - capture.Length]];
        await Assert.ThrowsAsync<FormatException>(() => ReadAsync(longer, canSeek: true));
        FormatException refused = await Assert.ThrowsAsync<FormatException>(() => ReadAsync(longer, canSeek: false));
        Assert.Contains("longer than", refused.Message);
        Assert.Contains("256 MiB", Assert.Throws<FormatException>(() => PcapReader.Read(new byte[PcapReader.MaxBytes + 1])).Message);

        static Task<IReadOnlyList<TcpStretch>> ReadAsync(byte[] bytes, bool canSeek) =>
            PcapReader.ReadAsync(new ByteStream(bytes, canSeek), CancellationToken.None, Most);
    }

    [Fact]
    public void A_capture_of_nothing_but_gaps_or_nothing_but_connections_is_refused()
    {
        (TcpSender shop, _) = Parties();
        var gaps = new PcapWriter(PcapWriter.RawIp);
        for (uint i = 0; i <= PcapReader.MaxStretches; i++) gaps.Add(shop.At(2 * i, "a"u8));
        AssertRefused(gaps.ToArray(), "more than 100000 stretches of TCP");

        var connections = new PcapWriter(PcapWriter.RawIp);
        for (uint i = 0; i <= PcapReader.MaxStretches; i++) connections.Add(Sender(Shop, Bank, i).Syn());
        AssertRefused(connections.ToArray(), "more than 100000 stretches of TCP");
    }

    private static byte[] Pcapng(bool isBigEndian)
    {
        (TcpSender shop, TcpSender bank) = Parties();
        byte[] three = shop.At(9, ", three and more"u8);
        return new PcapngWriter(isBigEndian)
            .Section()
            .Interface(PcapWriter.Ethernet, snapLength: 14 + 40 + 7)
            .Interface(PcapWriter.RawIp)
            .Enhanced(0, LinkFrame.Ethernet(shop.Send("one, "u8)))
            .Enhanced(1, bank.Send("answer"u8))
            // Name resolution, and a block of one's own.
            .Block(4, new byte[8])
            .Block(0x0BAD, [1, 2, 3])
            .Enhanced(1, shop.Send("two"u8))
            .Simple(LinkFrame.Ethernet(three).AsSpan(0, 14 + 40 + 7), 14 + three.Length)
            .Enhanced(1, shop.At(8, "o"u8))
            .Section()
            .Interface(PcapWriter.RawIp)
            .Simple(Sender(Shop6, Bank6).Send("after"u8), 65)
            .ToArray();
    }

    private static byte[] Extended(byte[] packet, byte next, params byte[][] headers)
    {
        byte[] extended = [.. packet[..40], .. headers.SelectMany(header => header), .. packet[40..]];
        extended[6] = next;
        extended[5] += (byte)(extended.Length - packet.Length);
        return extended;
    }

    private static (TcpSender Shop, TcpSender Bank) Parties() => (Sender(Shop, Bank), Sender(Bank, Shop));

    private static TcpSender Sender(string from, string to, uint sequence = 1) =>
        new(IPEndPoint.Parse(from), IPEndPoint.Parse(to), sequence);

    private static void AssertRead(byte[] capture, params string[] stretches) =>
        Assert.Equal(stretches, PcapReader.Read(capture).Select(s => $"{s.From} > {s.To}: {Encoding.ASCII.GetString(s.Bytes.Span)}"));

    private static void AssertRefused(byte[] capture, string reason)
    {
        string message = Assert.Throws<FormatException>(() => PcapReader.Read(capture)).Message;
        Assert.Contains(reason, message);
    }

    // Null when it is refused, which is to name the offset.
    private static IReadOnlyList<TcpStretch>? Read(byte[] capture)
    {
        try
        {
            return PcapReader.Read(capture);
        }
        catch (FormatException refused)
        {
            Assert.StartsWith("The capture cannot be read at offset ", refused.Message);
            return null;
        }
    }
}
