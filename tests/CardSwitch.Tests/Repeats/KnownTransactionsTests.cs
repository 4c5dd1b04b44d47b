using System.Runtime.CompilerServices;
using CardSwitch.Journal;
using CardSwitch.Repeats;

namespace CardSwitch.Tests.Repeats;

public sealed class KnownTransactionsTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 16)]
    [InlineData(4, 700)]
    [InlineData(5, 5_000)]
    public void It_knows_what_two_dictionaries_know(int seed, int perGeneration)
    {
        var random = new Random(seed);
        var known = new KnownTransactions(perGeneration);
        Dictionary<TransactionKey, long> current = [], earlier = [];
        var handles = new Dictionary<KnownHandle, TransactionKey>();
        var keys = new List<TransactionKey>();
        long turns = 0;
        for (int step = 0; step < 40_000; step++)
        {
            if (random.Next(perGeneration * 4 + 100) == 0)
            {
                known.Turn();
                turns++;
                (current, earlier) = ([], current);
            }

            TransactionKey key = keys.Count > 0 && random.Next(3) == 0 ? keys[random.Next(keys.Count)] : NewKey(random);
            known.Prefetch(key);
            ref KnownTransaction found = ref known.Find(key, out KnownHandle handle);
            bool expected = current.TryGetValue(key, out long amount) || earlier.TryGetValue(key, out amount);
            Assert.True(expected == !Unsafe.IsNullRef(ref found), $"seed {seed}, step {step}");
            if (expected)
            {
                Assert.Equal((key, amount), (found.Key, found.Amount));
                Assert.Equal(key, handles[handle]);
                found.Amount = step;
                (current.ContainsKey(key) ? current : earlier)[key] = step;
                continue;
            }

            Assert.Equal(default, handle);
            if (current.Count == perGeneration)
            {
                turns++;
                (current, earlier) = ([], current);
            }
            ref KnownTransaction added = ref known.Add(key, out handle);
            Assert.Equal((key, 0L, default(KnownState)), (added.Key, added.Amount, added.State));
            added.Amount = step;
            added.State = KnownState.InFlight;
            current.Add(key, step);
            Assert.True(handles.TryAdd(handle, key), "a handle is given once");
            keys.Add(key);
            Assert.Equal(current.Count + earlier.Count, known.Count);
        }
        Assert.Equal(turns, known.Turns);

        foreach (var (handle, key) in handles)
        {
            ref KnownTransaction at = ref known.At(handle);
            bool isKnown = current.ContainsKey(key) || earlier.ContainsKey(key);
            // A key that was forgotten and came again has another handle.
            known.Find(key, out KnownHandle now);
            Assert.Equal(isKnown && now == handle, !Unsafe.IsNullRef(ref at));
            if (now == handle) Assert.Equal(key, at.Key);
        }
    }

    [Fact]
    public void Keys_that_share_a_bucket_and_a_tag_are_told_apart()
    {
        var known = new KnownTransactions(1_000);
        for (ulong i = 0; i < 400; i++)
        {
            var key = new TransactionKey(i, 7);
            Assert.True(Unsafe.IsNullRef(ref known.Find(key, out _)));
            known.Add(key, out _).Amount = (long)i;
        }
        for (ulong i = 0; i < 400; i++) Assert.Equal((long)i, known.Find(new TransactionKey(i, 7), out _).Amount);
        Assert.True(Unsafe.IsNullRef(ref known.Find(new TransactionKey(400, 7), out _)));
    }

    [Fact]
    public void A_reference_stays_that_of_its_request_while_others_come()
    {
        var known = new KnownTransactions(100_000);
        var random = new Random(1);
        ref KnownTransaction first = ref known.Add(NewKey(random), out KnownHandle handle);
        for (int i = 0; i < 50_000; i++) known.Add(NewKey(random), out _);
        first.Stan = 77;
        Assert.Equal(77, known.At(handle).Stan);
    }

    [Fact]
    public void A_request_is_forgotten_with_the_second_turn_and_its_handle_tells()
    {
        var known = new KnownTransactions(8);
        var key = new TransactionKey(1, 2);
        known.Add(key, out KnownHandle handle);
        known.Turn();
        Assert.Equal(key, known.At(handle).Key);
        known.Turn();
        Assert.True(Unsafe.IsNullRef(ref known.At(handle)));
        Assert.True(Unsafe.IsNullRef(ref known.Find(key, out _)));
        known.Add(key, out KnownHandle again);
        Assert.NotEqual(handle, again);
        Assert.True(Unsafe.IsNullRef(ref known.At(handle)));
    }

    [Fact]
    public void The_default_handle_is_nowhere()
    {
        var known = new KnownTransactions(8);
        Assert.True(Unsafe.IsNullRef(ref known.At(default)));
        known.Add(new TransactionKey(1, 2), out _);
        Assert.True(Unsafe.IsNullRef(ref known.At(default)));
    }

    [Fact]
    public void Only_turns_for_want_of_room_are_counted_as_such()
    {
        var known = new KnownTransactions(4);
        var random = new Random(1);
        known.Turn();
        for (int i = 0; i < 9; i++) known.Add(NewKey(random), out _);
        Assert.Equal((3, 2), (known.Turns, known.FullTurns));
    }

    [Fact]
    public void A_known_request_takes_72_bytes() => Assert.Equal(72, Unsafe.SizeOf<KnownTransaction>());

    private static TransactionKey NewKey(Random random) => new((ulong)random.NextInt64(), (ulong)random.NextInt64());
}
