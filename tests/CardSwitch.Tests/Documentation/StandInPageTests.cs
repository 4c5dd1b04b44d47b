using System.Globalization;
using System.Text.RegularExpressions;
using CardSwitch.Iso8583;
using CardSwitch.StandIn;
using CardSwitch.Station.Configuration;
using CardSwitch.Tests.Station;
using CardSwitch.Tests.Support;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.Documentation;

/// <summary>The example of docs/stand-in.md loads, and its day goes as the page's table says.</summary>
public sealed partial class StandInPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "stand-in.md"));

    [Fact]
    public void The_examples_day_goes_as_the_page_says()
    {
        var desk = new StandInDesk(ServiceSettings.OfIssuer(Issuer()).StandIn!);
        MatchCollection rows = Row().Matches(Page);
        Assert.Equal(9, rows.Count);
        foreach (Match row in rows.Cast<Match>())
        {
            string purchase = row.Groups["purchase"].Value;
            decimal euros = decimal.Parse(purchase.Split(',')[0], CultureInfo.InvariantCulture);
            string pin = purchase.Contains("PIN", StringComparison.Ordinal) ? "A1B2C3D4" : "-";
            string proc = purchase.Contains("refund", StringComparison.Ordinal) ? "200000" : "000000";
            ulong card = row.Groups["card"].Value[0];
            byte[] frame = MessageText.Change(
                MessageFormats.Iso1987Ascii, ReferenceMessages.R1, null,
                [$"amount={(long)(euros * 100):D12}", $"pin={pin}", $"proc={proc}"]);
            var index = new FieldIndex();
            Assert.True(new MessageParser(MessageFormats.Iso1987Ascii).Parse(frame, index).IsOk);

            bool approved = desk.TryApprove(
                new MessageView(frame, index), default, card, 20261122, timedOut: false, out long amount, out _);
            if (approved) desk.Count(card, 20261122, amount);
            Assert.True(approved == (row.Groups["code"].Value == "00"), row.Value);
        }
    }

    private static IssuerOptions Issuer()
    {
        string example = Block().Match(Page).Groups[1].Value;
        using var cards = new TemporaryFile("4761730000000011   # stolen\n");
        using var file = new TemporaryFile(
            $"{{ \"listeners\": [{{ \"name\": \"shops\" }}], \"issuers\": [ {example} ] }}"
                .Replace("stopped-cards.txt", Path.GetFileName(cards.Path), StringComparison.Ordinal));
        StationOptions? options = StationFile.TryLoad(file.Path, out IReadOnlyList<string> errors);
        Assert.Empty(errors);
        return options!.Issuers[0];
    }

    [GeneratedRegex(@"^```json\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| (?<card>[AB]) \| \d\d:\d\d \| (?<purchase>[^|]+) \| (?<code>\d\d) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
