using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Settlement;
using CardSwitch.Tests.Support;

namespace CardSwitch.Tests.Settlement;

public sealed class TotalsRulesTests
{
    [Theory]
    [InlineData("0100", "000000", TotalsEffect.Authorization)]
    [InlineData("0120", "200000", TotalsEffect.Authorization)]
    [InlineData("0200", "000000", TotalsEffect.Debit)]
    [InlineData("0220", "010000", TotalsEffect.Debit)]
    [InlineData("0200", "199999", TotalsEffect.Debit)]
    [InlineData("0200", "200000", TotalsEffect.Credit)]
    [InlineData("0200", "299999", TotalsEffect.Credit)]
    [InlineData("0200", "310000", TotalsEffect.Inquiry)]
    [InlineData("0200", "401020", TotalsEffect.Transfer)]
    [InlineData("0200", "500000", TotalsEffect.None)]
    [InlineData("0200", "999999", TotalsEffect.None)]
    [InlineData("0200", null, TotalsEffect.None)]
    [InlineData("0420", "000000", TotalsEffect.None)]
    [InlineData("0520", "000000", TotalsEffect.None)]
    [InlineData("0800", null, TotalsEffect.None)]
    internal void A_request_counts_by_its_type_and_processing_code(string type, string? code, TotalsEffect effect)
    {
        foreach (MessageFormat format in new[] { MessageFormats.Iso1987Ascii, MessageFormats.Iso1987Binary, MessageFormats.Iso1987Ebcdic })
        {
            var message = new SlowMessage(type, [new(11, "000001"u8.ToArray())]);
            if (code is not null) message = message.With(3, System.Text.Encoding.ASCII.GetBytes(code));
            byte[] frame = SlowWriter.Write(format, message);
            var index = new FieldIndex();
            Assert.True(new MessageParser(format).Parse(frame, index).IsOk);
            Assert.Equal(effect, TotalsRules.EffectOf(index.Type, new MessageView(frame, index)));
        }
    }

    [Theory]
    [InlineData(TotalsEffect.None, TotalsEffect.None)]
    [InlineData(TotalsEffect.Debit, TotalsEffect.DebitReversal)]
    [InlineData(TotalsEffect.DebitReversal, TotalsEffect.None)]
    [InlineData(TotalsEffect.Credit, TotalsEffect.CreditReversal)]
    [InlineData(TotalsEffect.CreditReversal, TotalsEffect.None)]
    [InlineData(TotalsEffect.Authorization, TotalsEffect.None)]
    [InlineData(TotalsEffect.Inquiry, TotalsEffect.None)]
    [InlineData(TotalsEffect.Transfer, TotalsEffect.TransferReversal)]
    [InlineData(TotalsEffect.TransferReversal, TotalsEffect.None)]
    internal void A_reversal_counts_against_its_original(TotalsEffect effect, TotalsEffect reversal) =>
        Assert.Equal(reversal, TotalsRules.ReversalOf(effect));
}
