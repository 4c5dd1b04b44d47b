using System.Runtime.InteropServices;

namespace CardSwitch.Station;

/// <summary>
/// Ctrl-C and SIGTERM ask a command to end in order; a second one ends the process at once. SIGHUP asks for the
/// configuration to be read again.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop;
    private readonly PosixSignalRegistration[] _registrations;

    /// <param name="outer">Ends the command too.</param>
    /// <param name="reload">What SIGHUP does; nothing is changed about SIGHUP without it.</param>
    internal StopSignals(CancellationToken outer, Action? reload = null)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(outer);
        _registrations =
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
            _registrations = [.. _registrations, hup];
        }
    }

    internal CancellationToken Token => _stop.Token;

    /// <summary>Asks for the end after some time; null asks for none.</summary>
    internal void StopAfter(double? seconds)
    {
        if (seconds is { } after) _stop.CancelAfter(TimeSpan.FromSeconds(after));
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations) registration.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = !_stop.IsCancellationRequested;
        _stop.Cancel();
    }
}
