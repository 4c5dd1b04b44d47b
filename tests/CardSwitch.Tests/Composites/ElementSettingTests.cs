using System.Buffers;
using CardSwitch.Iso8583;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Composites;

/// <summary>Elements of random composites are set by path as a slow writer sets them, and nothing else changes.</summary>
public class ElementSettingTests
{
    private const int Cases = 2_000;

    [Fact]
    public void An_element_is_set_as_by_the_slow_twin_and_the_others_stay_byte_for_byte()
    {
        var outcomes = new Dictionary<WriteError, int>();
        int within = 0, faulty = 0;
        for (int seed = 0; seed < Cases; seed++)
        {
            CompositeCase one = CompositeCase.Of(seed);
            WriteError? outcome = null;
            Exception? failure = Record.Exception(() => outcome = Check(one));
            if (failure is not null) Assert.Fail($"{one}\n{failure}");
            if (outcome is not { } error) faulty++;
            else outcomes[error] = outcomes.GetValueOrDefault(error) + 1;
            if (outcome == WriteError.None && one.Keys.Length > 1) within++;
        }
        string seen = $"{string.Join(", ", outcomes)}, {within} within others, {faulty} in faulty values";
        foreach (WriteError error in (WriteError[])[WriteError.TooLong, WriteError.TooShort, WriteError.BadContent])
        {
            Assert.True(outcomes.GetValueOrDefault(error) > Cases / 100, seen);
        }
        Assert.True(outcomes[WriteError.None] > Cases / 2 && within > Cases / 20 && faulty < Cases / 5, seen);
    }

    [Fact]
    public void A_value_built_from_nothing_in_any_order_is_that_of_the_slow_writer()
    {
        int set = 0, refused = 0;
        for (int seed = 0; seed < Cases / 8; seed++)
        {
            var random = new Random(seed);
            FieldSpec spec = CompositeCase.SpecOf(
                RandomComposites.Of(random, depth: random.Next(3)), ContentClass.Binary, FieldEncoding.Binary);
            var one = new CompositeCase(seed, CompositeCase.FormatOf(spec), null, [], []);
            (string[] Keys, byte[] Plain)[] leaves = [.. Leaves(one.Composite, [], random)];
            random.Shuffle(leaves);
            var tree = new SlowTree();
            var patch = new MessagePatch(one.Format);
            MessageView view = ViewOf(one, one.Frame);

            // What has to wait for one that stands before it has its turn again.
            foreach (var (keys, plain) in leaves.Concat(leaves))
            {
                one = one with { Keys = keys, Plain = plain };
                SlowTree larger = tree.With(keys, plain);
                byte[]? expected = larger.Write(one.Composite);
                bool isSet = patch.Set(view, one.Path, plain).IsOk;
                Assert.True(isSet == (expected is not null), $"{one}");
                if (isSet) (tree, set) = (larger, set + 1);
                else refused++;
                byte[] frame = one.FrameOf(tree.IsEmpty ? null : tree.Write(one.Composite));
                Assert.True(Convert.ToHexString(frame) == Convert.ToHexString(Write(patch, one, one.Frame)), $"{one}");
            }
        }
        Assert.True(set > Cases / 2 && refused > Cases / 100, $"{set} set, {refused} refused");
    }

    private static IEnumerable<(string[] Keys, byte[] Plain)> Leaves(CompositeSpec composite, string[] way, Random random)
    {
        foreach (SubFieldSpec element in composite.Fields.Where(_ => random.Next(4) != 0))
        {
            string[] keys = [.. way, element.Key];
            if (element.Spec.Composite is not { } inner)
            {
                yield return (keys, RandomValues.Of(element.Spec, random));
                continue;
            }
            foreach (var leaf in Leaves(inner, keys, random)) yield return leaf;
        }
    }

