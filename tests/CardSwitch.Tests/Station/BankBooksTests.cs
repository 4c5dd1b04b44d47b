using CardSwitch.Iso8583;
using CardSwitch.Station.Simulators.Banks;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.Station;

/// <summary>A simulated bank's books: each transaction once, whatever comes again or in the wrong order.</summary>
public sealed class BankBooksTests
{
    private const string Sale =
        $"pan={Scenario.Pan} proc=000000 amount=000000012345 time=1122053012 stan=000017 de15=1122 de32=100001 de33=200001 "
        + "rrn=632605123456 tid=TERM0001 cur=978";

    private static readonly string Original = $"de90=02000000171122053012{100001:D11}{200001:D11}";

    private readonly BankBooks books = new(seed: 1, approvePercent: 100);
    private readonly AuthorizationDesk desk;

    public BankBooksTests() => desk = new AuthorizationDesk(MessageFormats.Iso1987Ascii, books);

    [Fact]
    public void A_purchase_and_its_repeat_are_booked_once_and_answered_the_same()
    {
        string first = Answer(200, Sale), again = Answer(201, Sale);
        Assert.StartsWith("0210", first, StringComparison.Ordinal);
        Assert.Equal(first[4..], again[4..]);
        AssertTotal(1, -12_345);
        Assert.Equal((1, 1), (books.Counts.Received, books.Counts.Repeats));
    }

    [Fact]
    public void A_reversal_takes_back_once_however_often_it_comes()
    {
        Answer(200, Sale);
        foreach (int type in (int[])[420, 421, 421, 400]) Assert.Equal("00", Code(type, $"{Sale} stan=000018 {Original}"));
        AssertTotal(0, 0);
        Assert.Equal((1, 1), (books.Counts.Reversals, books.Counts.Reversed));
        Assert.Equal("68", Code(201, Sale));
        AssertTotal(0, 0);
    }

    [Fact]
    public void A_reversal_that_comes_first_is_accepted_and_blocks_its_original()
    {
        Assert.Equal("00", Code(420, $"{Sale} stan=000018 {Original}"));
        Assert.Equal("68", Code(200, Sale));
        Assert.Empty(books.Totals);
        Assert.Equal((1, 0), (books.Counts.Reversals, books.Counts.Reversed));
    }

    [Fact]
    public void A_partial_reversal_leaves_the_rest()
    {
        Answer(200, Sale);
        Answer(420, $"{Sale} stan=000018 {Original} de95=000000002345000000000000C00000000C00000000");
        AssertTotal(0, -2_345);
    }

    [Fact]
    public void A_reversal_without_its_original_named_is_a_format_error() =>
        Assert.Equal("30", Code(420, $"{Sale} stan=000018"));

    [Fact]
    public void An_advice_is_taken_over_once_even_by_a_bank_that_would_have_declined()
    {
        var strict = new BankBooks(seed: 1, approvePercent: 0);
        var declining = new AuthorizationDesk(MessageFormats.Iso1987Ascii, strict);
        Answer(declining, 220, $"{Sale} code=00");
        Answer(declining, 221, $"{Sale} code=00");
        Assert.Equal((1, 1), (strict.Counts.Advices, strict.Counts.Repeats));
        Assert.Equal((1, -12_345), (strict.Totals[0].Count, strict.Totals[0].Net));
        Assert.Equal("51 54 55 61 05", string.Join(' ', Enumerable.Range(0, 60)
            .Select(i => Code(declining, 200, $"{Sale} rrn={i:D12}")).Distinct().OrderBy(code => code[0] == '0')
            .ThenBy(code => code, StringComparer.Ordinal)));
    }

