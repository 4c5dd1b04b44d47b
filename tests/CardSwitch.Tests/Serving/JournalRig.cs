using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Tests.Journal.Stores;

namespace CardSwitch.Tests.Serving;

/// <summary>A journal in memory for stations on loopback: it outlives them, and fails as told.</summary>
internal sealed class JournalRig
{
    internal MemoryJournalDisk Disk { get; private set; } = new();

    /// <summary>The store of the station that was started last.</summary>
    internal MemoryJournalStore Store { get; private set; } = null!;

    internal JournalMode Mode { get; set; } = JournalMode.BeforeReply;

    internal int MaxLag { get; set; } = 100_000;

    /// <summary>The name of the issuer that is connected to.</summary>
    internal string Bank { get; set; } = "bank";

    /// <summary>Done to a store before it is opened.</summary>
    internal Action<MemoryJournalStore>? Prepare { get; set; }

    internal Action<StationOptions> With(SocketBank bank, Action<StationOptions>? more = null) => options =>
    {
        options.Connect(Bank, "127.0.0.1", bank.Port, bank.Format);
        options.Handle("other", ScriptedHandler.Approving);
        options.Journal.Mode = Mode;
        options.Journal.MaxLag = MaxLag;
        options.Journal.Key = new byte[32];
        options.Journal.Store = () =>
        {
            Store = new MemoryJournalStore(Disk);
            Prepare?.Invoke(Store);
            return Store;
        };
        more?.Invoke(options);
    };

    /// <summary>A journal that has what this one has now: what a crash would leave.</summary>
    internal JournalRig Copy() => new() { Disk = Disk.Copy(), Mode = Mode, MaxLag = MaxLag };

    /// <summary>What the rows say, in their order.</summary>
    internal RecordKind[] Kinds => [.. Disk.Rows.Select(row => (RecordKind)row.Kind)];

    internal JournalVerdict Verify()
    {
        using var keys = new JournalKeys(new byte[32], "rig");
        return JournalVerifier.Verify(new MemoryJournalStore(Disk), keys);
    }
}
