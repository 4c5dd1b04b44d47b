using CardSwitch.Iso8583;

namespace CardSwitch.Station.Simulators.Banks;

/// <summary>One transaction in a bank's books; unused when its key is 0.</summary>
internal struct BookedTransaction
{
    /// <summary>From <see cref="BankKeys"/>.</summary>
    internal ulong Key;

    /// <summary>What it added to the total: debits are negative, in minor units; 0 where it moves no money.</summary>
    internal long Net;

    /// <summary>Which total it counts in.</summary>
    internal int Total;

    /// <summary>What was answered.</summary>
    internal ResponseCode Code;

    internal BookedState State;

    /// <summary>Whether it counts in the total: it is a debit or a credit.</summary>
    internal bool Counts;
}
