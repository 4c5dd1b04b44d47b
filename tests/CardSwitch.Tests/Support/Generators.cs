using CardSwitch.Iso8583;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Support;

/// <summary>
/// Random messages of a format, and frames that were damaged on the way. Bytes are drawn from a seed that FsCheck
/// chooses, so that its replay brings back the very same input.
/// </summary>
internal static class Generators
{
    private static readonly Gen<int> Seeds = Gen.Choose(0, int.MaxValue - 1);

    /// <summary>Messages whose values may be shorter than a fixed field where the format says how to fill it.</summary>
    public static Arbitrary<MessageCase> Messages(MessageFormat format) =>
        Arb.From(MessageGen(format), message => message.Smaller());

    /// <summary>Frames of the format with one to three faults.</summary>
    public static Arbitrary<FrameCase> DamagedFrames(MessageFormat format) => Arb.From(
        from message in MessageGen(format)
        from donor in MessageGen(format)
        from faults in Gen.Choose(1, 3)
        from seed in Seeds
        select new FrameCase(format, FrameDamage.Inflict(format, message.Frame, donor.Frame, faults, new Random(seed))));

    /// <summary>Bytes that have nothing to do with the format, save that every other one begins like a message.</summary>
    public static Arbitrary<FrameCase> Noise(MessageFormat format) => Arb.From(
        from length in Gen.Choose(0, 300)
        from seed in Seeds
        from begins in Gen.Elements(false, true)
        let random = new Random(seed)
        let noise = FrameDamage.Bytes(random, length)
        let head = begins ? SlowWriter.Write(format, new SlowMessage("0200", [])) : []
        select new FrameCase(format, [.. head, .. noise]));

    /// <summary>A value that the field may hold, of a length that it may have.</summary>
    public static Gen<byte[]> Values(FieldSpec spec) =>
        from seed in Seeds
        select RandomValues.Of(spec, new Random(seed));

    /// <summary>A message and up to eight changes of it; the same field may be changed more than once.</summary>
    public static Arbitrary<EditCase> Edits(MessageFormat format) => Arb.From(
        from message in MessageGen(format)
        from fields in Gen.Choose(0, 8).SelectMany(count => Gen.ArrayOf(EditedField(message), count))
        from edits in Gen.CollectToArray(fields, field => EditOf(field, format[field]!))
        select new EditCase(message, edits),
        edits => edits.Smaller());

    // One that the message has, or any.
    private static Gen<int> EditedField(MessageCase message) => message.Message.Values.Count == 0
        ? Gen.Elements<int>(message.Format.Fields)
        : Gen.OneOf(Gen.Elements<int>(message.Message.Values.Keys), Gen.Elements<int>(message.Format.Fields));

    private static Gen<Edit> EditOf(int field, FieldSpec spec)
    {
        Gen<Edit> set = Values(spec).Select(value => Edit.Set(field, value));
        Gen<Edit> remove = Gen.Constant(Edit.Remove(field));
        bool holdsNumbers = spec.Content is ContentClass.Numeric or ContentClass.AlphaNumeric
            or ContentClass.AlphaNumericSpecial or ContentClass.NumericSpecial or ContentClass.AlphaOrNumeric;
        if (!holdsNumbers) return Gen.Frequency((3, set), (1, remove));
        Gen<Edit> number =
            from digits in Gen.Choose(1, Math.Min(spec.Length.Max, 18))
            from seed in Seeds
            select Edit.SetNumber(field, new Random(seed).NextInt64((long)Math.Pow(10, digits)));
        return Gen.Frequency((3, set), (2, number), (1, remove));
    }

    /// <summary>Messages that all dialects can carry: a track separator is '=', a currency code is numeric.</summary>
    public static Arbitrary<MessageCase> Exchangeable(MessageFormat format) => Arb.From(
        MessageGen(format).Select(message => new MessageCase(format, new SlowMessage(
            message.Message.Type,
            message.Message.Values.Select(pair => KeyValuePair.Create(pair.Key, Common(format[pair.Key]!, pair.Value)))))),
        message => message.Smaller());

    private static byte[] Common(FieldSpec spec, byte[] value) => spec.Content switch
    {
        ContentClass.Track => [.. value.Select(symbol => symbol is (byte)'D' or (byte)'d' ? (byte)'=' : symbol)],
        ContentClass.AlphaOrNumeric => [.. value.Select(symbol => (byte)('0' + symbol % 10))],
        ContentClass.AlphaNumericSpecial or ContentClass.NumericSpecial =>
            [.. value.Select(symbol => symbol is >= (byte)' ' and <= (byte)'~' ? symbol : (byte)(' ' + symbol % 95))],
        _ => value,
    };

    // A frame has at most 65,535 bytes, also where every byte of the values takes two.
    private const int MostUnits = 30_000;

    private static Gen<MessageCase> MessageGen(MessageFormat format) =>
        from type in Gen.Choose(0, 9999)
        from fields in FieldSets(format)
        from values in Gen.CollectToArray(fields, field => Values(format[field]!))
            .Where(values => values.Sum(value => value.Length) <= MostUnits)
        select new MessageCase(
            format, new SlowMessage($"{type:D4}", fields.Zip(values, KeyValuePair.Create)));

    // Few fields, many, only of the first bitmap, or a stretch of neighbours.
    private static Gen<int[]> FieldSets(MessageFormat format)
    {
        int[] all = [.. format.Fields.Where(field => field != format.Tertiary.Field)];
        int[] first = [.. all.Where(field => field <= 64)];
        return Gen.Frequency(
            (3, Some(all, 2)),
            (3, Some(all, 12)),
            (3, Some(first, 20)),
            (1, Some(all, 60)),
            (2, from start in Gen.Choose(0, all.Length - 1)
                from count in Gen.Choose(1, 16)
                select all.Skip(start).Take(count).ToArray()));
    }

    private static Gen<int[]> Some(int[] fields, int most) =>
        from count in Gen.Choose(0, Math.Min(most, fields.Length))
        from seed in Seeds
        select new Random(seed).GetItems(fields, count).Distinct().Order().ToArray();
}
