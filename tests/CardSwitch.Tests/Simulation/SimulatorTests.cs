using System.Collections.Concurrent;
using CardSwitch.Simulation;

namespace CardSwitch.Tests.Simulation;

/// <summary>The real core among simulated shops, banks and faults.</summary>
public sealed class SimulatorTests
{
    private const int Transactions = 2000;

    // Continuous integration runs 500 seeds of the released build beside these.
    private const int Seeds = 60;

    [Fact]
    public void No_seed_breaks_an_invariant()
    {
        var failures = new ConcurrentBag<string>();
        using var simulators = new ThreadLocal<Simulator>(() => new Simulator());
        Parallel.For(1L, Seeds + 1, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            SimulationOutcome outcome = simulators.Value!.Run((ulong)seed, Transactions);
            if (outcome.Failure is not null) failures.Add($"--seed {seed}: {outcome.Failure}");
        });
        Assert.Empty(failures);
    }

    [Theory]
    [InlineData(7UL)]
    [InlineData(19UL)]
    public void The_same_seed_gives_the_same_journals_whatever_ran_before(ulong seed)
    {
        ulong alone = new Simulator().Run(seed, Transactions).JournalHash;
        var simulator = new Simulator();
        simulator.Run(seed + 1, Transactions);

        Assert.Equal(alone, simulator.Run(seed, Transactions).JournalHash);
        Assert.NotEqual(alone, simulator.Run(seed + 1, Transactions).JournalHash);
    }

    [Fact]
    public void A_trace_changes_nothing_but_tells_of_the_transaction_asked_for()
    {
        const int Number = 42;
        var lines = new List<string>();
        var simulator = new Simulator();
        ulong silent = simulator.Run(3, Transactions).JournalHash;

        Assert.Equal(silent, simulator.Run(3, Transactions, trace: lines.Add, only: Number).JournalHash);
        Assert.Contains(lines, line => line.Contains($"transaction {Number} ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains($"transaction {Number + 1} ", StringComparison.Ordinal));
    }
}
