using System.Globalization;

namespace CardSwitch.Load.Processes;

/// <summary>A child's side of the control channel: lines on standard input and output.</summary>
internal static class ControlChannel
{
    public const string Listening = "listening ";
    public const string UsageRequest = "usage";
    public const string MemoryRequest = "memory";

    /// <summary>Announces the port and answers until the parent closes the channel, or dies.</summary>
    public static void Serve(int port)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Listening}{port}"));
        while (Console.In.ReadLine() is { } line)
        {
            switch (line)
            {
                case UsageRequest:
                    var usage = ProcessUsage.Now();
                    Answer(usage.AllocatedBytes, usage.CpuUs);
                    break;
                case MemoryRequest:
                    var memory = ProcessMemory.Now();
                    Answer(memory.ResidentBytes, memory.AnonymousBytes);
                    break;
            }
        }
    }

    private static void Answer(long first, long second) =>
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{first} {second}"));
}
