using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Repeats;

namespace CardSwitch.Tests.Repeats;

public sealed class TransactionKeyTests
{
    private static readonly (ulong, ulong) HashKey = (0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210);

    private static readonly MessageFormat[] Formats =
    [
        MessageFormats.Iso1987Ascii, MessageFormats.Iso1987AsciiHex, MessageFormats.Iso1987Binary,
        MessageFormats.Iso1987Ebcdic, MessageFormats.Iso1987EbcdicHex,
    ];

    private readonly TransactionKeys keys = new(HashKey);

    [Theory]
    [InlineData("")]
    [InlineData("7=-")]
    [InlineData("7=0000000000")]
    [InlineData("7=-,12=-,13=-")]
    [InlineData("32=-")]
    [InlineData("32=12345678901")]
    [InlineData("37=-,41=-,42=-")]
    [InlineData("41=T  1    ,42=               ")]
    [InlineData("2=4761739001010110019")]
    [InlineData("2=-")]
    [InlineData("2=-,35=-")]
    [InlineData("3=-,4=-,49=-")]
    [InlineData("90=020012345611220530120000012345600000000000")]
    [InlineData("95=000000001000000000000000C00000000C00000000")]
    public void The_same_request_has_the_same_key_and_content_in_every_encoding(string changes)
    {
        var found = Formats.Select(format => Read(new RequestFrame(format, "0200", Parse(changes)))).Distinct();
        Assert.Single(found);
    }

    [Theory]
    [InlineData("0100")]
    [InlineData("0400")]
    [InlineData("7=1122053013")]
    [InlineData("7=-")]
    [InlineData("11=123457")]
    [InlineData("32=123457")]
    [InlineData("32=-")]
    [InlineData("32=1234560")]
    [InlineData("37=632605123457")]
    [InlineData("37=632605 23456")]
    [InlineData("37=-")]
    [InlineData("41=TERM0002")]
    [InlineData("41=TERM000 ")]
    [InlineData("41=-")]
    [InlineData("42=MERCHANT0000002")]
    [InlineData("42=NERCHANT0000001")]
    [InlineData("42=MERCHANT000000 ")]
    [InlineData("42=-")]
    public void Every_field_of_the_key_matters(string change)
    {
        foreach (MessageFormat format in Formats)
        {
            TransactionKey one = keys.Of(new RequestFrame(format, "0200").View);
            RequestFrame other = change.Contains('=')
                ? new RequestFrame(format, "0200", Parse(change))
                : new RequestFrame(format, change);
            TransactionKey changed = keys.Of(other.View);
            Assert.NotEqual(one, changed);
            Assert.NotEqual(one.High, changed.High);
            Assert.NotEqual(one.Low, changed.Low);
        }
    }

    [Theory]
    [InlineData("12=053013")]
    [InlineData("13=1123")]
    [InlineData("12=-")]
    [InlineData("13=-")]
    public void Local_time_and_date_matter_where_DE_7_is_absent_and_only_there(string change)
    {
        foreach (MessageFormat format in Formats)
        {
            Assert.Equal(
                keys.Of(new RequestFrame(format, "0200").View),
                keys.Of(new RequestFrame(format, "0200", Parse(change)).View));
            Assert.NotEqual(
                keys.Of(new RequestFrame(format, "0200", (7, null)).View),
                keys.Of(new RequestFrame(format, "0200", Parse("7=-," + change)).View));
        }
    }

    [Fact]
    public void A_repeat_has_the_key_of_its_first_attempt_and_so_has_an_advice_of_the_same_class()
    {
        TransactionKey first = keys.Of(new RequestFrame(MessageFormats.Iso1987Ascii, "0200").View);
        foreach (string type in new[] { "0201", "0220", "0221" })
        {
            Assert.Equal(first, keys.Of(new RequestFrame(MessageFormats.Iso1987Ascii, type).View));
        }
    }

