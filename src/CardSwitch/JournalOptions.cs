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
}
