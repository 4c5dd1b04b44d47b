using System.Globalization;

namespace CardSwitch.Load.Processes;

/// <summary>A child's side of the control channel: lines on standard input and output.</summary>
internal static class ControlChannel
{
    public const string Listening = "listening ";
    public const string StatsRequest = "stats";

    /// <summary>Announces the port and answers until the parent closes the channel, or dies.</summary>
    public static void Serve(int port)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Listening}{port}"));
        while (Console.In.ReadLine() is { } line)
        {
            if (line == StatsRequest) Console.Out.WriteLine(MiddleStats.Now().ToLine());
        }
    }
}