    [Fact]
    public void Leading_zeros_of_DE_32_do_not_matter()
    {
        foreach (MessageFormat format in Formats)
        {
            Assert.Equal(
                keys.Of(new RequestFrame(format, "0200").View),
                keys.Of(new RequestFrame(format, "0200", (32, "00000123456")).View));
        }
    }

    [Fact]
    public void No_other_field_is_part_of_the_key()
    {
        TransactionKey key = keys.Of(new RequestFrame(MessageFormats.Iso1987Ascii, "0200").View);
        int[] parts = [7, 11, 32, 37, 41, 42];
        foreach (int field in MessageFormats.Iso1987Ascii.Fields.Where(field => !parts.Contains(field)))
        {
            Assert.Equal(key, keys.Of(new RequestFrame(MessageFormats.Iso1987Ascii, "0200", (field, Other(field))).View));
        }
    }

    [Theory]
    [InlineData("2=4761739001010127")]
    [InlineData("2=-")]
    [InlineData("3=200000")]
    [InlineData("3=-")]
    [InlineData("4=000000012346")]
    [InlineData("4=-")]
    [InlineData("49=840")]
    [InlineData("49=-")]
    [InlineData("90=020012345611220530120000012345600000000000")]
    [InlineData("95=000000001000000000000000C00000000C00000000")]
    public void Every_field_of_the_content_matters_and_is_no_part_of_the_key(string change)
    {
        foreach (MessageFormat format in Formats)
        {
            var one = Read(new RequestFrame(format, "0200", (35, null)));
            var other = Read(new RequestFrame(format, "0200", [(35, null), .. Parse(change)]));
            Assert.Equal(one.Key, other.Key);
            Assert.NotEqual(one.Content, other.Content);
        }
    }

    [Fact]
    public void No_other_field_is_part_of_the_content()
    {
        uint content = keys.Content(new RequestFrame(MessageFormats.Iso1987Ascii, "0200").View);
        int[] parts = [2, 3, 4, 49, 90, 95];
        foreach (int field in MessageFormats.Iso1987Ascii.Fields.Where(field => !parts.Contains(field)))
        {
            Assert.Equal(content, keys.Content(new RequestFrame(MessageFormats.Iso1987Ascii, "0200", (field, Other(field))).View));
        }
    }

    [Fact]
    public void The_card_number_counts_alike_from_DE_2_and_from_track_2()
    {
        foreach (MessageFormat format in Formats)
        {
            Assert.Equal(
                keys.Content(new RequestFrame(format, "0200").View),
                keys.Content(new RequestFrame(format, "0200", (2, null)).View));
            Assert.Equal(
                keys.Content(new RequestFrame(format, "0200", (2, "4761739001010110019"), (35, null)).View),
                keys.Content(new RequestFrame(format, "0200", (2, null), (35, "4761739001010110019=2712201")).View));
        }
    }

    [Fact]
    public void Original_data_and_replacement_amounts_that_change_places_are_another_content()
    {
        string one = new('1', 42), two = new('2', 42);
        Assert.NotEqual(
            keys.Content(new RequestFrame(MessageFormats.Iso1987Ascii, "0420", (90, one), (95, two)).View),
            keys.Content(new RequestFrame(MessageFormats.Iso1987Ascii, "0420", (90, two), (95, one)).View));
    }

    [Fact]
    public void Fields_of_a_networks_own_lengths_count_whole()
    {
        MessageFormat wide = MessageFormats.Iso1987Ascii
            .With(32, Text("Acquirer", ContentClass.AlphaNumericSpecial, 40))
            .With(41, Text("Terminal", ContentClass.AlphaNumericSpecial, 300))
            .With(42, Text("Merchant", ContentClass.AlphaNumericSpecial, 40));
        MessageFormat ebcdic = wide.With(41, wide[41]! with { Encoding = FieldEncoding.Ebcdic1047 });
        string[] changes =
        [
            "41=T", "41=TERM00001", "41=TERM00002", "41=TERM0000100000003", "41=TERM00001000000031", "41=TERM00001000000032",
            "42=MERCHANT00000001", "42=MERCHANT000000010", "42=MERCHANT000000011", "32=A", "32=B", "32=1234567890123456789",
        ];
        var found = changes.Select(change => keys.Of(new RequestFrame(wide, "0200", Parse(change)).View)).ToArray();
        Assert.Equal(changes.Length, found.Distinct().Count());
        Assert.Equal(found, changes.Select(change => keys.Of(new RequestFrame(ebcdic, "0200", Parse(change)).View)));
    }

