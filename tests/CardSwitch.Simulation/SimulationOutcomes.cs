using CardSwitch.Iso8583;

namespace CardSwitch.Simulation;

/// <summary>How transactions ended, in the eyes of their shops.</summary>
internal struct SimulationOutcomes
{
    internal long Approved, Declined, Unavailable, Overloaded, Reversed, Abandoned, ApprovedAfterRefusal;

    internal void Count(ResponseCode code)
    {
        if (code.IsApproval) Approved++;
        else if (code == ResponseCode.IssuerUnavailable) Unavailable++;
        else if (code == ResponseCode.SystemMalfunction) Overloaded++;
        else Declined++;
    }

    internal void Add(in SimulationOutcomes other)
    {
        Approved += other.Approved;
        Declined += other.Declined;
        Unavailable += other.Unavailable;
        Overloaded += other.Overloaded;
        Reversed += other.Reversed;
        Abandoned += other.Abandoned;
        ApprovedAfterRefusal += other.ApprovedAfterRefusal;
    }
}
