using CardSwitch.Journal;
using CardSwitch.Tests.Journal.Stores;

namespace CardSwitch.Tests.Journal;

public sealed class JournalVerifierTests : IDisposable
{
    private readonly JournalKeys keys = new(new byte[32], "north");
    private readonly MemoryJournalDisk disk = new();
    private readonly MemoryJournalStore store;

    public JournalVerifierTests()
    {
        store = new MemoryJournalStore(disk);
        var chain = new byte[32];
        for (int number = 1; number <= 5; number++)
        {
            var row = new JournalRow
            {
                Number = number,
                Version = 1,
                Kind = 1,
                Key = new byte[16],
                Card = "476173******0119",
                Terminal = "TERM0001",
                CardToken = keys.TokenOf("4761739001010119"u8),
                Amount = 100,
                Message = new byte[] { 1, 2, 3 },
            };
            RowChain.Next(chain, row, chain);
            row.Chain = chain.ToArray();
            disk.Rows.Add(row);
        }
        disk.Last = 5;
        disk.Seal = keys.SealOfChain(5, chain);
    }

    public void Dispose() => keys.Dispose();

    [Fact]
    public void A_chain_as_it_was_written_is_intact() => Assert.Equal(new JournalVerdict(5, 0, null), Verify());

    public static TheoryData<string, Action<JournalRow>> Edits => new()
    {
        { "number", row => row.Number += 1_000 },
        { "version", row => row.Version++ },
        { "kind", row => row.Kind++ },
        { "effect", row => row.Effect++ },
        { "issuer", row => row.Issuer = "" },
        { "format", row => row.Format = "x" },
        { "type", row => row.Type++ },
        { "code", row => row.Code = "00" },
        { "stan", row => row.Stan++ },
        { "originator", row => row.OriginatorStan++ },
        { "day", row => row.Day++ },
        { "currency", row => row.Currency++ },
        { "field", row => row.Field++ },
        { "time", row => row.UnixMs++ },
        { "amount", row => row.Amount++ },
        { "acquirer", row => row.Acquirer++ },
        { "key", row => row.Key = new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 } },
        { "content", row => row.Content++ },
        { "lane", row => row.Lane++ },
        { "queued", row => row.Queued++ },
        { "token", row => row.CardToken = default },
        { "card", row => row.Card = null },
        { "terminal", row => row.Terminal = "TERM0002" },
        { "rrn", row => row.Rrn = "" },
        { "message", row => row.Message = new byte[] { 1, 2, 4 } },
        { "chain", row => row.Chain = new byte[32] },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edit_of_any_column_is_found(string column, Action<JournalRow> edit)
    {
        Assert.NotEmpty(column);
        edit(disk.Rows[2]);
        JournalVerdict verdict = Verify();
        Assert.Equal(3, verdict.Wrong);
        Assert.Equal(2, verdict.Verified);
    }

    [Fact]
    public void A_missing_row_is_found_wherever_it_was()
    {
        JournalRow first = disk.Rows[0];
        disk.Rows.RemoveAt(0);
        Assert.Equal(1, Verify().Wrong);
        disk.Rows.Insert(0, first);
        disk.Rows.RemoveAt(3);
        Assert.Equal(4, Verify().Wrong);
    }

    [Fact]
    public void A_chain_made_anew_without_the_key_is_found()
    {
        var chain = new byte[32];
        disk.Rows[1].Amount = 999;
        foreach (JournalRow row in disk.Rows)
        {
            RowChain.Next(chain, row, chain);
            row.Chain = chain.ToArray();
        }
        Assert.Equal(5, Verify().Wrong);
    }

    [Fact]
    public void Another_key_is_not_this_journals()
    {
        using var others = new JournalKeys(new byte[32], "south");
        Assert.False(JournalVerifier.Verify(store, others).IsIntact);
    }

    [Fact]
    public void Stations_share_tokens_and_nothing_else()
    {
        using var south = new JournalKeys(new byte[32], "south");
        Assert.Equal(keys.TokenOf("4761739001010119"u8), south.TokenOf("4761739001010119"u8));
        Assert.Equal(keys.HashKey, south.HashKey);
        Assert.NotEqual(keys.SealOfChain(1, new byte[32]), south.SealOfChain(1, new byte[32]));
        byte[] message = keys.SealMessage(1, 7, "text"u8);
        Assert.Equal("text"u8.ToArray(), keys.OpenMessage(7, message));
        Assert.Null(south.OpenMessage(7, message));
        Assert.Null(keys.OpenMessage(8, message));
    }

    private JournalVerdict Verify() => JournalVerifier.Verify(store, keys);
}
