using CardSwitch.Journal;

namespace CardSwitch.Tests.Journal.Stores;

/// <summary>A store of one of several stations in memory; each has a thread of its own.</summary>
internal sealed class MemorySharedJournal(MemorySharedDisk all) : ISharedJournal
{
    private MemoryJournalStore? store;
    private string station = "";

    private MemoryJournalStore Store => store ?? throw new InvalidOperationException("It has not been opened.");

    public JournalPosition Open(JournalOwner owner)
    {
        lock (all.Lock)
        {
            station = owner.Station;
            store = new MemoryJournalStore(all[station]);
            if (!owner.IsReader) all.Lapsed.Remove(station);
            return store.Open(owner);
        }
    }

    public void Append(JournalGroup group)
    {
        lock (all.Lock) Store.Append(group);
    }

    public IEnumerable<JournalGroup> Unsettled(long from = 1)
    {
        lock (all.Lock) return [.. Store.Unsettled(from)];
    }

    public void Settle(JournalSettlement settlement)
    {
        lock (all.Lock) Store.Settle(settlement);
    }

    public IEnumerable<SealedMessage> SealedMessages()
    {
        lock (all.Lock) return [.. Store.SealedMessages()];
    }

    public IEnumerable<JournalRow> Rows(JournalQuery query)
    {
        lock (all.Lock) return [.. Store.Rows(query)];
    }

    public JournalChain Chain()
    {
        lock (all.Lock) return Store.Chain();
    }

    public long Prune(DateOnly before, IProgress<long>? progress) => throw new NotSupportedException();

    public void Renew()
    {
        lock (all.Lock)
        {
            Store.CheckOwner();
            all.Renewals[station] = all.Renewals.GetValueOrDefault(station) + 1;
            all.Lapsed.Remove(station);
        }
    }

    public IReadOnlyList<JournalPeer> Peers()
    {
        lock (all.Lock)
        {
            return [.. all.Journals.Where(pair => pair.Key != station).Select(pair => new JournalPeer(
                pair.Key, pair.Key, pair.Value.Epoch, all.Lapsed.Contains(pair.Key), pair.Value.Rows.LastOrDefault()?.Number ?? 0))];
        }
    }

    public IReadOnlyList<JournalRow> PeerRows(string peer, long after, int max)
    {
        lock (all.Lock) return [.. all[peer].Rows.Where(row => row.Number > after).Take(max)];
    }

    public JournalTakeOver? TakeOver(string peer)
    {
        lock (all.Lock)
        {
            if (!all.Lapsed.Contains(peer)) return null;
            var taken = new MemorySharedJournal(all);
            return new JournalTakeOver(taken, taken.Open(new JournalOwner(peer, [])));
        }
    }

    public long PublishRoutes(ReadOnlyMemory<byte> content)
    {
        lock (all.Lock)
        {
            all.Routes.Add(content.ToArray());
            return all.Routes.Count;
        }
    }

    public long RoutesVersion()
    {
        lock (all.Lock) return all.Routes.Count;
    }

    public byte[]? Routes(long version)
    {
        lock (all.Lock) return version >= 1 && version <= all.Routes.Count ? all.Routes[(int)version - 1] : null;
    }

    public void Dispose() => store?.Dispose();
}