    // Null where nothing is promised but that nothing is thrown.
    private static WriteError? Check(CompositeCase one)
    {
        FieldSpec field = one.Format[CompositeCase.Field]!;
        byte[] before = one.Value ?? [];
        var patch = new MessagePatch(one.Format);
        WriteStatus status = Set(patch, one, one.Frame);
        if (SlowElementWriter.Set(one.Composite, before, one.Keys, one.Plain) is not { } expected) return null;
        if (expected.Error == WriteError.None) expected.Error = SlowWriter.Judge(field, expected.Value);
        Assert.Equal(expected.Error == WriteError.None ? WriteStatus.Ok : new WriteStatus(expected.Error, CompositeCase.Field), status);
        byte[] written = Write(patch, one, one.Frame);
        if (!status.IsOk)
        {
            Assert.Equal(Convert.ToHexString(one.Frame), Convert.ToHexString(written));
            return status.Error;
        }
        Assert.Equal(Convert.ToHexString(one.FrameOf(expected.Value)), Convert.ToHexString(written));
        AssertOnlyChange(one.Composite, before, expected.Value, one.Keys, one.Plain);

        // The same once more, on the message and on the edits.
        Assert.True(patch.Set(ViewOf(one, one.Frame), one.Path, one.Plain).IsOk);
        Assert.Equal(written, Write(patch, one, one.Frame));
        patch.Reset(one.Format);
        Assert.True(Set(patch, one, written).IsOk);
        Assert.Equal(written, Write(patch, one, written));
        return WriteError.None;
    }

    private static WriteStatus Set(MessagePatch patch, CompositeCase one, byte[] frame) =>
        patch.Set(ViewOf(one, frame), one.Path, one.Plain);

    private static byte[] Write(MessagePatch patch, CompositeCase one, byte[] frame)
    {
        byte[] destination = ArrayPool<byte>.Shared.Rent(32_000);
        Assert.True(patch.TryWrite(ViewOf(one, frame), destination, out int length));
        byte[] written = destination[..length];
        ArrayPool<byte>.Shared.Return(destination);
        return written;
    }

    private static MessageView ViewOf(CompositeCase one, byte[] frame)
    {
        var index = new FieldIndex();
        Assert.Equal(ParseStatus.Ok, MessageParser.WithoutTemplates(one.Format).Parse(frame, index));
        return new MessageView(frame, index);
    }

    // What the documentation promises, whatever the slow writer thinks.
    private static void AssertOnlyChange(CompositeSpec composite, byte[] before, byte[] after, string[] keys, byte[] plain)
    {
        SlowContainer old = SlowElements.Read(composite, before), changed = SlowElements.Read(composite, after);
        string key = keys[0];
        Assert.Equal(ParseError.None, changed.Fault);
        string[] filled = [.. SlowElementWriter.Before(composite, key).Select(element => element.Key).Where(other => old[other] is null)];
        IEnumerable<string> Others(SlowContainer container, byte[] value)
        {
            SlowElement? first = container[key];
            return container.Elements.Where(element => !ReferenceEquals(element, first) && !filled.Contains(element.Key))
                .Select(element => $"{element.Key} {Convert.ToHexString(value[element.Start..element.End])}");
        }
        Assert.Equal(Others(old, before), Others(changed, after));
        Assert.All(filled, other => Assert.Equal(SlowWriter.ReadBack(composite[other]!, []), changed[other]!.Plain));

        if (changed[key] is not { } element)
        {
            // The rest of a value may be no bytes at all, and is not there then.
            Assert.True(composite is { Kind: CompositeKind.Positional } && SlowWriter.Field(composite[key]!, plain).Length == 0);
        }
        else if (keys.Length > 1)
        {
            AssertOnlyChange(element.Inner!, old[key]?.Plain ?? [], element.Plain!, keys[1..], plain);
        }
        else
        {
            Assert.Equal(element.Spec is null ? plain : SlowWriter.ReadBack(element.Spec, plain), element.Plain);
        }
    }
}
