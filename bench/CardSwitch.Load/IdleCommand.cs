using System.CommandLine;
using System.Diagnostics;
using System.Net.Sockets;
using CardSwitch.Load.Client;
using CardSwitch.Load.Processes;
using CardSwitch.Load.Relays;
using CardSwitch.Load.Scenarios;
using CardSwitch.Load.Sockets;

namespace CardSwitch.Load;

/// <summary>What a shop connection that does nothing costs the middle in memory.</summary>
internal static class IdleCommand
{
    // Late enough for the middle to have accepted them all and to have grown as it will.
    private static readonly TimeSpan settle = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan busyLimit = TimeSpan.FromSeconds(30);

    // The client's RRN has four digits for the connection.
    private const int MostConnections = 10_000;

    public static Command Build()
    {
        var connections = new Option<int>("--connections")
        { Description = "Idle shop connections.", DefaultValueFactory = _ => 10_000 };
        var middle = new Option<string>("--middle")
        { Description = "Which middle.", DefaultValueFactory = _ => MiddleKind.Baseline };
        middle.AcceptOnlyFromAmong([.. MiddleKind.All.Where(kind => kind.Create is not null).Select(kind => kind.Name)]);
        connections.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostConnections)
                result.AddError(FormattableString.Invariant($"--connections must be from 1 to {MostConnections}."));
        });
        var busyFirst = new Option<bool>("--busy-first")
        { Description = "Every connection makes transactions, then falls idle: what buffers keep after traffic." };
        var command = new Command("idle", "Memory of idle shop connections in the middle's process.")
        { connections, middle, busyFirst };
        command.SetAction(arguments => Run(
            arguments.GetValue(connections),
            MiddleKind.Named(arguments.GetValue(middle)!),
            arguments.GetValue(busyFirst)));
        return command;
    }

    private static int Run(int connections, MiddleKind kind, bool busyFirst)
    {
        if (DescriptorLimit.Shortage(connections) is { } error)
        {
            Console.Error.WriteLine(error);
            return 1;
        }

        using ChildProcess bank = ChildProcess.Start("bank");
        using ChildProcess middle = ScenarioRunner.StartMiddle(kind, bank.Port);
        using Socket first = Loopback.Connect(middle.Port); // the accept path's one-time cost is not a connection's
        Thread.Sleep(settle);
        ProcessMemory before = middle.Memory();
        using var client = new LoadClient(middle.Port, new Scenario("idle", connections, busyFirst ? 1 : 0), ratePerSecond: 0);
        if (busyFirst) WaitForTraffic(client, 3L * connections);
        client.StopMeasuring();
        ClientResult result = client.Finish();
        Thread.Sleep(settle);
        Report(kind, connections, before, middle.Memory());
        return result is { Wrong: 0, Lost: 0 } ? 0 : 1;
    }

    private static void WaitForTraffic(LoadClient client, long transactions)
    {
        long start = Stopwatch.GetTimestamp();
        while (client.Completed < transactions && Stopwatch.GetElapsedTime(start) < busyLimit) Thread.Sleep(50);
    }

    private static void Report(MiddleKind kind, int connections, ProcessMemory before, ProcessMemory after)
    {
        Console.Out.WriteLine("| middle | idle connections | resident KiB each | private KiB each | resident MiB in all |");
        Console.Out.WriteLine("|---|---:|---:|---:|---:|");
        Console.Out.WriteLine(FormattableString.Invariant(
            $"| {kind.Name} | {connections:N0} | {Each(after.ResidentBytes - before.ResidentBytes):0.00} | {Each(after.AnonymousBytes - before.AnonymousBytes):0.00} | {after.ResidentBytes / 1048576.0:0.0} |"));
        Console.Out.WriteLine();
        Console.Out.WriteLine("Resident: VmRSS of the middle's process; private: RssAnon (managed and native heaps, stacks, generated code).");
        Console.Out.WriteLine("Growth between one connection and all, no collection forced.");
        Console.Out.WriteLine("Not counted: the kernel's socket structures and buffers, which no process can save.");

        double Each(long bytes) => bytes / 1024.0 / connections;
    }
}
