using System.Net.Sockets;
using CardSwitch.Links;

namespace CardSwitch.Tests.Links;

/// <summary>Counts the whole process's allocations, and so runs alone.</summary>
[Collection(nameof(LinkAllocationTests))]
[CollectionDefinition(nameof(LinkAllocationTests), DisableParallelization = true)]
public sealed class LinkAllocationTests
{
    private const int Rounds = 10_000;

    /// <summary>
    /// For the runtime's own doings meanwhile (thread pool, timers, tiering): a tenth of a byte a round trip. An object
    /// per read or write would be 240,000 bytes.
    /// </summary>
    private const long AllowedBytes = 1_000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Round_trips_in_steady_state_allocate_nothing(bool queueSends)
    {
        ScriptedOwner owner = new();
        (Socket far, Link link, _) = await owner.StartLinkAsync(LinkOptions.Shop with { QueueSends = queueSends });
        byte[] message = TestBytes.Pattern(345);
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least > AllowedBytes; attempt++)
        {
            Trip(far, message, Rounds / 10);
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Trip(far, message, Rounds);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        Assert.InRange(least, 0, AllowedBytes);
        far.Dispose();
        await owner.ClosedAsync(link);
    }

    /// <summary>Blocking calls on a plain socket: this side allocates nothing.</summary>
    private static void Trip(Socket far, byte[] message, int rounds)
    {
        Span<byte> answer = stackalloc byte[message.Length];
        for (int i = 0; i < rounds; i++)
        {
            far.Send(message);
            for (int have = 0; have < answer.Length;) have += far.Receive(answer[have..]);
        }

        Assert.True(answer.SequenceEqual(message));
    }
}
