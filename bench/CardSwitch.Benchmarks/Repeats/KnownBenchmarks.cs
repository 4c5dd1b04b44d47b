using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;
using CardSwitch.Benchmarks.Payloads;
using CardSwitch.Iso8583;
using CardSwitch.Journal;
using CardSwitch.Repeats;

namespace CardSwitch.Benchmarks.Repeats;

/// <summary>
/// Looking a new request up in both generations and adding it, with so many known in all; and the whole of what repeats
/// cost a transaction. The baseline keeps the same in two dictionaries that change places.
/// </summary>
[MemoryDiagnoser]
public class KnownBenchmarks
{
    private const int AtOnce = 1_000;

    private readonly TransactionKeys keys = new((1, 2));
    private readonly byte[] request = ReferenceMessages.R1;
    private readonly byte[] answer = new byte[345];
    private readonly FieldIndex index = new();
    private readonly StoredAnswers answers = new(64 << 20);
    private KnownTransactions known = new(1);
    private Dictionary<UInt128, KnownTransaction> current = [], earlier = [];
    private ulong number;

    [Params(1_000, 1_000_000, 4_000_000)]
    public int Known { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        new MessageParser(MessageFormats.Iso1987Ascii).Parse(request, index);
        known = new KnownTransactions(Known * 2 / 3);
        (current, earlier) = (new(Known * 2 / 3), new(Known * 2 / 3));
        for (int i = 0; i < Known * 2; i++)
        {
            FindAndAdd();
            DictionaryFindAndAdd();
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = AtOnce)]
    public void TwoDictionaries()
    {
        for (int i = 0; i < AtOnce; i++) DictionaryFindAndAdd();
    }

    [Benchmark(OperationsPerInvoke = AtOnce)]
    public void LookUpAndAdd()
    {
        for (int i = 0; i < AtOnce; i++) FindAndAdd();
    }

    [Benchmark(OperationsPerInvoke = AtOnce)]
    public void WholeTransaction()
    {
        for (int i = 0; i < AtOnce; i++) Transact();
    }

    private void FindAndAdd()
    {
        TransactionKey key = NextKey(default);
        if (Unsafe.IsNullRef(ref known.Find(key, out _))) known.Add(key, out _).Content = 1;
    }

    private void DictionaryFindAndAdd()
    {
        TransactionKey next = NextKey(default);
        var key = new UInt128(next.High, next.Low);
        if (!Unsafe.IsNullRef(ref CollectionsMarshal.GetValueRefOrNullRef(current, key))
            || !Unsafe.IsNullRef(ref CollectionsMarshal.GetValueRefOrNullRef(earlier, key)))
        {
            return;
        }
        if (current.Count == Known * 2 / 3)
        {
            (current, earlier) = (earlier, current);
            current.Clear();
        }
        CollectionsMarshal.GetValueRefOrAddDefault(current, key, out _).Content = 1;
    }

    // Key, digest, look-up, entry, and the answer kept.
    private void Transact()
    {
        var view = new MessageView(request, index);
        TransactionKey key = NextKey(keys.Of(view));
        known.Prefetch(key);
        uint content = keys.Content(view);
        if (!Unsafe.IsNullRef(ref known.Find(key, out _))) return;
        known.Add(key, out KnownHandle handle).Content = content;
        known.At(handle).Answer = answers.Store(answer, MessageFormats.Iso1987Ascii);
    }

    // A counter made to look like a hash: one multiplication a word.
    private TransactionKey NextKey(TransactionKey key)
    {
        ulong high = Math.BigMul(++number, 0x9E37_79B9_7F4A_7C15, out ulong low);
        ulong mixed = (low ^ low >> 32) * 0xD6E8_FEB8_6659_FD93;
        return new TransactionKey(key.High ^ mixed, key.Low ^ (mixed >> 32 | high << 32) ^ low);
    }
}
