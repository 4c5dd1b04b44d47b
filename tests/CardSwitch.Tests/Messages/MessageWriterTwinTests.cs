using System.Buffers;
using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Messages;

/// <summary>The writer gives what a slow one makes of the same values, in whatever order they are set.</summary>
public class MessageWriterTwinTests
{
    private static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue - 1);

    public static TheoryData<string> Formats => TestFormats.Names;

    [Theory]
    [MemberData(nameof(Formats))]
    public void Fields_in_any_order_give_the_slow_writers_bytes(string name)
    {
        MessageFormat format = TestFormats.Named(name);
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, output);
        Prop.ForAll(Generators.Messages(format), Arb.From(Seeds), (message, seed) =>
        {
            int[] order = [.. message.Message.Values.Keys];
            if (seed % 2 == 0) new Random(seed).Shuffle(order);
            output.ResetWrittenCount();
            writer.Begin(MessageType.Of(int.Parse(message.Message.Type)));
            foreach (int field in order) AssertOk(writer.Set(field, message.Message.Values[field]));
            AssertOk(writer.End(out int written));

            Assert.Equal(Convert.ToHexString(message.Frame), Convert.ToHexString(output.WrittenSpan));
            Assert.Equal(message.Frame.Length, written);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Texts_that_a_view_gave_are_written_as_they_were_read(string name)
    {
        MessageFormat format = TestFormats.Named(name);
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, output);
        var index = new FieldIndex();
        Prop.ForAll(Generators.Messages(format), message =>
        {
            Assert.Equal(ParseStatus.Ok, new MessageParser(format).Parse(message.Frame, index));
            var view = new MessageView(message.Frame, index);
            output.ResetWrittenCount();
            writer.Begin(view.Type);
            foreach (int field in message.Message.Values.Keys) AssertOk(writer.SetText(field, view.GetText(field)));
            AssertOk(writer.End(out _));
            Assert.Equal(Convert.ToHexString(message.Frame), Convert.ToHexString(output.WrittenSpan));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_character_outside_its_class_is_refused_in_every_field(string name)
    {
        MessageFormat format = TestFormats.Named(name);
        var writer = new MessageWriter(format, new ArrayBufferWriter<byte>());
        Gen<(int, byte[], int, int)> faults =
            from field in Gen.Elements<int>(format.Fields)
            from value in Generators.Values(format[field]!)
            from seed in Seeds
            from symbol in Gen.Choose(0, 255)
            select (field, value, seed, symbol);
        Prop.ForAll(Arb.From(faults), fault =>
        {
            var (field, value, seed, symbol) = fault;
            FieldSpec spec = format[field]!;
            if (value.Length == 0) return;
            byte[] altered = [.. value];
            int place = new Random(seed).Next(altered.Length);
            altered[place] = (byte)symbol;
            writer.Begin(MessageType.Of(200));
            Assert.Equal(
                SlowWriter.Holds(spec, altered) ? WriteStatus.Ok : new WriteStatus(WriteError.BadContent, field),
                writer.Set(field, altered));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Lengths_outside_the_rule_and_unknown_fields_are_refused_and_nothing_is_written(string name)
    {
        MessageFormat format = TestFormats.Named(name);
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(format, output);
        for (int field = -1; field <= 193; field++)
        {
            writer.Begin(MessageType.Of(200));
            if (field < 2 || format[field] is not { } spec)
            {
                AssertRefused(WriteError.UnknownField, field, writer.Set(field, "0"u8));
            }
            else
            {
                byte symbol = spec.Content == ContentClass.Alpha ? (byte)'A' : (byte)'1';
                var tooLong = new byte[spec.Length.Max + 1];
                Array.Fill(tooLong, symbol);
                AssertRefused(WriteError.TooLong, field, writer.Set(field, tooLong));
                if (!spec.Length.IsFixed || spec.Padding != Padding.None || spec.Length.Max == 1) continue;
                byte[] tooShort = spec.Content == ContentClass.SignedNumeric ? "C"u8.ToArray() : [symbol];
                writer.Begin(MessageType.Of(200));
                AssertRefused(WriteError.TooShort, field, writer.Set(field, tooShort));
            }
            Assert.False(writer.End(out int written).IsOk);
            Assert.Equal((0, 0), (written, output.WrittenCount));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Writing_allocates_nothing(string name)
    {
        MessageFormat format = TestFormats.Named(name);
        MessageCase[] messages = [.. Generators.Messages(format).Generator.Sample(100, new Rnd(8583, 1987), 30)];
        KeyValuePair<int, byte[]>[][] values = [.. messages.Select(message => message.Message.Values.ToArray())];
        var output = new ArrayBufferWriter<byte>(ushort.MaxValue);
        var writer = new MessageWriter(format, output);
        Assert.Equal(messages.Length, WriteAll());

        long before = GC.GetAllocatedBytesForCurrentThread();
        WriteAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        int WriteAll()
        {
            int written = 0;
            foreach (KeyValuePair<int, byte[]>[] message in values)
            {
                output.ResetWrittenCount();
                writer.Begin(MessageType.Of(200));
                foreach (KeyValuePair<int, byte[]> value in message) writer.Set(value.Key, value.Value);
                if (writer.End(out _).IsOk) written++;
            }
            return written;
        }
    }

    private static void AssertRefused(WriteError error, int field, WriteStatus status) =>
        Assert.Equal(new WriteStatus(error, field), status);

    private static void AssertOk(WriteStatus status)
    {
        if (!status.IsOk) Assert.Fail(status.ToString());
    }
}
