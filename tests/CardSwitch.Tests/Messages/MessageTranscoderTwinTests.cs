using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Messages;

/// <summary>A transcoded message is the one that a slow writer makes of its plain values in the other format.</summary>
public class MessageTranscoderTwinTests
{
    /// <summary>Every pair of formats, built-in and made-up.</summary>
    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (MessageFormat from in TestFormats.All)
            {
                foreach (MessageFormat to in TestFormats.All) pairs.Add(from.Name, to.Name);
            }
            return pairs;
        }
    }

    /// <summary>Pairs of formats of one standard, between which nothing is lost.</summary>
    public static TheoryData<string, string> Dialects
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (MessageFormat from in MessageFormats.All)
            {
                foreach (MessageFormat to in MessageFormats.All)
                {
                    if (Edition(from) == Edition(to)) pairs.Add(from.Name, to.Name);
                }
            }
            return pairs;
        }
    }

    private static string Edition(MessageFormat format) => format.Name.Split('-')[0];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Any_message_gives_the_slow_writers_bytes_or_its_refusal(string fromName, string toName)
    {
        MessageFormat from = TestFormats.Named(fromName), to = TestFormats.Named(toName);
        var transcoder = new MessageTranscoder(from, to);
        var index = new FieldIndex();
        var newIndex = new FieldIndex();
        Prop.ForAll(Generators.Messages(from), message =>
        {
            Assert.Equal(ParseStatus.Ok, new MessageParser(from).Parse(message.Frame, index));
            var view = new MessageView(message.Frame, index);
            SlowMessage plain = message.Message.ReadBackFrom(from);
            WriteStatus expected = SlowWriter.Judge(to, plain);
            var destination = new byte[ushort.MaxValue];
            WriteStatus status = transcoder.TryTranscode(view, destination, out int written, newIndex);
            Assert.Equal(expected, status);
            if (!status.IsOk)
            {
                Assert.Equal(0, written);
                return;
            }
            byte[] frame = SlowWriter.Write(to, plain);
            Assert.Equal(Convert.ToHexString(frame), Convert.ToHexString(destination.AsSpan(0, written)));
            IndexAssert.IsThatOfAParser(to, frame, newIndex);

            // With no byte to spare, and with one too few.
            Assert.Equal(WriteStatus.Ok, transcoder.TryTranscode(view, destination.AsSpan(0, frame.Length), out _));
            WriteStatus tooSmall = transcoder.TryTranscode(view, destination.AsSpan(0, frame.Length - 1), out _);
            Assert.Equal(WriteError.DestinationTooSmall, tooSmall.Error);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void There_and_back_gives_the_same_bytes(string fromName, string toName)
    {
        MessageFormat from = TestFormats.Named(fromName), to = TestFormats.Named(toName);
        var there = new MessageTranscoder(from, to);
        var back = new MessageTranscoder(to, from);
        var index = new FieldIndex();
        var newIndex = new FieldIndex();
        Prop.ForAll(Generators.Exchangeable(from), message =>
        {
            Assert.Equal(ParseStatus.Ok, new MessageParser(from).Parse(message.Frame, index));
            byte[] middle = new byte[ushort.MaxValue], again = new byte[ushort.MaxValue];
            AssertOk(there.TryTranscode(new MessageView(message.Frame, index), middle, out int length, newIndex));
            AssertOk(back.TryTranscode(new MessageView(middle.AsSpan(0, length), newIndex), again, out length));
            Assert.Equal(Convert.ToHexString(message.Frame), Convert.ToHexString(again.AsSpan(0, length)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Transcoding_allocates_nothing(string fromName, string toName)
    {
        MessageFormat from = TestFormats.Named(fromName), to = TestFormats.Named(toName);
        MessageCase[] messages = [.. Generators.Exchangeable(from).Generator.Sample(100, new Rnd(8583, 1987), 30)];
        var transcoder = new MessageTranscoder(from, to);
        var parser = new MessageParser(from);
        var index = new FieldIndex();
        var newIndex = new FieldIndex();
        var destination = new byte[ushort.MaxValue];
        Assert.Equal(messages.Length, TranscodeAll());

        long before = GC.GetAllocatedBytesForCurrentThread();
        TranscodeAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        int TranscodeAll()
        {
            int transcoded = 0;
            foreach (MessageCase message in messages)
            {
                parser.Parse(message.Frame, index);
                var view = new MessageView(message.Frame, index);
                if (transcoder.TryTranscode(view, destination, out _, newIndex).IsOk) transcoded++;
            }
            return transcoded;
        }
    }

    private static void AssertOk(WriteStatus status)
    {
        if (!status.IsOk) Assert.Fail(status.ToString());
    }
}
