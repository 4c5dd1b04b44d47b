using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>A random composite, in a field of a message, and an element of it to be set.</summary>
/// <param name="Seed">What all of it is drawn from.</param>
/// <param name="Format">A format in which the field <see cref="Field"/> holds the elements.</param>
/// <param name="Value">The field's plain value; null where the message lacks it.</param>
/// <param name="Keys">The way to the element.</param>
/// <param name="Plain">What it is set to.</param>
internal sealed record CompositeCase(int Seed, MessageFormat Format, byte[]? Value, string[] Keys, byte[] Plain)
{
    public const int Field = 60;

    private static readonly (ContentClass, FieldEncoding)[] Holders =
    [
        (ContentClass.Binary, FieldEncoding.Binary), (ContentClass.Binary, FieldEncoding.HexAscii),
        (ContentClass.Binary, FieldEncoding.HexEbcdic), (ContentClass.AlphaNumericSpecial, FieldEncoding.Latin1),
        (ContentClass.AlphaNumericSpecial, FieldEncoding.Ebcdic037),
    ];

    private static readonly FieldSpec Neighbour = new("Neighbour", ContentClass.Numeric, FieldLength.Fixed(6), FieldEncoding.Ascii);

    public static CompositeCase Of(int seed)
    {
        var random = new Random(seed);
        CompositeSpec composite = RandomComposites.Of(random, depth: random.Next(4));
        byte[] value = RandomComposites.Value(composite, random);
        (ContentClass content, FieldEncoding encoding) = Holders[random.Next(Holders.Length)];
        FieldSpec spec = SpecOf(composite, content, encoding);
        if (SlowWriter.Judge(spec, value) != WriteError.None) spec = SpecOf(composite, ContentClass.Binary, FieldEncoding.Binary);
        bool isThere = random.Next(8) != 0;
        var keys = new List<string>();
        byte[] plain = Pick(composite, isThere ? value : [], keys, random);
        return new CompositeCase(seed, FormatOf(spec), isThere ? value : null, [.. keys], plain);
    }

    public static FieldSpec SpecOf(CompositeSpec composite, ContentClass content, FieldEncoding encoding) =>
        new("Value", content, FieldLength.UpTo(9999, 4), encoding) { Composite = composite };

    public static MessageFormat FormatOf(FieldSpec spec) =>
        MessageFormat.Empty("composite", FieldEncoding.Ascii, FieldEncoding.Binary).With(
            new Dictionary<int, FieldSpec?> { [11] = Neighbour, [Field] = spec, [64] = Neighbour });

    public CompositeSpec Composite => Format[Field]!.Composite!;

    public FieldPath Path => FieldPath.Parse($"{Field}.{string.Join('.', Keys)}");

    public byte[] Frame => FrameOf(Value);

    public byte[] FrameOf(byte[]? value)
    {
        var message = new SlowMessage("0100", [new(11, "123456"u8.ToArray()), new(64, "654321"u8.ToArray())]);
        return SlowWriter.Write(Format, value is null ? message : message.With(Field, value));
    }

    // One that is there or is known, at any depth, and a value that it can carry, or one that it may not.
    private static byte[] Pick(CompositeSpec composite, byte[] container, List<string> keys, Random random)
    {
        SlowContainer old = SlowElements.Read(composite, container);
        bool isThere = old.Elements.Count > 0 && random.Next(3) != 0;
        string key = isThere
            ? old.Elements[random.Next(old.Elements.Count)].Key
            : composite.Fields.Count > 0 ? composite.Fields[random.Next(composite.Fields.Count)].Key : "9F7C";
        if (composite.Kind == CompositeKind.BerTlv && random.Next(12) == 0) key = random.Next(2) == 0 ? "9F7C" : "A5";
        keys.Add(key);
        CompositeSpec? inner = old[key] is { } present ? present.Inner : SlowElementWriter.InnerOf(composite, key);
        if (inner is not null && keys.Count < 6 && random.Next(4) != 0) return Pick(inner, old[key]?.Plain ?? [], keys, random);
        if (random.Next(6) == 0) return FrameDamage.Bytes(random, random.Next(random.Next(3) == 0 ? 400 : 12));
        return RandomComposites.Plain(composite, key, random);
    }

    public override string ToString() =>
        $"seed {Seed}, {Path} = {Convert.ToHexString(Plain)} in {(Value is null ? "none" : Convert.ToHexString(Value))}\n{FormatDump.Of(Format)}";
}
