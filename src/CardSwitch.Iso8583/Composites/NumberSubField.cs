namespace CardSwitch.Iso8583;

/// <summary>Reads it as a number.</summary>
internal struct NumberSubField : ISubFieldUse
{
    internal long Value;

    public bool Use(scoped in SubField element) => DigitValue.TryRead(element.Shape, element.Wire, element.Units, out Value);
}