    [Fact]
    public void Another_hash_key_gives_other_keys()
    {
        RequestFrame request = new(MessageFormats.Iso1987Ascii, "0200");
        TransactionKey key = keys.Of(request.View);
        foreach ((ulong, ulong) other in new[] { (HashKey.Item1 + 1, HashKey.Item2), (HashKey.Item1, HashKey.Item2 ^ 1), (0UL, 0UL) })
        {
            Assert.NotEqual(key, new TransactionKeys(other).Of(request.View));
            Assert.NotEqual(keys.Content(request.View), new TransactionKeys(other).Content(request.View));
        }
    }

    [Fact]
    public void Keys_are_what_journals_hold_and_never_change()
    {
        RequestFrame request = new(MessageFormats.Iso1987Ascii, "0200");
        Assert.True(request.View.TryGetPan(out Pan pan));
        Assert.Equal(new TransactionKey(0x519F_B830_5C90_0A2E, 0xC77C_6B1E_A345_4B61), keys.Of(request.View));
        Assert.Equal("679B9BBF 1E3C268568FF1EB5", $"{keys.Content(request.View):X8} {keys.Lane(pan):X16}");
    }

    [Fact]
    public void Lanes_tell_cards_apart_by_number_and_length()
    {
        string[] numbers = ["4761739001010119", "4761739001010127", "04761739001010119", "0", "00"];
        var lanes = numbers.Select(number =>
        {
            Assert.True(Pan.TryParse(System.Text.Encoding.ASCII.GetBytes(number), out Pan pan));
            return keys.Lane(pan);
        });
        Assert.Equal(numbers.Length, lanes.Distinct().Count());
    }

    [Fact]
    public void Requests_of_a_day_all_have_different_keys_and_every_bit_is_set_in_about_half_of_them()
    {
        var seen = new HashSet<TransactionKey>();
        var bits = new int[128];
        const int Requests = 20_000;
        for (int i = 0; i < Requests; i++)
        {
            TransactionKey key = keys.Of(new RequestFrame(
                MessageFormats.Iso1987Ascii, "0200", (11, $"{i % 1000:000000}"), (41, $"TERM{i / 1000:0000}"), (52, null), (55, null)).View);
            Assert.True(seen.Add(key));
            for (int bit = 0; bit < 64; bit++)
            {
                bits[bit] += (int)(key.Low >> bit & 1);
                bits[64 + bit] += (int)(key.High >> bit & 1);
            }
        }
        Assert.All(bits, count => Assert.InRange(count, Requests * 0.47, Requests * 0.53));
    }

    private (TransactionKey Key, uint Content) Read(RequestFrame request) => (keys.Of(request.View), keys.Content(request.View));

    private static FieldSpec Text(string name, ContentClass content, int most) =>
        new(name, content, FieldLength.UpTo(most, 3), FieldEncoding.Ascii);

    private static (int, string?)[] Parse(string changes) =>
    [
        .. changes.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(change => change.Split('=', 2))
            .Select(parts => (int.Parse(parts[0]), parts[1] == "-" ? null : parts[1])),
    ];

    // A value that the reference purchase does not have: of the shortest length for a variable field.
    private static string Other(int field)
    {
        FieldSpec spec = MessageFormats.Iso1987Ascii[field]!;
        int units = spec.Length.IsFixed ? spec.Length.Max : 1;
        return spec.Content switch
        {
            ContentClass.Binary => new string('7', 2 * units),
            ContentClass.SignedNumeric => "C" + new string('7', units - 1),
            _ => new string('7', units),
        };
    }
}
