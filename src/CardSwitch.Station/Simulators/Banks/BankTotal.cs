namespace CardSwitch.Station.Simulators.Banks;

/// <summary>A bank's total with one institution, of one business day and in one currency.</summary>
internal sealed class BankTotal(long institution, int day, int currency)
{
    /// <summary>DE 33 of the messages; 0 where they have none.</summary>
    internal long Institution => institution;

    /// <summary>The business day, MMDD.</summary>
    internal int Day => day;

    /// <summary>DE 49.</summary>
    internal int Currency => currency;

    /// <summary>Debits and credits, less those reversed.</summary>
    internal long Count { get; set; }

    /// <summary>Credits less debits, in minor units.</summary>
    internal long Net { get; set; }
}
