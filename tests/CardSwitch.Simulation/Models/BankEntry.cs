using CardSwitch.Iso8583;

namespace CardSwitch.Simulation.Models;

/// <summary>One message that a bank has taken, and the answer that it gave: the same again to every repeat.</summary>
internal struct BankEntry
{
    /// <summary>The entry before it of the same transaction; -1: none.</summary>
    internal int Before;

    /// <summary>The type of the first attempt.</summary>
    internal MessageType Type;

    /// <summary>DE 11, DE 7 and DE 32 as they came.</summary>
    internal int Stan;
    internal long Transmission, Acquirer;

    /// <summary>The station that sent it: banks settle with each by itself.</summary>
    internal int Station;

    internal BankState State;
    internal ResponseCode Code;
    internal short Currency;

    /// <summary>MMDD.</summary>
    internal int Day;

    /// <summary>What is booked now, in minor units; 0 once reversed.</summary>
    internal long Amount;

    /// <summary>-1 for what the cardholder pays, 1 for what he gets, 0 for what moves no money.</summary>
    internal int Sign;

    internal int Approval;
}
