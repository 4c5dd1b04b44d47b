namespace CardSwitch.Iso8583;

/// <summary>Whether it is there.</summary>
internal struct FindSubField : ISubFieldUse
{
    internal int Units;

    public bool Use(scoped in SubField element)
    {
        Units = element.Units;
        return true;
    }
}
