using System.Buffers;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Messages;

/// <summary>
/// What holds for the tables that networks use must hold for any that can be written. Formats and messages are drawn from
/// the numbers of the cases; a failure shows the smallest case that was found, and its number.
/// </summary>
public class RandomFormatTests
{
    private const int Cases = 200;

    [Fact]
    public void Writing_gives_the_slow_writers_bytes() => ForAll(Cases * 2, (one, random) =>
    {
        int[] order = [.. one.Message.Values.Keys];
        if (random.Next(2) == 0) random.Shuffle(order);
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessageWriter(one.Format, output);
        writer.Begin(MessageType.Of(int.Parse(one.Message.Type)));
        foreach (int field in order) Assert.Equal(WriteStatus.Ok, writer.Set(field, one.Message.Values[field]));
        Assert.Equal(WriteStatus.Ok, writer.End(out int written));
        Assert.Equal(Convert.ToHexString(one.Frame), Convert.ToHexString(output.WrittenSpan));
        Assert.Equal(one.Frame.Length, written);
    });

    [Fact]
    public void Values_are_refused_where_the_slow_writer_refuses_them() => ForAll(Cases, (one, random) =>
    {
        var writer = new MessageWriter(one.Format, new ArrayBufferWriter<byte>());
        foreach (var (field, value) in one.Message.Values)
        {
            FieldSpec spec = one.Format[field]!;
            byte[] altered = random.Next(3) switch
            {
                0 => [.. value, .. FrameDamage.Bytes(random, random.Next(3))],
                1 => value[..random.Next(value.Length + 1)],
                _ => [.. value],
            };
            if (altered.Length > 0 && random.Next(3) == 0) altered[random.Next(altered.Length)] = (byte)random.Next(256);
            writer.Begin(MessageType.Of(200));
            AssertStatus(SlowWriter.Judge(spec, altered), field, writer.Set(field, altered));
        }
    });

    [Fact]
    public void Parsing_whole_and_cut_frames_gives_what_the_slow_parser_gives() => ForAll(Cases, (one, _) =>
    {
        var agreement = new ParserAgreement();
        byte[] frame = one.Frame;
        agreement.Check(one.Format, frame);
        Assert.Equal(ParseStatus.Ok, new MessageParser(one.Format).Parse(frame, new FieldIndex()));
        int step = frame.Length / 25 + 1;
        for (int length = one.Seed % step; length < frame.Length; length += step) agreement.Check(one.Format, frame[..length]);
        agreement.Check(one.Format, [.. frame, 0xF0]);
    });

    [Fact]
    public void Damaged_frames_give_what_the_slow_parser_gives() => ForAll(Cases, (one, random) =>
    {
        var agreement = new ParserAgreement();
        byte[] donor = SlowWriter.Write(one.Format, RandomCase.AnyMessage(one.Format, random));
        for (int i = 0; i < 20; i++)
        {
            agreement.Check(one.Format, FrameDamage.Inflict(one.Format, one.Frame, donor, random.Next(1, 4), random));
        }
    });

    [Fact]
    public void What_was_written_is_read_back() => ForAll(Cases * 2, (one, _) =>
    {
        var index = new FieldIndex();
        Assert.Equal(ParseStatus.Ok, new MessageParser(one.Format).Parse(one.Frame, index));
        var view = new MessageView(one.Frame, index);
        Assert.Equal(one.Message.ReadBackFrom(one.Format).ToString(), PlainMessage.Of(view).ToString());
        Assert.NotEmpty(view.Describe());
        for (int field = 0; field <= Bitmap.MaxField; field++) AssertReadable(view, field);
    });

