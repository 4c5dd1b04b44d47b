namespace CardSwitch.Simulation.Network;

/// <summary>Who stands at an end of a line: a shop, a station, a bank.</summary>
internal interface IParty
{
    string Name { get; }

    /// <summary>Whether it runs at all; a party that has crashed neither connects nor is connected to.</summary>
    bool IsRunning { get; }

    void Connected(Session session, End end);

    void Arrived(Session session, End end, ReadOnlySpan<byte> frame, Subject subject);

    /// <summary>The session is known to be over at this end. Not told of what this end closed by itself.</summary>
    void Disconnected(Session session, End end);
}
