using System.Diagnostics;
using CardSwitch.Iso8583;
using CardSwitch.Journal;

namespace CardSwitch.Growth;

/// <summary>
/// Drives what a station's settling thread drives: records become rows, and those go into the store. Making up the records
/// is not counted, nor is what the groups cost, since none are appended.
/// </summary>
internal sealed class Growth : IDisposable
{
    internal const string Station = "growth", Issuer = "bank";

    private readonly IJournalStore store;
    private readonly JournalKeys keys = new(Key, Station);
    private readonly JournalSettler settler;
    private readonly RowMaker maker;
    private readonly UnsettledRecords records = new();
    private readonly Purchases purchases = new();

    internal Growth(IJournalStore store)
    {
        this.store = store;
        JournalIssuer[] issuers = [new(Issuer, MessageFormats.Iso1987Ascii.Name)];
        JournalPosition position = store.Open(new JournalOwner(Station, issuers));
        settler = new JournalSettler(keys, new OpenMessages(), position);
        maker = new RowMaker(keys, issuers, MessageFormats.All.ToDictionary(format => format.Name, StringComparer.Ordinal));
        records.StartAt(position.Last + 1);
    }

    internal static byte[] Key => [.. Enumerable.Range(1, 32).Select(number => (byte)number)];

    internal void Run(long rows, long step, int batch, bool makesOnly)
    {
        Console.Out.WriteLine("| rows | CPU us/row | rows/s | bytes allocated/row | slowest settlement ms |");
        Console.Out.WriteLine("|---:|---:|---:|---:|---:|");
        for (long done = 0; done < rows;)
        {
            TimeSpan cpu = default, time = default, slowest = default;
            long allocated = 0, until = Math.Min(rows, done + step), from = done;
            while (done < until)
            {
                purchases.AddTo(records, batch);
                long bytesBefore = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
                TimeSpan before = Environment.CpuUsage.TotalTime;
                while (records.Count > 0)
                {
                    JournalSettlement settlement = settler.Make(records, maker, batch);
                    if (!makesOnly) store.Settle(settlement);
                }
                cpu += Environment.CpuUsage.TotalTime - before;
                TimeSpan took = Stopwatch.GetElapsedTime(start);
                allocated += GC.GetAllocatedBytesForCurrentThread() - bytesBefore;
                time += took;
                if (took > slowest) slowest = took;
                done += batch;
            }
            long count = done - from;
            Console.Out.WriteLine(FormattableString.Invariant(
                $"| {done:N0} | {cpu.TotalMicroseconds / count:0.00} | {count / time.TotalSeconds:N0} | {(double)allocated / count:0} | {slowest.TotalMilliseconds:0.0} |"));
        }
    }

    public void Dispose()
    {
        long start = Stopwatch.GetTimestamp();
        store.Dispose();
        keys.Dispose();
        Console.Out.WriteLine(FormattableString.Invariant($"closed in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s"));
    }
}
