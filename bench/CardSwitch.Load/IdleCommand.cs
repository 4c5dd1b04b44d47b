using System.CommandLine;
using System.Net.Sockets;
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

    public static Command Build()
    {
        var connections = new Option<int>("--connections")
        { Description = "Idle shop connections.", DefaultValueFactory = _ => 10_000 };
        var middle = new Option<string>("--middle")
        { Description = "Which middle.", DefaultValueFactory = _ => MiddleKind.Baseline };
        var command = new Command("idle", "Memory of idle shop connections in the middle's process.") { connections, middle };
        command.SetAction(arguments => Run(arguments.GetValue(connections), MiddleKind.Named(arguments.GetValue(middle)!)));
        return command;
    }

    private static int Run(int connections, MiddleKind kind)
    {
        if ((DescriptorLimit.Shortage(connections) ?? NoProcess(kind)) is { } error)
        {
            Console.Error.WriteLine(error);
            return 1;
        }

        using ChildProcess bank = ChildProcess.Start("bank");
        using ChildProcess middle = ScenarioRunner.StartMiddle(kind, bank.Port);
        var shops = new List<Socket>();
        shops.Add(Loopback.Connect(middle.Port)); // the accept path's own one-time cost is not a connection's
        Thread.Sleep(settle);
        MiddleStats before = middle.Stats();
        for (int i = 0; i < connections; i++) shops.Add(Loopback.Connect(middle.Port));
        Thread.Sleep(settle);
        MiddleStats after = middle.Stats();
        Report(kind, connections, before, after);
        foreach (Socket shop in shops) shop.Dispose();
        return 0;
    }

    private static string? NoProcess(MiddleKind kind) =>
        kind.Create is null ? $"'{kind.Name}' has no process whose memory could be read." : null;

    private static void Report(MiddleKind kind, int connections, MiddleStats before, MiddleStats after)
    {
        Console.Out.WriteLine("| middle | idle connections | resident KiB each | private KiB each | allocated KiB each | resident MiB in all |");
        Console.Out.WriteLine("|---|---:|---:|---:|---:|---:|");
        Console.Out.WriteLine(FormattableString.Invariant(
            $"| {kind.Name} | {connections:N0} | {Each(after.ResidentBytes - before.ResidentBytes):0.00} | {Each(after.AnonymousBytes - before.AnonymousBytes):0.00} | {Each(after.AllocatedBytes - before.AllocatedBytes):0.00} | {after.ResidentBytes / 1048576.0:0.0} |"));
        Console.Out.WriteLine();
        Console.Out.WriteLine("Resident: VmRSS of the middle's process; private: RssAnon (managed and native heaps, stacks, generated code).");
        Console.Out.WriteLine("Growth between one connection and all, no collection forced. Allocated: managed bytes asked for, touched or not.");
        Console.Out.WriteLine("Not counted: the kernel's socket structures and buffers, which no process can save.");

        double Each(long bytes) => bytes / 1024.0 / connections;
    }
}
