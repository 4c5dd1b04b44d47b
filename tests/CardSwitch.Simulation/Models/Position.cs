namespace CardSwitch.Simulation.Models;

/// <summary>The sum of a business day in a currency with a counterpart: credits less debits, in minor units.</summary>
internal struct Position
{
    internal int Counterpart;
    internal int Day;
    internal short Currency;
    internal long Net;
    internal int Count;
}
