using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Referee;

/// <summary>What this library writes is what someone else's reader of ISO 8583:1987 reads.</summary>
public class RefereeTests
{
    public static TheoryData<string> Formats => [.. RefereeRun.Formats.Select(format => format.Name)];

    [TsharkTheory]
    [MemberData(nameof(Formats))]
    public void Tshark_reads_type_bitmaps_and_every_field_as_they_were_written(string name)
    {
        RefereeRun run = RefereeRun.Of(name);
        foreach (var (number, made) in run.Messages.Index())
        {
            string? fault = Fault(run.Format, made);
            if (fault is null) continue;
            Assert.Fail($"""
                {fault}
                {name}, seed {RefereeRun.Seed}, message {number}, frame {Convert.ToHexString(made.Frame)}
                {made.Message}
                """);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_messages_have_every_field_that_is_not_listed_and_every_length(string name)
    {
        MessageFormat format = MessageFormats.All.Single(format => format.Name == name);
        var random = new RefereeMessages(format, RefereeRun.Seed);
        var values = Enumerable.Range(0, RefereeRun.RandomMessages).SelectMany(_ => random.Next().Values)
            .ToLookup(value => value.Key, value => value.Value.Length);
        var lengthsOfLong = new HashSet<int>();
        foreach (int field in format.Fields)
        {
            if (Deviations.Of(format, field) is { KeepsOut: true }) continue;
            Assert.True(values[field].Count() >= 100, $"{name} has field {field} in {values[field].Count()} messages only.");
            FieldLength length = format[field]!.Length;
            if (length.IsFixed) continue;
            if (length.Max == 999) lengthsOfLong.UnionWith(values[field]);
            else Assert.Equal(Enumerable.Range(1, length.Max), values[field].Distinct().Order());
        }
        Assert.Equal(Enumerable.Range(1, 999), lengthsOfLong.Order());
    }

    [TsharkTheory]
    [MemberData(nameof(Formats))]
    public void The_listed_deviations_are_still_there(string name)
    {
        RefereeRun run = RefereeRun.Of(name);
        foreach (var (deviation, field, (message, _, read)) in run.FieldProbes)
        {
            string written = Deviations.Text(run.Format[field]!, SlowWriter.Pad(run.Format[field]!, message.Values[field]));
            string where = $"Field {field}, probe '{written}', shown '{read[field]}', malformed {read.IsMalformed}; listed: {deviation}";
            if (deviation.Shown is null) Assert.True(read.IsRead && read.IsMalformed, where);
            else Assert.True(read[field] == deviation.Shown && read[field] != written, where);
        }
        foreach (var (deviation, (message, frame, read)) in run.MessageProbes)
        {
            Assert.True(deviation.Meets(message, frame), $"The probe is not of its kind; listed: {deviation}");
            Assert.True(!read.IsRead || read.IsMalformed, $"It is read; listed: {deviation}");
        }
    }

    private static string? Fault(MessageFormat format, RefereeCase made)
    {
        var (message, frame, read) = made;
        if (!read.IsRead) return "tshark takes it for no message.";
        if (read.Type != message.Type) return $"tshark reads the type as {read.Type}.";
        if (read.Length != $"{frame.Length}") return $"tshark reads the length as {read.Length} for {frame.Length}.";
        string bitmaps = BitmapsOf(message);
        if (read.Bitmaps != bitmaps) return $"tshark reads the bitmaps as {read.Bitmaps} for {bitmaps}.";
        foreach (var (field, value) in message.Values)
        {
            string expected = Deviations.Display(format, field, SlowWriter.Pad(format[field]!, value));
            if (read[field] != expected) return $"tshark reads field {field} as '{read[field]}' for '{expected}'.";
        }
        if (!read.Fields.SequenceEqual(message.Values.Keys)) return $"tshark reads the fields {string.Join(' ', read.Fields)}.";
        return read.IsMalformed ? "tshark calls it malformed." : null;
    }

    private static string BitmapsOf(SlowMessage message)
    {
        ulong primary = 0, secondary = 0;
        foreach (int field in message.Values.Keys)
        {
            if (field <= 64) primary |= 1UL << (64 - field);
            else secondary |= 1UL << (128 - field);
        }
        return secondary == 0 ? $"{primary:X16}" : $"{primary | 1UL << 63:X16}{secondary:X16}";
    }
}