    [Fact]
    public void A_patched_message_is_the_changed_message_written_anew() => ForAll(Cases * 2, (one, random) =>
    {
        MessageFormat format = one.Format;
        FieldIndex index = new(), patchedIndex = new();
        Assert.Equal(ParseStatus.Ok, new MessageParser(format).Parse(one.Frame, index));
        var patch = new MessagePatch(format);
        patch.Reset(format);
        SlowMessage changed = one.Message;
        int[] fields = [.. format.Fields.Where(field => field != format.Tertiary.Field)];
        for (int i = fields.Length == 0 ? 0 : random.Next(8); i > 0; i--)
        {
            Edit edit = AnyEdit(format, fields[random.Next(fields.Length)], random);
            if (Apply(edit, patch, format)) changed = edit.On(changed, format);
        }

        byte[] expected = SlowWriter.Write(format, changed);
        var view = new MessageView(one.Frame, index);
        Assert.InRange(expected.Length, 0, patch.GetMaxLength(view));
        foreach (int room in new[] { 0, 1, 16, 100 })
        {
            var destination = new byte[expected.Length + room];
            Assert.True(patch.TryWrite(view, destination, out int written, patchedIndex));
            Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(destination.AsSpan(0, written)));
            IndexAssert.IsThatOfAParser(format, expected, patchedIndex);
        }
        Assert.False(patch.TryWrite(view, new byte[expected.Length - 1], out _));
    });

    [Fact]
    public void A_transcoded_message_is_that_of_the_slow_writer_or_its_refusal() => ForAll(Cases * 3, (one, random) =>
    {
        FieldIndex index = new(), newIndex = new();
        Assert.Equal(ParseStatus.Ok, new MessageParser(one.Format).Parse(one.Frame, index));
        var view = new MessageView(one.Frame, index);
        SlowMessage plain = one.Message.ReadBackFrom(one.Format);
        WriteStatus expected = SlowWriter.Judge(one.Partner, plain);
        var destination = new byte[ushort.MaxValue];
        WriteStatus status = new MessageTranscoder(one.Format, one.Partner).TryTranscode(view, destination, out int written, newIndex);
        Assert.Equal(expected, status);
        if (!status.IsOk) return;
        byte[] frame = SlowWriter.Write(one.Partner, plain);
        Assert.Equal(Convert.ToHexString(frame), Convert.ToHexString(destination.AsSpan(0, written)));
        IndexAssert.IsThatOfAParser(one.Partner, frame, newIndex);
    }, one => one with { Message = Carried(one) });

    [Fact]
    public void Known_layouts_and_what_only_looks_like_them_are_read_as_by_the_walk()
    {
        int known = 0;
        ForAll(Cases * 2, (one, random) =>
        {
            var pair = new ParserPair(one.Format);
            if (one.Format.HasSteadyHead && pair.Learns(one.Frame)) known++;
            for (int i = 0; i < 30; i++)
            {
                byte[] mutant = FrameDamage.Inflict(one.Format, one.Frame, one.Frame, random.Next(1, 3), random);
                if (mutant.Length == one.Frame.Length) pair.AssertAgree(mutant);
            }
            pair.AssertAgree(one.Frame);
        });
        Assert.True(known > 40, $"Only {known} layouts were known.");
    }

    // Half of the cases lose the fields that the other format cannot carry.
    private static SlowMessage Carried(RandomCase one)
    {
        if (one.Seed % 4 == 0) return one.Message;
        SlowMessage read = one.Message.ReadBackFrom(one.Format);
        return new SlowMessage(read.Type, one.Message.Values.Where(
            pair => SlowWriter.Judge(one.Partner, new SlowMessage("0200", [KeyValuePair.Create(pair.Key, read.Values[pair.Key])])).IsOk));
    }

    private static void ForAll(int cases, Action<RandomCase, Random> check, Func<RandomCase, RandomCase>? adapt = null)
    {
        for (int seed = 0; seed < cases; seed++)
        {
            RandomCase one = RandomCase.Of(seed);
            (adapt is null ? one : adapt(one)).Check(check);
        }
    }

    private static Edit AnyEdit(MessageFormat format, int field, Random random)
    {
        FieldSpec spec = format[field]!;
        if (random.Next(4) == 0) return Edit.Remove(field);
        bool holdsNumbers = spec.Content is not (
            ContentClass.Alpha or ContentClass.Binary or ContentClass.Track or ContentClass.SignedNumeric);
        return holdsNumbers && random.Next(2) == 0
            ? Edit.SetNumber(field, random.NextInt64((long)Math.Pow(10, random.Next(1, Math.Min(spec.Length.Max, 18) + 1))))
            : Edit.Set(field, RandomValues.Of(spec, random));
    }

    // Whether the edit was taken, which must be when the slow writer takes it.
    private static bool Apply(Edit edit, MessagePatch patch, MessageFormat format)
    {
        if (edit is { Value: null, Number: null })
        {
            patch.Remove(edit.Field);
            return true;
        }
        byte[] value = edit.On(new SlowMessage("0200", []), format).Values[edit.Field];
        WriteStatus status = edit.Value is not null ? patch.Set(edit.Field, edit.Value) : patch.SetDigits(edit.Field, edit.Number!.Value);
        AssertStatus(SlowWriter.Judge(format[edit.Field], value), edit.Field, status);
        return status.IsOk;
    }

    private static void AssertStatus(WriteError error, int field, WriteStatus status) =>
        Assert.Equal(error == WriteError.None ? WriteStatus.Ok : new WriteStatus(error, field), status);

    // Whatever the field is, reading it is no exception; bitmaps too, of which an index knows the place.
    private static void AssertReadable(MessageView view, int field)
    {
        Span<byte> plain = new byte[view.Units(field)];
        Assert.Equal(field > 0 && view.Has(field), view.TryCopy(field, plain, out _));
        view.GetText(field);
        view.MaskedText(field);
        view.TryGetInt64(field, out _);
    }
}
