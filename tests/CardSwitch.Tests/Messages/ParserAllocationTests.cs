using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Messages;

public class ParserAllocationTests
{
    private static readonly Rnd Seed = new(8583, 1987);

    public static TheoryData<string> Formats => TestFormats.Names;

    [Theory]
    [MemberData(nameof(Formats))]
    public void Sound_and_hostile_frames_are_parsed_without_an_allocation(string name)
    {
        MessageFormat format = TestFormats.Named(name);
        byte[][] frames =
        [
            .. Generators.Messages(format).Generator.Sample(250, Seed, 30).Select(message => message.Frame),
            .. Generators.DamagedFrames(format).Generator.Sample(500, Seed, 30).Select(damaged => damaged.Frame),
            .. Generators.Noise(format).Generator.Sample(250, Seed, 30).Select(noise => noise.Frame),
        ];
        var parser = new MessageParser(format);
        var index = new FieldIndex();

        // Often enough that every layout that is to become a template has become one.
        int sound = 0;
        for (int round = 0; round < 20; round++) sound = ParseAll(parser, frames, index);
        Assert.InRange(sound, 250, 750);

        long before = GC.GetAllocatedBytesForCurrentThread();
        ParseAll(parser, frames, index);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Reading_numbers_and_card_data_from_a_view_allocates_nothing()
    {
        byte[] frame = ReferenceMessages.R2;
        var parser = new MessageParser(MessageFormats.Iso1987Binary);
        var index = new FieldIndex();
        Assert.Equal(ParseStatus.Ok, parser.Parse(frame, index));
        Assert.Equal(5, CountRead(frame, index));

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) CountRead(frame, index);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static int ParseAll(MessageParser parser, byte[][] frames, FieldIndex index)
    {
        int sound = 0;
        foreach (byte[] frame in frames)
        {
            if (parser.Parse(frame, index).IsOk) sound++;
        }
        return sound;
    }

    private static int CountRead(byte[] frame, FieldIndex index)
    {
        var view = new MessageView(frame, index);
        Span<byte> plain = stackalloc byte[40];
        int read = view.TryGetInt64(4, out _) ? 1 : 0;
        read += view.TryGetPan(out _) ? 1 : 0;
        read += view.TryGetTrack2(out _) ? 1 : 0;
        read += view.TryGetAmount(4, out _) ? 1 : 0;
        read += view.TryCopy(43, plain, out _) ? 1 : 0;
        return read;
    }
}