    [Fact]
    public void Totals_are_kept_by_institution_day_and_currency_and_compared()
    {
        Answer(200, Sale);
        Answer(200, $"{Sale} stan=000019 proc=200000 amount=000000000345");
        Answer(200, $"{Sale} stan=000020 de15=1123");
        Answer(200, $"{Sale} stan=000021 de33=200002");
        Answer(200, $"{Sale} stan=000022 cur=840");
        const string Totals = "time=1122235900 stan=000030 de15=1122 de33=200001 de50=978";
        Assert.Equal("00 1", Settled($"{Totals} de97=D0000000000012000"));
        Assert.Equal("95 2", Settled($"{Totals} de97=C0000000000012000"));
        Assert.Equal("95 3", Settled(Totals));
        Assert.Equal("00 1", Settled($"{Totals} de15=1124 de97=C0000000000000000"));
        Assert.Equal((2, 2), (books.Counts.Balanced, books.Counts.Unbalanced));
    }

    [Fact]
    public void Network_management_is_agreed_to_and_after_a_sign_off_nothing_is_served()
    {
        foreach (string code in (string[])["001", "301", "201"]) Assert.Equal("00", Code(800, $"time=1122053012 stan=000001 de70={code}"));
        Assert.Equal("12", Code(800, "time=1122053012 stan=000001 de70=161"));
        Assert.Equal("00", Code(801, "time=1122053012 stan=000001 de70=002"));
        Assert.Equal("91", Code(200, Sale));
        Assert.Equal("00", Code(800, "time=1122053012 stan=000002 de70=001"));
        Assert.Equal("00", Code(200, Sale));
    }

    [Fact]
    public void What_comes_without_a_day_belongs_to_the_bank_s_own_which_a_cut_over_changes()
    {
        string dayless = Sale.Replace("de15=1122 ", "", StringComparison.Ordinal);
        Code(800, "time=1122053012 stan=000001 de15=1130 de70=201");
        Answer(200, dayless);
        Code(800, "time=1122053012 stan=000002 de15=1201 de70=201");
        Answer(200, $"{dayless} stan=000018");
        Assert.Equal([1130, 1201], books.Totals.Select(total => total.Day));
    }

    [Fact]
    public void Of_many_transactions_the_latest_stay_known()
    {
        var table = new BookedTransactions(mostPerHalf: 4_000);
        for (ulong key = 1; key <= 20_000; key++) table.Add(Key(key)).Net = (long)key;
        for (ulong key = 16_001; key <= 20_000; key++) Assert.Equal((long)key, table.Find(Key(key)).Net);
        Assert.True(System.Runtime.CompilerServices.Unsafe.IsNullRef(ref table.Find(Key(1))));

        static ulong Key(ulong number) => number * 0x9E37_79B9_7F4A_7C15;
    }

    private void AssertTotal(long count, long net)
    {
        BankTotal total = Assert.Single(books.Totals);
        Assert.Equal((200_001, 1122, 978), (total.Institution, total.Day, total.Currency));
        Assert.Equal((count, net), (total.Count, total.Net));
    }

    private string Settled(string words)
    {
        string answer = Answer(520, words);
        return $"{Field39(answer)} {Read(answer).GetText(Field.SettlementCode)}";
    }

    private string Code(int type, string words) => Code(desk, type, words);

    private static string Code(AuthorizationDesk desk, int type, string words) => Field39(Answer(desk, type, words));

    private static string Field39(string answer) => Read(answer).GetText(Field.ResponseCode)!;

    private string Answer(int type, string words) => Answer(desk, type, words);

    // Latin-1, so that the bitmap's bytes survive.
    private static string Answer(AuthorizationDesk desk, int type, string words) => System.Text.Encoding.Latin1.GetString(
        desk.Answer(MessageText.Write(MessageFormats.Iso1987Ascii, type, words.Split(' '))));

    private static MessageView Read(string answer)
    {
        var index = new FieldIndex();
        byte[] frame = System.Text.Encoding.Latin1.GetBytes(answer);
        Assert.True(new MessageParser(MessageFormats.Iso1987Ascii).Parse(frame, index).IsOk);
        return new MessageView(frame, index);
    }
}
