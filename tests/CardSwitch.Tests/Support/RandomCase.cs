using CardSwitch.Iso8583;

namespace CardSwitch.Tests.Support;

/// <summary>
/// A random format, a message of it, and another format with which it shares some fields; all of it, and what is drawn
/// in a test, from one seed. Printed so that a failure can be repeated by hand.
/// </summary>
internal sealed record RandomCase(int Seed, MessageFormat Format, SlowMessage Message, MessageFormat Partner)
{
    public static RandomCase Of(int seed)
    {
        var random = new Random(seed);
        MessageFormat format = RandomFormats.Of($"random-{seed}", random);
        return new RandomCase(seed, format, AnyMessage(format, random), PartnerOf(format, random));
    }

    public byte[] Frame => SlowWriter.Write(Format, Message);

    /// <summary>What the format can carry, few fields or many.</summary>
    public static SlowMessage AnyMessage(MessageFormat format, Random random)
    {
        double share = random.Next(4) switch { 0 => 0.05, 1 => 0.3, 2 => 0.7, _ => 1.0 };
        var values = new Dictionary<int, byte[]>();
        int room = 50_000;
        foreach (int field in format.Fields.Where(field => field != format.Tertiary.Field))
        {
            if (random.NextDouble() >= share) continue;
            byte[] value = RandomComposites.Plain(format[field]!, random);
            if ((room -= 2 * value.Length) > 0) values[field] = value;
        }
        return new SlowMessage($"{random.Next(10_000):D4}", values);
    }

    /// <summary>
    /// Runs a check, which draws from the case's seed; of a failure the smallest case is shown that fails still.
    /// </summary>
    public void Check(Action<RandomCase, Random> check)
    {
        if (Failure(check) is not { } failure) return;
        RandomCase smallest = this;
        for (bool shrinks = true; shrinks;)
        {
            shrinks = false;
            foreach (RandomCase smaller in smallest.Smaller())
            {
                if (smaller.Failure(check) is not { } still) continue;
                (smallest, failure, shrinks) = (smaller, still, true);
                break;
            }
        }
        Assert.Fail($"{smallest}\n{failure}");
    }

    private Exception? Failure(Action<RandomCase, Random> check) => Record.Exception(() => check(this, new Random(Seed)));

    // Without all fields but the message's, without a header, without a field.
    private IEnumerable<RandomCase> Smaller()
    {
        int[] idle = [.. Format.Fields.Where(field => !Message.Values.ContainsKey(field) && field != Format.Tertiary.Field)];
        if (idle.Length > 0) yield return this with { Format = Format.With(idle.Select(field => KeyValuePair.Create(field, (FieldSpec?)null))) };
        if (Format.Header.Kind != HeaderKind.None) yield return this with { Format = Format.WithHeader(HeaderSpec.None) };
        if (Partner.Header.Kind != HeaderKind.None) yield return this with { Partner = Partner.WithHeader(HeaderSpec.None) };
        foreach (int field in Message.Values.Keys) yield return this with { Message = Message.Without(field) };
        foreach (int field in Partner.Fields.Where(field => field != Partner.Tertiary.Field))
        {
            if (Message.Values.ContainsKey(field)) continue;
            yield return this with { Partner = Partner.Without(field) };
        }
    }

    // Some fields the same, some with the same content encoded otherwise, the rest as it comes.
    private static MessageFormat PartnerOf(MessageFormat format, Random random)
    {
        MessageFormat partner = RandomFormats.Of(format.Name + "-partner", random);
        if (random.Next(2) == 0) partner = partner.WithHeader(format.Header);
        int top = partner.Tertiary == TertiaryBitmap.None ? 128 : 192;
        var shared = new Dictionary<int, FieldSpec?>();
        foreach (int field in format.Fields)
        {
            bool isBitmap = field == partner.Tertiary.Field || (field == 65 && partner.Tertiary.IsFollowing);
            if (isBitmap || field > top || format[field] is not { Length.Rule: not LengthRule.Rest } spec) continue;
            (ContentClass, FieldEncoding)[] alike = [.. TestFormats.Sound.Where(pair => pair.Content == spec.Content
                && pair.Encoding != FieldEncoding.Zoned && spec.Length.Rule != LengthRule.Terminated)];
            if (random.Next(3) == 0) shared[field] = spec;
            else if (alike.Length > 0) shared[field] = spec with { Encoding = alike[random.Next(alike.Length)].Item2 };
        }
        int highest = partner.Fields.Concat(shared.Keys).DefaultIfEmpty().Max();
        foreach (int field in partner.Fields)
        {
            if (field < highest && partner[field]!.Length.Rule == LengthRule.Rest) shared.TryAdd(field, null);
        }
        return partner.With(shared);
    }

    public override string ToString() =>
        $"seed {Seed}\n{FormatDump.Of(Format)}\nto {FormatDump.Of(Partner)}\nmessage {Message}\nframe {Convert.ToHexString(Frame)}";
}
