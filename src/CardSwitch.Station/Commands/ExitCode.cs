namespace CardSwitch.Station.Commands;

/// <summary>What a command leaves with.</summary>
internal static class ExitCode
{
    internal const int Ok = 0;

    /// <summary>The command ran and found something wrong: a bad message, a wrong answer, sums that differ.</summary>
    internal const int Failed = 1;

    /// <summary>The command could not run: wrong arguments, a file that is missing or wrong, a port that is taken.</summary>
    internal const int Usage = 2;

    /// <summary>A journal failed, or was taken over by another station: nothing more was done that depends on it.</summary>
    internal const int Journal = 3;

    internal const string Legend =
        "Exit codes: 0 all went well, 1 something failed, 2 wrong usage or configuration, 3 the journal failed.";
}
