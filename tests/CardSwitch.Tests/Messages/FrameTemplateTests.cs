using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Messages;

/// <summary>
/// A parser that has seen a layout often reads it by a template. Whatever comes then in a frame of the same length, it
/// must say what a parser without templates says.
/// </summary>
public sealed class FrameTemplateTests
{
    private const int Sightings = 40;

    public static TheoryData<string> Formats => TestFormats.Names;

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_known_layout_and_what_only_looks_like_it_are_read_as_by_the_walk(string name)
    {
        MessageFormat format = TestFormats.Named(name);
        var cases = Arb.From(
            from message in Generators.Messages(format).Generator
            from donor in Generators.Messages(format).Generator
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select (Message: message, Donor: donor, Seed: seed));
        int made = 0, refused = 0;
        Prop.ForAll(cases, one =>
        {
            var pair = new ParserPair(format);
            byte[] frame = one.Message.Frame;
            for (int i = 0; i < Sightings; i++) pair.AssertAgree(frame);
            if (pair.IsKnown(frame)) made++;
            var random = new Random(one.Seed);
            for (int i = 0; i < 30; i++)
            {
                byte[] mutant = FrameDamage.Inflict(format, frame, one.Donor.Frame, faults: random.Next(1, 3), random);
                if (mutant.Length != frame.Length) continue;
                if (!pair.AssertAgree(mutant)) refused++;
            }
            pair.AssertAgree(frame);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
        Assert.True(made > 15, $"Only {made} templates were made.");
        Assert.True(refused > 100, $"Only {refused} frames were refused.");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Every_byte_of_a_known_layout_may_change(string name)
    {
        MessageFormat format = TestFormats.Named(name);
        MessageCase message = Generators.Messages(format).Generator.Sample(200, new Rnd(8583, 1987), 30)
            .First(m => m.Frame.Length is >= 32 and < 300 && m.Message.Values.Count > 4 && new ParserPair(format).Learns(m.Frame));
        var pair = new ParserPair(format);
        Assert.True(pair.Learns(message.Frame));
        byte[] frame = [.. message.Frame];
        for (int at = 0; at < frame.Length; at++)
        {
            byte original = frame[at];
            foreach (byte value in (byte[])[0x00, (byte)'0', (byte)'9', (byte)'A', 0x99, 0xA0, 0xFF, (byte)(original ^ 1), (byte)(original ^ 0x20)])
            {
                frame[at] = value;
                pair.AssertAgree(frame);
            }
            frame[at] = original;
        }
        Assert.True(pair.AssertAgree(frame));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(50)]
    public void Two_layouts_of_one_bitmap_and_length_take_turns(int run)
    {
        // The card number gives to the acquirer's and the forwarder's code what it lacks itself.
        byte[][] frames = [Frame("4761739001010119", "123456", "1"), Frame("476173900101", "1234567890", "1"), Frame("4761739001010", "1", "123456789")];
        Assert.Single(frames.Select(frame => frame.Length).Distinct());
        var pair = new ParserPair(MessageFormats.Iso1987Ascii);
        for (int i = 0; i < 300; i++) Assert.True(pair.AssertAgree(frames[i / run % frames.Length]));

        static byte[] Frame(string pan, string acquirer, string forwarder) => SlowWriter.Write(
            MessageFormats.Iso1987Ascii,
            new SlowMessage("0200", new Dictionary<int, byte[]>
            {
                [Field.Pan] = System.Text.Encoding.ASCII.GetBytes(pan),
                [Field.ProcessingCode] = "000000"u8.ToArray(),
                [Field.Stan] = "123456"u8.ToArray(),
                [32] = System.Text.Encoding.ASCII.GetBytes(acquirer),
                [33] = System.Text.Encoding.ASCII.GetBytes(forwarder),
            }));
    }

    [Fact]
    public void Ever_new_layouts_cost_a_bounded_memory_and_spoil_no_other()
    {
        MessageFormat format = MessageFormats.Iso1987Ascii;
        byte[][] frames = [.. Generators.Messages(format).Generator.Sample(600, new Rnd(1987, 8583), 30)
            .Select(message => message.Frame).Where(frame => frame.Length is >= 32 and <= 1024)];
        Assert.True(frames.Length > 300);
        var pair = new ParserPair(format);
        foreach (byte[] frame in frames) pair.AssertAgree(frame);
        Assert.True(pair.Learns(ReferenceMessages.R1));

        // Each comes often enough to be taken, and R1 among them.
        var parser = new MessageParser(format);
        var index = new FieldIndex();
        parser.Parse(ReferenceMessages.R1, index);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte[] frame in frames)
        {
            for (int i = 0; i < 20; i++) parser.Parse(frame, index);
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 64 * 4_608);

        before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte[] frame in frames)
        {
            for (int i = 0; i < 20; i++) parser.Parse(frame, index);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        foreach (byte[] frame in frames)
        {
            pair.AssertAgree(frame);
            pair.AssertAgree(ReferenceMessages.R1);
        }
    }
}
