using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Settlement;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Settlement;

public sealed class ReconciliationMessageTests
{
    private const int Day = 20261231;

    private static readonly ReconciliationTerms Terms = new(
        Stan: 4711, Transmission: 0101000500, Day, Currency: 978, Institution: 99887766554);

    public static TheoryData<string> Formats =>
        [.. MessageFormats.All.Select(format => format.Name).Where(name => !name.Contains("2003", StringComparison.Ordinal))];

    [Fact]
    public void A_message_of_the_1987_edition_has_every_total()
    {
        MessageView message = Write(MessageFormats.Iso1987Ascii, Terms, Totals(credit: 500, debit: 12_345), out _);
        string[] expected =
        [
            "7=0101000500", "11=004711", "15=1231", "33=99887766554", "50=978", "74=0000000001", "75=0000000000", "76=0000000001",
            "77=0000000001", "78=0000000000", "79=0000000000", "80=0000000000", "81=0000000000", "86=0000000000000500",
            "87=0000000000000000", "88=0000000000012345", "89=0000000000000045", "97=D0000000000011800",
        ];
        string[] found = [.. PlainMessage.Of(message).Values.Select(
            pair => $"{pair.Key}={System.Text.Encoding.ASCII.GetString(pair.Value)}")];
        Assert.Equal(expected, found);
        Assert.Equal(MessageType.Of(0520), message.Type);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void What_is_written_is_read_as_balanced(string name)
    {
        Assert.True(MessageFormats.TryGet(name, out MessageFormat? format));
        foreach (var (credit, debit) in new[] { (500L, 12_345L), (12_345L, 500L), (0L, 45L), (9_999_999_999_999_900L, 1L) })
        {
            DayTotals ours = Totals(credit, debit);
            MessageView message = Write(format, Terms, ours, out _);
            Assert.Equal(ReconciliationResult.Balanced, ReconciliationMessage.Compare(message, ours));
            Assert.Equal(ReconciliationResult.OutOfBalance, ReconciliationMessage.Compare(message, Totals(credit, debit + 1)));
            Assert.True(ReconciliationMessage.TryReadDay(message, BusinessDay.Next(Day), out int day));
            Assert.Equal(Day, day);
        }
    }

    [Theory]
    [InlineData(0, 45, "C0000000000000000")]
    [InlineData(1, 45, "C0000000000000001")]
    [InlineData(0, 46, "D0000000000000001")]
    public void The_net_amount_is_a_credit_or_a_debit(long credit, long debit, string net)
    {
        MessageView ascii = Write(MessageFormats.Iso1987Ascii, Terms, Totals(credit, debit), out _);
        Assert.Equal(net, ascii.GetText(97));
        MessageView packed = Write(MessageFormats.Iso1987Binary, Terms, Totals(credit, debit), out _);
        Assert.Equal($"{(byte)net[0]:X2}{net[1..]}", Convert.ToHexString(packed[97]));
    }

    [Fact]
    public void Without_a_net_amount_every_total_there_is_must_agree()
    {
        DayTotals ours = Totals(credit: 500, debit: 12_345);
        byte[] frame = [.. Write(MessageFormats.Iso1987Ascii, Terms, ours, out _).Frame];
        Assert.Equal(ReconciliationResult.Balanced, CompareWithout(frame, ours, 97));
        Assert.Equal(ReconciliationResult.OutOfBalance, CompareWithout(frame, Totals(credit: 501, debit: 12_346), 97));
        Assert.Equal(ReconciliationResult.Balanced, CompareWithout(frame, Totals(credit: 501, debit: 12_345), 97, 86));
        Assert.Equal(ReconciliationResult.Error, CompareWithout(frame, ours, [97, .. Enumerable.Range(74, 16)]));
    }

    [Fact]
    public void Totals_of_a_day_without_any_are_zeros()
    {
        MessageView none = Write(MessageFormats.Iso1987Ascii, Terms, new DayTotals(), out _);
        Assert.Equal(ReconciliationResult.Balanced, ReconciliationMessage.Compare(none, null));
        MessageView some = Write(MessageFormats.Iso1987Ascii, Terms, Totals(credit: 500, debit: 1), out _);
        Assert.Equal(ReconciliationResult.OutOfBalance, ReconciliationMessage.Compare(some, null));
    }

    [Theory]
    [InlineData("X0000000000000000")]
    [InlineData("C00000000000000A0")]
    public void A_net_amount_that_is_none_is_an_error(string net)
    {
        byte[] frame = [.. Write(MessageFormats.Iso1987Ascii, Terms, new DayTotals(), out _).Frame];
        System.Text.Encoding.ASCII.GetBytes(net).CopyTo(frame.AsSpan(frame.Length - 17));
        var index = new FieldIndex();
        Assert.True(new MessageParser(MessageFormats.Iso1987Ascii, ParseChecks.None).Parse(frame, index).IsOk);
        Assert.Equal(ReconciliationResult.Error, ReconciliationMessage.Compare(new MessageView(frame, index), null));
    }

    [Theory]
    [InlineData(ReconciliationResult.Balanced, "1")]
    [InlineData(ReconciliationResult.OutOfBalance, "2")]
    [InlineData(ReconciliationResult.Error, "3")]
    internal void An_answer_says_its_result(ReconciliationResult result, string code)
    {
        MessageView answer = Write(MessageFormats.Iso1987Binary, Terms with { Result = result }, new DayTotals(), out _);
        Assert.Equal(code, answer.GetText(66));
        Assert.True(ReconciliationMessage.TryReadResult(answer, out ReconciliationResult read));
        Assert.Equal(result, read);
        Assert.False(ReconciliationMessage.TryReadResult(Write(MessageFormats.Iso1987Binary, Terms, new DayTotals(), out _), out _));
    }

    [Fact]
    public void A_message_that_does_not_fit_is_not_written()
    {
        Write(MessageFormats.Iso1987Ascii, Terms, new DayTotals(), out int length);
        Assert.False(new ReconciliationMessage().TryWrite(
            MessageFormats.Iso1987Ascii, MessageType.Of(0520), in Terms, new DayTotals(), new byte[length - 1], out int written));
        Assert.Equal(0, written);
        Assert.False(new ReconciliationMessage().TryWrite(
            MessageFormats.Iso1987Ascii, MessageType.Of(0520), in Terms, Totals(9_999_999_999_999_999, 0), new byte[length], out _));
        ReconciliationTerms unsound = Terms with { Stan = 1_000_000 };
        Assert.False(new ReconciliationMessage().TryWrite(
            MessageFormats.Iso1987Ascii, MessageType.Of(0520), in unsound, new DayTotals(), new byte[length], out _));
    }

    [Theory]
    [InlineData(1231, 20270101, 20261231)]
    [InlineData(229, 20280301, 20280229)]
    public void A_day_is_read_with_the_nearest_year(int monthDay, int near, int expected)
    {
        var message = new SlowMessage("0520", [new(15, System.Text.Encoding.ASCII.GetBytes($"{monthDay:D4}"))]);
        byte[] frame = SlowWriter.Write(MessageFormats.Iso1987Ascii, message);
        var index = new FieldIndex();
        Assert.True(new MessageParser(MessageFormats.Iso1987Ascii).Parse(frame, index).IsOk);
        Assert.True(ReconciliationMessage.TryReadDay(new MessageView(frame, index), near, out int day));
        Assert.Equal(expected, day);
    }

    private static ReconciliationResult CompareWithout(byte[] frame, DayTotals ours, params int[] fields)
    {
        MessageFormat format = MessageFormats.Iso1987Ascii;
        var index = new FieldIndex();
        Assert.True(new MessageParser(format).Parse(frame, index).IsOk);
        var patch = new MessagePatch(format);
        foreach (int field in fields) patch.Remove(field);
        var patched = new byte[frame.Length];
        var patchedIndex = new FieldIndex();
        Assert.True(patch.TryWrite(new MessageView(frame, index), patched, out int length, patchedIndex));
        return ReconciliationMessage.Compare(new MessageView(patched.AsSpan(0, length), patchedIndex), ours);
    }

    private static DayTotals Totals(long credit, long debit)
    {
        var totals = new DayTotals();
        totals.Add(TotalsEffect.Credit, credit);
        totals.Add(TotalsEffect.Debit, debit);
        totals.Add(TotalsEffect.DebitReversal, 45);
        return totals;
    }

    private static MessageView Write(MessageFormat format, in ReconciliationTerms terms, DayTotals totals, out int length)
    {
        var destination = new byte[1024];
        Assert.True(new ReconciliationMessage().TryWrite(format, MessageType.Of(0520), in terms, totals, destination, out length));
        var index = new FieldIndex();
        Assert.Equal(ParseStatus.Ok, new MessageParser(format).Parse(destination.AsSpan(0, length), index));
        return new MessageView(destination.AsSpan(0, length), index);
    }
}
