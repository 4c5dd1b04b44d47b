using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Station.Commands;
using CardSwitch.Station.Configuration;

namespace CardSwitch.Station.Journals;

/// <summary>A station's journal, open for reading.</summary>
internal sealed class OpenJournal : IDisposable
{
    private readonly JournalPlace place;
    private readonly IReadOnlyList<MessageFormat> formats;

    /// <param name="place">Where it is.</param>
    /// <param name="formats">Formats besides the built-in ones that its messages may be in.</param>
    /// <exception cref="UsageException">There is none.</exception>
    /// <exception cref="JournalStoreException">It cannot be opened.</exception>
    internal OpenJournal(JournalPlace place, IReadOnlyList<MessageFormat> formats)
    {
        this.place = place;
        this.formats = formats;
        if (place.Store == JournalStoreKind.Sqlite && !Directory.Exists(place.Directory))
        {
            throw new UsageException($"There is no folder '{place.Directory}'.");
        }
        if (!JournalStores.TryMaker(place, out Func<IJournalStore> make, out string error)) throw new UsageException(error);
        Store = make();
        try
        {
            Position = Store.Open(new JournalOwner(place.Station, [], IsReader: true));
        }
        catch
        {
            Store.Dispose();
            throw;
        }
    }

    internal IJournalStore Store { get; }

    internal JournalPosition Position { get; }

    internal string Station => place.Station;

    /// <summary>The keys, to be disposed of; only card numbers and chains need them.</summary>
    /// <exception cref="UsageException">The key's file is not named, or holds none.</exception>
    internal JournalKeys Keys()
    {
        if (place.KeyFile.Length == 0)
        {
            throw new UsageException("This needs the journal's key: --key-file FILE, or a station file that names it.");
        }
        if (!SecretFile.TryReadKey(place.KeyFile, out byte[] key, out string error)) throw new UsageException(error);
        try
        {
            return new JournalKeys(key, place.Station);
        }
        finally
        {
            Array.Clear(key);
        }
    }

    /// <summary>The format that a row names; null when it is not known here.</summary>
    internal MessageFormat? FormatOf(JournalRow row) => row.Format is null
        ? null
        : formats.FirstOrDefault(format => format.Name == row.Format)
            ?? (MessageFormats.TryGet(row.Format, out MessageFormat? known) ? known : null);

    /// <summary>How many rows there are to read.</summary>
    internal long RowCount() => Store.Chain() is { First: > 0 } chain ? chain.Last - chain.First + 1 : 0;

    public void Dispose() => Store.Dispose();
}
