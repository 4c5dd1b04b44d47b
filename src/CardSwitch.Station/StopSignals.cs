using System.Runtime.InteropServices;

namespace CardSwitch.Station;

/// <summary>
/// Ctrl-C and SIGTERM ask a command to end in order; a second one ends the process at once. SIGHUP asks for the
/// configuration to be read again.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly PosixSignalRegistration[] registrations;

    /// <param name="outer">Ends the command too.</param>
    /// <param name="reload">What SIGHUP does; nothing is changed about SIGHUP without it.</param>
    internal StopSignals(CancellationToken outer, Action? reload = null)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(outer);
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];
        if (reload is not null && !OperatingSystem.IsWindows())
        {
            PosixSignalRegistration hup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
            {
                context.Cancel = true;
                reload();
            });
            registrations = [.. registrations, hup];
        }
    }

    internal CancellationToken Token => stop.Token;

    /// <summary>Asks for the end after some time; null asks for none.</summary>
    internal void StopAfter(double? seconds)
    {
        if (seconds is { } after) stop.CancelAfter(TimeSpan.FromSeconds(after));
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in registrations) registration.Dispose();
        stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }
}
