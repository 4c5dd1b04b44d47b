using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Messages;

/// <summary>A patched message is the one that would have been written had its values been other from the start.</summary>
public class MessagePatchTwinTests
{
    public static TheoryData<string> Formats => TestFormats.Names;

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_patched_message_is_the_changed_message_written_anew(string name)
    {
        MessageFormat format = TestFormats.Named(name);
        var patch = new MessagePatch(format);
        var index = new FieldIndex();
        var patchedIndex = new FieldIndex();
        Prop.ForAll(Generators.Edits(format), edits =>
        {
            byte[] frame = edits.Source.Frame;
            Assert.Equal(ParseStatus.Ok, new MessageParser(format).Parse(frame, index));
            patch.Reset(format);
            foreach (Edit edit in edits.Edits) Apply(edit, patch);

            // With no byte to spare, and with room that the writer may use as it likes.
            var view = new MessageView(frame, index);
            foreach (int room in new[] { 0, 1, 15, 16, 100 })
            {
                var destination = new byte[edits.Expected.Length + room];
                Assert.True(patch.TryWrite(view, destination, out int written, patchedIndex));
                Assert.Equal(Convert.ToHexString(edits.Expected), Convert.ToHexString(destination.AsSpan(0, written)));
                IndexAssert.IsThatOfAParser(format, edits.Expected, patchedIndex);
            }
            Assert.InRange(edits.Expected.Length, 0, patch.GetMaxLength(view));
            Assert.False(patch.TryWrite(view, new byte[edits.Expected.Length - 1], out _));
            Assert.Equal(Convert.ToHexString(edits.Source.Frame), Convert.ToHexString(frame));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_value_overwritten_in_place_is_the_message_written_anew(string name)
    {
        MessageFormat format = TestFormats.Named(name);
        var index = new FieldIndex();
        Prop.ForAll(Generators.Messages(format), Arb.From(Gen.Choose(0, int.MaxValue - 1)), (message, seed) =>
        {
            Assert.Equal(ParseStatus.Ok, new MessageParser(format).Parse(message.Frame, index));
            SlowMessage changed = message.Message.ReadBackFrom(format);
            byte[] frame = [.. message.Frame];
            foreach (var (field, value) in changed.Values.ToArray())
            {
                // The same symbols in another order are a value of the same class and length; a sign stays in front.
                byte[] other = [.. value];
                int kept = format[field]!.Content == ContentClass.SignedNumeric ? Math.Min(1, other.Length) : 0;
                new Random(seed).Shuffle(other.AsSpan(kept));
                Assert.True(FramePatch.TrySet(frame, index, field, other));
                changed = changed.With(field, other);
            }
            Assert.Equal(Convert.ToHexString(SlowWriter.Write(format, changed)), Convert.ToHexString(frame));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Patching_allocates_nothing(string name)
    {
        MessageFormat format = TestFormats.Named(name);
        EditCase[] cases = [.. Generators.Edits(format).Generator.Sample(100, new Rnd(8583, 1987), 30)];
        var patch = new MessagePatch(format);
        var parser = new MessageParser(format);
        var index = new FieldIndex();
        var patchedIndex = new FieldIndex();
        var destination = new byte[ushort.MaxValue];
        Assert.Equal(cases.Length, PatchAll());

        long before = GC.GetAllocatedBytesForCurrentThread();
        PatchAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        int PatchAll()
        {
            int patched = 0;
            foreach (EditCase edits in cases)
            {
                parser.Parse(edits.Source.Frame, index);
                patch.Reset(format);
                for (int i = 0; i < edits.Edits.Count; i++) Apply(edits.Edits[i], patch);
                var view = new MessageView(edits.Source.Frame, index);
                if (patch.TryWrite(view, destination, out _, patchedIndex)) patched++;
            }
            return patched;
        }
    }

    private static void Apply(Edit edit, MessagePatch patch)
    {
        if (edit.Value is not null) AssertOk(patch.Set(edit.Field, edit.Value));
        else if (edit.Number is not null) AssertOk(patch.SetDigits(edit.Field, edit.Number.Value));
        else patch.Remove(edit.Field);
    }

    private static void AssertOk(WriteStatus status)
    {
        if (!status.IsOk) Assert.Fail(status.ToString());
    }
}
