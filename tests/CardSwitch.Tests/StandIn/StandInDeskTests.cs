using System.Text;
using CardSwitch.Iso8583;
using CardSwitch.StandIn;
using CardSwitch.Tests.Support;
using CardSwitch.Tests.Switching;

namespace CardSwitch.Tests.StandIn;

public sealed class StandInDeskTests
{
    private const int Today = 20261122, Tomorrow = 20261123;
    private const ulong Card = 0xC0FFEE, OtherCard = 0xDECAF;

    // The message that all the cases change: a purchase of 123.45 EUR at a grocer's, card good to December 2027.
    private const string Usual = "pin=- ";

    private static readonly StandInRules Rules = new(Currency: 978, AmountLimit: 20_000, DailyAmount: 30_000, DailyCount: 3);

    [Theory]
    [InlineData(100, "", "None")]
    [InlineData(200, "", "None")]
    [InlineData(201, "", "None")]
    [InlineData(101, "", "None")]
    [InlineData(120, "", "Kind")]
    [InlineData(220, "", "Kind")]
    [InlineData(221, "", "Kind")]
    [InlineData(300, "", "Kind")]
    [InlineData(400, "", "Kind")]
    [InlineData(420, "", "Kind")]
    [InlineData(200, "proc=000000", "None")]
    [InlineData(200, "proc=010000", "None")]
    [InlineData(200, "proc=199999", "None")]
    [InlineData(200, "proc=200000", "Kind")]
    [InlineData(200, "proc=310000", "Kind")]
    [InlineData(200, "proc=400000", "Kind")]
    [InlineData(200, "proc=990000", "Kind")]
    [InlineData(200, "proc=-", "Kind")]
    [InlineData(200, "pin=A1B2C3D4", "Pin")]
    [InlineData(200, "amount=-", "Amount")]
    [InlineData(200, "amount=000000000000", "Amount")]
    [InlineData(200, "amount=000000000001", "None")]
    [InlineData(200, "amount=000000020000", "None")]
    [InlineData(200, "amount=000000020001", "AmountLimit")]
    [InlineData(200, "amount=999999999999", "AmountLimit")]
    [InlineData(200, "cur=840", "Currency")]
    [InlineData(200, "cur=-", "Currency")]
    [InlineData(200, "mcc=-", "None")]
    [InlineData(200, "de14=2611", "None")]
    [InlineData(200, "de14=2610", "Expired")]
    [InlineData(200, "de14=2612", "None")]
    [InlineData(200, "de14=2512", "Expired")]
    [InlineData(200, "de14=-", "None")]
    [InlineData(200, "de14=- track2=4761739001010119=2610201", "Expired")]
    [InlineData(200, "de14=- track2=4761739001010119=2611201", "None")]
    [InlineData(200, "de14=- track2=-", "None")]
    [InlineData(200, "de14=- track2=4761739001010119==201", "None")]
    public void Only_purchases_and_cash_within_the_limits_are_approved(int type, string change, string refusal) =>
        Assert.Equal(refusal, Judge(Rules, type, change));

    [Theory]
    [InlineData("", "", "mcc=-", "None")]
    [InlineData("5411", "", "mcc=5411", "None")]
    [InlineData("5411", "", "mcc=5412", "Merchant")]
    [InlineData("5411", "", "mcc=-", "Merchant")]
    [InlineData("5411 3000-3299", "", "mcc=3000", "None")]
    [InlineData("5411 3000-3299", "", "mcc=3299", "None")]
    [InlineData("5411 3000-3299", "", "mcc=3300", "Merchant")]
    [InlineData("5411 3000-3299", "", "mcc=2999", "Merchant")]
    [InlineData("", "7995", "mcc=7995", "Merchant")]
    [InlineData("", "7995", "mcc=7994", "None")]
    [InlineData("", "7995", "mcc=-", "Merchant")]
    [InlineData("3000-3299", "3100-3199", "mcc=3099", "None")]
    [InlineData("3000-3299", "3100-3199", "mcc=3100", "Merchant")]
    [InlineData("3000-3299", "3100-3199", "mcc=3200", "None")]
    [InlineData("0000-9999", "", "mcc=0000", "None")]
    [InlineData("0000-9999", "", "mcc=9999", "None")]
    public void A_merchant_type_is_covered_if_listed_and_not_excepted(string only, string except, string change, string refusal)
    {
        StandInRules rules = Rules with { Merchants = Types(only), ExceptMerchants = Types(except) };
        Assert.Equal(refusal, Judge(rules, 200, change));
    }

    [Fact]
    public void A_pin_is_no_hindrance_where_the_rules_say_so() =>
        Assert.Equal("None", Judge(Rules with { AllowPin = true }, 200, "pin=A1B2C3D4"));

    [Theory]
    [InlineData(true, true, "None")]
    [InlineData(true, false, "None")]
    [InlineData(false, true, "TimedOut")]
    [InlineData(false, false, "None")]
    public void A_request_that_timed_out_is_covered_where_the_rules_say_so(bool covered, bool timedOut, string refusal)
    {
        var desk = new StandInDesk(Rules with { OnTimeOut = covered });
        Assert.Equal(refusal, Judge(desk, 200, "", timedOut: timedOut));
    }

    [Fact]
    public void A_card_on_the_stop_list_is_refused_whatever_its_length()
    {
        var list = new StopList([1, 2, 3]);
        list.Add(PanOf("4761739001010119"));
        StandInRules rules = Rules with { StopList = list };
        Assert.Equal("Stopped", Judge(rules, 200, ""));
        Assert.Equal("None", Judge(rules, 200, "", pan: "04761739001010119"));
        Assert.Equal("None", Judge(rules, 200, "", pan: "4761739001010010"));
    }

