namespace CardSwitch.Simulation.Models;

/// <summary>What may be wrong with a bank's answer.</summary>
internal enum Lie
{
    None,
    OtherAmount,
    OtherStan,
    OtherCard,
    OtherTerminal,
    Garbage,

    /// <summary>To another station that it serves.</summary>
    OtherStation,

    /// <summary>An approval that nobody asked for, besides the right answer.</summary>
    Unasked,

    /// <summary>The answer to another kind of message.</summary>
    OtherType,
}
