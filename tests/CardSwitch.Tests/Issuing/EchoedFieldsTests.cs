using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.Issuing;
using CardSwitch.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace CardSwitch.Tests.Issuing;

/// <summary>The comparison of an answer with its request, against one field by field.</summary>
public sealed class EchoedFieldsTests
{
    private static readonly int[] Echoed = [2, 3, 4, 7, 11, 37, 41, 49];

    // Others that stand among them and must not matter.
    private static readonly int[] Others = [5, 6, 9, 12, 18, 38, 39, 54, 70, 90];

    public static TheoryData<string> Formats => [.. MessageFormats.All.Select(format => format.Name)];

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_first_difference_is_that_of_a_comparison_field_by_field(string name)
    {
        MessageFormat format = MessageFormats.All.Single(f => f.Name == name);
        int equal = 0, different = 0;
        Prop.ForAll(Pairs(format), pair =>
        {
            int expected = SlowDifference(pair.Request, pair.Answer, pair.Partial);
            Assert.Equal(expected, Difference(format, pair));
            if (expected == 0) equal++;
            else different++;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
        Assert.True(equal > 100 && different > 100, $"{equal} equal, {different} different");
    }

    [Fact]
    public void Packed_card_numbers_of_different_lengths_differ_though_their_bytes_do_not()
    {
        SlowMessage With(string type, string pan) => new(type, new Dictionary<int, byte[]>
        {
            [Field.Pan] = Encoding.ASCII.GetBytes(pan),
            [Field.Stan] = "000001"u8.ToArray(),
        });
        MessageFormat format = MessageFormats.Iso1987Binary;
        Assert.Equal(2, Difference(format, new Pair(With("0200", "476173900101011"), With("0210", "0476173900101011"), false)));
        Assert.Equal(0, Difference(format, new Pair(With("0200", "476173900101011"), With("0210", "476173900101011"), false)));
    }

    private static int Difference(MessageFormat format, Pair pair)
    {
        var parser = new MessageParser(format);
        FieldIndex sentIndex = new(), answerIndex = new();
        byte[] sent = SlowWriter.Write(format, pair.Request), answer = SlowWriter.Write(format, pair.Answer);
        Assert.True(parser.Parse(sent, sentIndex).IsOk);
        Assert.True(parser.Parse(answer, answerIndex).IsOk);
        PendingRequest pending = default;
        EchoedFields.Note(sentIndex, ref pending);
        return EchoedFields.FirstDifference(sent, ref pending, answer, answerIndex, pair.Partial);
    }

    private static int SlowDifference(SlowMessage request, SlowMessage answer, bool partial)
    {
        foreach (int field in Echoed)
        {
            if (!answer.Values.TryGetValue(field, out byte[]? found)) continue;
            if (!request.Values.TryGetValue(field, out byte[]? wanted)) return field;
            if (found.SequenceEqual(wanted)) continue;
            bool lower = string.CompareOrdinal(Convert.ToHexString(found), Convert.ToHexString(wanted)) < 0;
            if (field != 4 || !partial || !lower) return field;
        }
        return 0;
    }

    private static Arbitrary<Pair> Pairs(MessageFormat format)
    {
        Gen<KeyValuePair<int, byte[]>> ValueOf(int field) =>
            from value in Generators.Values(format[field]!)
            select KeyValuePair.Create(field, SlowWriter.Pad(format[field]!, value));
        Gen<SlowMessage> requests =
            from echoed in Gen.SubListOf(Echoed)
            from others in Gen.SubListOf(Others)
            from fields in Gen.CollectToArray(echoed.Concat(others).Append(Field.Stan).Distinct().ToArray(), ValueOf)
            select new SlowMessage("0200", fields);
        return Arb.From(
            from request in requests
            from code in ValueOf(Field.ResponseCode)
            from left in Gen.SubListOf(Echoed.Where(field => field != Field.Stan).ToArray())
            from leaves in Gen.Elements(true, false)
            from changed in Gen.Elements(Echoed.Concat(Others).ToArray()).SelectMany(ValueOf)
            from isChanged in Gen.Elements(true, true, false)
            from partial in Gen.Elements(true, false)
            select new Pair(
                request,
                new SlowMessage("0210", request.Values
                    .Where(pair => !leaves || !left.Contains(pair.Key))
                    .Where(pair => pair.Key != code.Key && (!isChanged || pair.Key != changed.Key))
                    .Concat(isChanged && changed.Key != code.Key ? [code, changed] : [code])),
                partial));
    }

    private sealed record Pair(SlowMessage Request, SlowMessage Answer, bool Partial);
}
