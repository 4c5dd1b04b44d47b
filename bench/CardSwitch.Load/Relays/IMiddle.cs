namespace CardSwitch.Load.Relays;

/// <summary>What stands between the shops and the bank in a run, in a process of its own.</summary>
internal interface IMiddle
{
    /// <summary>Connects to the bank and listens for shops on the loopback address.</summary>
    /// <param name="bankPort">The bank's port on the loopback address.</param>
    /// <returns>The port on which shops are served from now on.</returns>
    int Start(int bankPort);
}