    [Fact]
    public void A_card_has_its_number_of_approvals_a_day()
    {
        var desk = new StandInDesk(Rules);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("None", Judge(desk, 200, "amount=000000000100"));
            desk.Count(Card, Today, 100);
        }
        Assert.Equal("DailyCount", Judge(desk, 200, "amount=000000000100"));
        Assert.Equal("None", Judge(desk, 200, "amount=000000000100", card: OtherCard));
        Assert.Equal("None", Judge(desk, 200, "amount=000000000100", day: Tomorrow));
    }

    [Fact]
    public void A_card_has_its_amount_a_day_to_the_last_cent()
    {
        var desk = new StandInDesk(Rules);
        desk.Count(Card, Today, 19_999);
        Assert.Equal("None", Judge(desk, 200, "amount=000000010001"));
        Assert.Equal("DailyAmount", Judge(desk, 200, "amount=000000010002"));
        desk.Count(Card, Today, 10_001);
        Assert.Equal("DailyAmount", Judge(desk, 200, "amount=000000000001"));
        Assert.Equal("None", Judge(desk, 200, "amount=000000010002", card: OtherCard));
        Assert.Equal("None", Judge(desk, 200, "amount=000000010002", day: Tomorrow));
    }

    [Fact]
    public void What_was_counted_beyond_the_limit_by_other_rules_only_refuses()
    {
        var desk = new StandInDesk(Rules);
        desk.Count(Card, Today, long.MaxValue);
        Assert.Equal("DailyAmount", Judge(desk, 200, ""));
    }

    [Fact]
    public void A_forgotten_day_takes_the_others_not_with_it()
    {
        var desk = new StandInDesk(Rules);
        desk.Count(Card, Today, 30_000);
        desk.Count(Card, Tomorrow, 30_000);
        desk.Forget(Today);
        desk.Forget(Today);
        Assert.Equal("None", Judge(desk, 200, ""));
        Assert.Equal("DailyAmount", Judge(desk, 200, "", day: Tomorrow));
    }

    [Fact]
    public void Judging_counts_nothing()
    {
        var desk = new StandInDesk(Rules with { DailyCount = 1 });
        for (int i = 0; i < 5; i++) Assert.Equal("None", Judge(desk, 200, ""));
    }

    [Theory]
    [InlineData(1, "000001")]
    [InlineData(123_456, "123456")]
    [InlineData(999_999, "999999")]
    public void The_approval_code_is_the_trace_number(int stan, string code)
    {
        byte[] six = new byte[8];
        StandInDesk.WriteApprovalCode(stan, six);
        Assert.Equal(code + "\0\0", Encoding.ASCII.GetString(six));
    }

    [Theory]
    [InlineData("ascii")]
    [InlineData("binary")]
    public void An_approval_allocates_nothing(string format)
    {
        MessageFormat spoken = format == "ascii" ? MessageFormats.Iso1987Ascii : MessageFormats.Iso1987Binary;
        var list = new StopList([1, 2, 3]);
        list.Add(PanOf("4761739001010010"));
        StandInRules rules = Rules with
        {
            DailyAmount = long.MaxValue,
            DailyCount = int.MaxValue,
            StopList = list,
            AllowPin = true,
            Merchants = Types("5000-5999"),
            ExceptMerchants = Types("7995"),
        };
        var desk = new StandInDesk(rules);
        byte[] frame = format == "ascii" ? ReferenceMessages.R1 : ReferenceMessages.R2;
        var index = new FieldIndex();
        Assert.True(new MessageParser(spoken).Parse(frame, index).IsOk);
        Pan pan = PanOf("4761739001010119");
        int approved = 0;
        void Run()
        {
            for (int i = 0; i < 500; i++)
            {
                var request = new MessageView(frame, index);
                if (!desk.TryApprove(request, in pan, Card, Today, timedOut: false, out long amount, out _)) continue;
                desk.Count(Card, Today, amount);
                approved++;
            }
        }
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1_000, approved);
    }

    private static string Judge(StandInRules rules, int type, string change, string pan = "4761739001010119") =>
        Judge(new StandInDesk(rules), type, change, pan: pan);

    private static string Judge(
        StandInDesk desk, int type, string change, ulong card = Card, int day = Today, bool timedOut = false,
        string pan = "4761739001010119")
    {
        MessageFormat format = MessageFormats.Iso1987Ascii;
        string[] words = (Usual + change).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        byte[] frame = MessageText.Change(format, ReferenceMessages.R1, MessageType.Of(type), words);
        var index = new FieldIndex();
        Assert.True(new MessageParser(format).Parse(frame, index).IsOk);
        var request = new MessageView(frame, index);
        bool approved = desk.TryApprove(request, PanOf(pan), card, day, timedOut, out long amount, out StandInRefusal refusal);
        Assert.Equal(approved, refusal == StandInRefusal.None);
        Assert.Equal(approved, amount > 0);
        if (approved) Assert.Equal(request.GetText(Field.Amount), amount.ToString("D12", null));
        return refusal.ToString();
    }

    private static MerchantTypes Types(string words)
    {
        Assert.True(MerchantTypes.TryParse(
            words.Split(' ', StringSplitOptions.RemoveEmptyEntries), out MerchantTypes types, out string wrong), wrong);
        return types;
    }

    private static Pan PanOf(string digits)
    {
        Assert.True(Pan.TryParse(Encoding.ASCII.GetBytes(digits), out Pan pan));
        return pan;
    }
}
