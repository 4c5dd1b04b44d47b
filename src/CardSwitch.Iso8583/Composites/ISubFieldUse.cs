namespace CardSwitch.Iso8583;

/// <summary>What is done with an element once it is found, while the bytes that hold it are at hand.</summary>
internal interface ISubFieldUse
{
    /// <summary>False when the element is not what is asked for.</summary>
    bool Use(scoped in SubField element);
}
