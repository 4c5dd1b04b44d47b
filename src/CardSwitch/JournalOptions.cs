using CardSwitch.Journal;

namespace CardSwitch;

/// <summary>Whether and where a station keeps its journal.</summary>
public sealed class JournalOptions
{
    /// <summary>What waits for it; nothing is kept by default.</summary>
    public JournalMode Mode { get; set; } = JournalMode.None;

    /// <summary>
    /// Makes the store when the station starts; the station disposes of it. Needed unless nothing is kept. Of a store that
    /// stations share (<see cref="ISharedJournal"/>) more are made: to follow the others, apart from what is written.
    /// </summary>
    public Func<IJournalStore>? Store { get; set; }

    /// <summary>
    /// 32 random bytes, kept apart from the store and the same in every run: card tokens, encryption and the chain's seals are
    /// derived from it.
    /// </summary>
    public ReadOnlyMemory<byte> Key { get; set; }

    /// <summary>
    /// With <see cref="JournalMode.Behind"/>, how many records may be lost by a crash, at most: beyond it, effects wait as if
    /// the mode were <see cref="JournalMode.BeforeReply"/>.
    /// </summary>
    public int MaxLag { get; set; } = 100_000;

    /// <summary>
    /// How many bytes of records may be durable and not rows yet, at most: beyond it the station takes no more than can be made
    /// into rows. Rows are put off in a burst, and what is put off is made into rows before the station starts anew.
    /// </summary>
    public long MaxBacklog { get; set; } = 4L << 30;
}
